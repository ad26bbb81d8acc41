import { setTimeout as wait } from 'node:timers/promises'
import { Hono } from 'hono'
import { beforeEach, expect, test, vi } from 'vitest'
import { serveStream, streamSlots } from './live-stream.ts'

/** Who is woken by which topic. */
const watchers = new Map<string, () => void>()
const live = {
  watch(topic: string, onChange: () => void) {
    watchers.set(topic, onChange)
    return () => watchers.delete(topic)
  },
  isOpen: () => true,
  close: async () => {},
}
const said: [string, object, string][] = []
const log = Object.fromEntries(
  ['info', 'warn', 'error', 'debug'].map((level) => [
    level,
    (fields: object, event: string) => said.push([level, fields, event]),
  ]),
)
const open = { count: 0 }
const liveFeeds = { inc: () => (open.count += 1), dec: () => (open.count -= 1) }

beforeEach(() => {
  watchers.clear()
  said.length = 0
})

test.each([
  ['a fault', new Error('secret 1234'), 'error', 'fault'],
  ['a database that is away', Object.assign(new Error('gone'), { code: '57P01' }), 'warn', 'database away'],
])(
  '%s in a stream is logged with its reference, never printed, and leaves nothing behind',
  async (...[, thrown, level, event]) => {
    const printed = vi.spyOn(console, 'error')
    const answer = await ask(async (_stream, pulse) => {
      pulse.watch(['one', 'two'])
      throw thrown
    })
    expect(await answer.text()).toBe('')
    expect(said).toEqual([[level, { reference: 'REF', err: thrown }, event]])
    expect(printed).not.toHaveBeenCalled()
    expect(watchers.size).toBe(0)
    expect(open.count).toBe(0)
  },
)

test('only topics that are watched now wake it; a change while it is busy is not slept over', async () => {
  const woken: string[] = []
  const answer = await ask(async (stream, pulse) => {
    pulse.watch(['one', 'two'])
    await stream.write(': \n\n')
    pulse.watch(['two', 'three'])
    expect([...watchers.keys()]).toEqual(['two', 'three'])
    watchers.get('three')?.()
    await pulse.rest()
    woken.push(`busy ${pulse.takeChange()}`)
    setTimeout(() => watchers.get('two')?.(), 5)
    await pulse.rest()
    woken.push(`resting ${pulse.takeChange()}`)
  })
  await answer.text()
  expect(woken).toEqual(['busy true', 'resting true'])
})

test('a browser that goes ends the rest of its stream at once', async () => {
  const ended = Promise.withResolvers<void>()
  const answer = await ask(async (stream, pulse) => {
    await stream.write(': \n\n')
    while (pulse.isOpen()) await pulse.rest()
    ended.resolve()
  })
  const reader = answer.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  await expect(Promise.race([ended.promise.then(() => 'ended'), wait(5000)])).resolves.toBe('ended')
  await expect.poll(() => open.count).toBe(0)
})

test('a question for the headers alone opens no stream and keeps no slot', async () => {
  const run = vi.fn()
  const answer = await ask(run, 'HEAD')
  expect(answer.status).toBe(200)
  expect(run).not.toHaveBeenCalled()
  expect(open.count).toBe(0)
})

test('so many streams each and no more; one that ends makes room', () => {
  const slots = streamSlots(2, { liveFeeds } as never)
  const [first, second] = [slots.take('a'), slots.take('a')]
  expect(slots.take('a')).toBeUndefined()
  expect(slots.take('b')).toBeDefined()
  first?.()
  expect(slots.take('a')).toBeDefined()
  expect(slots.take('a')).toBeUndefined()
  expect(second).toBeDefined()
})

type Run = Parameters<typeof serveStream>[3]

async function ask(run: Run, method = 'GET'): Promise<Response> {
  const app = new Hono<{ Variables: { visit: { reference: string } } }>()
  const slots = streamSlots(1, { liveFeeds } as never)
  app.get('/', (c) => {
    c.set('visit', { reference: 'REF' })
    const giveBack = slots.take('a') ?? (() => {})
    return serveStream(c, { live, log: log as never }, { giveBack, isChanged: false }, run)
  })
  return await app.request('/', { method })
}
