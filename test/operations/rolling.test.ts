import { setTimeout as wait } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { emptyDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { iins, importAccounts, password, production } from './deployments.ts'
import { newFolder } from './folders.ts'
import { openLive } from './live-stream.ts'
import { answering, type Environment, eventually, kabinet, type Server, stop } from './processes.ts'
import { startProxy } from './proxy.ts'
import { Visitor } from './visitor.ts'

/** What became of every request: a status, or how it failed. */
const outcomes: Record<string, number> = {}

class Counted extends Visitor {
  override async sends(...asked: Parameters<Visitor['sends']>): Promise<Response> {
    const outcome = (what: string | number) => {
      outcomes[what] = (outcomes[what] ?? 0) + 1
    }
    try {
      const response = await super.sends(...asked)
      if (asked[1] === routes.cabinet.live) {
        outcome(`live ${response.status}`)
        return response
      }
      // Half an answer is none.
      const body = await response.arrayBuffer()
      outcome(response.status)
      return new Response(response.status === 204 ? null : body, response)
    } catch (error) {
      outcome('failed')
      throw error
    }
  }
}

test('nodes restarted one after the other under load fail no request, and a kill is seen to fail some', {
  timeout: 60_000,
}, async ({ annotate }) => {
  const database = await emptyDatabase()
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name')
  const environment: Environment = {
    ...production(await newFolder()),
    DATABASE_URL: `postgres://kabinet@/${rows[0]?.name}?host=${encodeURIComponent(inject('databaseSocket'))}`,
    KABINET_DRAIN_SECONDS: '0.6',
  }
  const begin = async (port: number): Promise<Server> =>
    answering(() => kabinet(['start'], { ...environment, PORT: String(port) }), `http://localhost:${port}`)
  const ports = [await freePort(), await freePort()]
  const nodes = new Map<number, Server>()
  for (const port of ports) nodes.set(port, await begin(port))
  await importAccounts(environment)
  const proxy = await startProxy(ports)
  const load = startLoad(proxy.origin)
  await eventually('sign-ins under way', () => (outcomes[303] ?? 0) > 4)

  for (const port of ports) {
    const node = nodes.get(port)
    if (!node) throw new Error('no such node')
    expect(await stop(node)).toMatchObject({ code: 0, err: '' })
    nodes.set(port, await begin(port))
    await eventually('visitors at the node again', () => proxy.ready().includes(port))
  }
  await eventually('a live feed came back', () => load.returns() >= 1)
  const rolled = { ...outcomes }
  await annotate(JSON.stringify(rolled))
  expect(Object.keys(rolled).sort()).toEqual(['200', '303', 'live 200'])
  expect(rolled[200]).toBeGreaterThan(50)
  expect(load.brokenOff).toEqual([])

  nodes.get(ports[0] ?? 0)?.kill('SIGKILL')
  await eventually('the harness sees what a kill fails', () => (outcomes.failed ?? 0) > 0)
  await load.stop()
  await proxy.close()
  for (const node of nodes.values()) await stop(node)
})

/** Sign-ins, readers of the feed, and a cabinet whose page comes back whenever its stream ends. */
function startLoad(origin: string) {
  const leaving = new AbortController()
  const brokenOff: string[] = []
  let returns = 0
  const again = async (pause: number, journey: () => Promise<unknown>) => {
    while (!leaving.signal.aborted) {
      await journey().catch((error: unknown) => brokenOff.push(String(error)))
      await wait(pause)
    }
  }
  const signedIn = async () => {
    const parent = new Counted(origin)
    const page = await parent.signsIn(iins.parent, password)
    if (page.address !== routes.cabinet.feed) throw new Error(`sign-in ended at ${page.address}`)
    return parent
  }
  const reads = async () => {
    const parent = await signedIn()
    await again(20, async () => {
      const { status } = await parent.asks(routes.cabinet.feed)
      if (status !== 200) throw new Error(`the feed answered ${status}`)
    })
  }
  const watches = async () => {
    const parent = await signedIn()
    await again(50, async () => {
      const live = await openLive(parent)
      while (!live.isOver() && !leaving.signal.aborted) await wait(20)
      live.leave()
      returns += 1
    })
  }
  const all = Promise.all([reads(), reads(), watches(), again(150, signedIn)])
  return {
    brokenOff,
    returns: () => returns,
    async stop() {
      leaving.abort()
      await all.catch(() => {})
    },
  }
}
