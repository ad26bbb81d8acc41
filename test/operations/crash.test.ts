import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { parseDocument } from '../support/document.ts'
import { iins, password } from './deployments.ts'
import { engineOf, newFolder } from './folders.ts'
import { openLive } from './live-stream.ts'
import { eventually, serve, stop } from './processes.ts'
import { longestAnswer, Visitor } from './visitor.ts'

const recoveryMilliseconds = 10_000
const slow = 60_000
/** pino's number for `error`. */
const errorLevel = 50

test('a killed server’s engine is adopted at the next start, and sessions survive', {
  timeout: slow,
}, async ({ annotate }) => {
  const folder = await newFolder()
  const first = await serve('demo', { KABINET_DATA: folder })
  const visitor = new Visitor(first.origin)
  expect((await visitor.signsIn(iins.parent, password)).address).toBe(routes.cabinet.feed)
  const engine = await engineOf(folder)
  first.kill('SIGKILL')
  await first.ended()
  expect((await engineOf(folder))?.pid).toBe(engine?.pid)

  const second = await serve('demo', { KABINET_DATA: folder })
  await annotate(`first page over an adopted engine after ${Math.round(second.readyMilliseconds)} ms`)
  expect((await engineOf(folder))?.pid).toBe(engine?.pid)
  visitor.origin = second.origin
  expect(await visitor.asks(routes.cabinet.feed)).toMatchObject({ status: 200 })
  expect(await stop(second)).toMatchObject({ code: 0, err: '' })
  expect(await engineOf(folder)).toBeUndefined()
})

test('while a killed engine comes back, visitors are told to wait, and then go on', {
  timeout: slow,
}, async ({ annotate }) => {
  const folder = await newFolder()
  const server = await serve('demo', { KABINET_DATA: folder, KABINET_LOG: 'info' })
  const visitor = new Visitor(server.origin)
  await visitor.signsIn(iins.parent, password)
  const live = await openLive(visitor)
  const before = await engineOf(folder)
  process.kill(before?.pid ?? 0, 'SIGKILL')

  const killed = performance.now()
  const answers: { status: number; milliseconds: number }[] = []
  let back: number | undefined
  const knock = async () => {
    while (performance.now() - killed < recoveryMilliseconds) {
      const began = performance.now()
      const { status, headers, text } = await visitor.asks(routes.cabinet.feed).catch((cause) => {
        throw new Error(`no answer; the server said: ${server.err()}${server.out()}`, { cause })
      })
      answers.push({ status, milliseconds: performance.now() - began })
      if (status === 503) {
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
        expect(parseDocument(text).querySelector('.reference')?.textContent).toMatch(/^\w{4}-\w{4}$/)
      }
      const engine = await engineOf(folder)
      if (status === 200 && engine && engine.pid !== before?.pid) {
        back ??= performance.now() - killed
        return
      }
      await wait(10)
    }
  }
  await Promise.all([knock(), knock(), knock()])
  expect(new Set(answers.map(({ status }) => status)).difference(new Set([200, 503]))).toEqual(new Set())
  expect(Math.max(...answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(longestAnswer)
  expect(back).toBeLessThan(recoveryMilliseconds)
  const unavailable = answers.filter(({ status }) => status === 503).length
  await annotate(`200 again ${Math.round(back ?? 0)} ms after the kill, ${unavailable} answers 503 meanwhile`)

  await eventually('/readyz', async () => (await visitor.asks(routes.readyz)).status === 200)
  for (const page of [routes.cabinet.children, routes.cabinet.profile, routes.cabinet.feed]) {
    expect(await visitor.asks(page)).toMatchObject({ status: 200 })
  }
  // A page that was open either kept its stream or opens a new one, as browsers do by themselves.
  live.leave()
  const again = await openLive(visitor)
  const other = new Visitor(server.origin)
  await other.signsIn(iins.parent, password)
  await eventually('the live feed', () => again.heard().includes('event: notice'))
  again.leave()
  const { code, out, err } = await stop(server)
  expect(code).toBe(0)
  expect(err).toBe('')
  const log = out.split('\n').filter((line) => line.startsWith('{'))
  const lines = log.map((line) => JSON.parse(line) as { level: number; msg: string })
  expect(lines.filter(({ level }) => level >= errorLevel)).toEqual([])
  const said = lines.map(({ msg }) => msg)
  expect(said).toEqual(
    expect.arrayContaining(['database.engine-lost', 'database away', 'database.engine-back']),
  )
})
