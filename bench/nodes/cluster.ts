import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { startEngine } from '../../src/database/engine/engine.ts'
import { silent } from '../../src/database/log.ts'
import { routes } from '../../src/routes.ts'
import { freePort } from '../../test/support/free-port.ts'
import { accountHeader, accountLine, iinOf, phoneOf } from '../crowd.ts'
import type { Person } from '../drivers/journeys.ts'
import { begin, ended, kabinet, program, root } from '../processes.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type Haproxy, startProxy } from './proxy.ts'

const certificates = join(root, 'test/support/certificates')
export const authority = join(certificates, 'authority.pem')

export type Node = { readonly name: string; readonly port: number; process: ChildProcess }

/** Where parents come to: the proxy, and the authority that its certificate is of. */
export type Door = { readonly origin: string; readonly ca: string }

/** One PostgreSQL 18, nodes in production mode, an SMS gateway, and haproxy before the nodes. */
export type Cluster = {
  readonly proxy: Haproxy
  readonly nodes: readonly Node[]
  readonly gateway: Gateway
  readonly database: pg.Pool
  readonly citizens: readonly Person[]
  /** Ends a node with a signal and starts it again; resolves when it is ready. */
  restarts(node: Node, signal: NodeJS.Signals, environment?: Record<string, string>): Promise<void>
  /** Waits until a node says this at `/readyz`. */
  until(node: Node, status: number): Promise<void>
  stopDatabase(): Promise<void>
  stop(): Promise<void>
}

/** Starts everything anew under a folder of its own, with so many nodes and people. Leaves nothing behind when it fails. */
export async function startCluster(many: number, persons: number): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-nodes-'))
  // Started by root, the engine works under another user, who must be able to pass.
  chmodSync(folder, 0o711)
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  try {
    return { ...(await start(folder, many, persons, ends)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(
  folder: string,
  many: number,
  persons: number,
  ends: (() => unknown)[],
): Promise<Omit<Cluster, 'stop'>> {
  const tls = {
    cert: readFileSync(join(certificates, 'server.pem'), 'utf8'),
    key: readFileSync(join(certificates, 'server.key.pem'), 'utf8'),
  }
  const engine = await startEngine(join(folder, 'engine'), 'server', silent)
  ends.push(() => engine.stop())
  const { host, port, user, database } = engine.address()
  const gateway = await startGateway(tls)
  ends.push(() => gateway.close())
  const proxyPort = await freePort()
  const environment = {
    DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`,
    KABINET_PUBLIC_ORIGIN: `https://localhost:${proxyPort}`,
    KABINET_TRUSTED_PROXY: '127.0.0.1',
    KABINET_KEYS: `bench:${randomBytes(32).toString('base64url')}`,
    KABINET_ASSISTED_CONTACT: 'ЦОН, тел. 1414',
    KABINET_POSSESSION_PROOF: 'none',
    KABINET_SMS_URL: gateway.url,
    KABINET_SMS_KEY: gateway.key,
    KABINET_LOG: 'warn',
    NODE_EXTRA_CA_CERTS: authority,
  }
  const pool = new pg.Pool({ host, port, user, database, max: 2 })
  pool.on('error', () => {})
  ends.push(() => pool.end())
  const citizens = await bringIn(persons, folder, { ...environment, KABINET_DATA: join(folder, 'import') })

  const launch = (node: Pick<Node, 'name' | 'port'>, more: Record<string, string> = {}) => {
    const data = join(folder, node.name)
    mkdirSync(data, { recursive: true })
    const own = { KABINET_DATA: data, PORT: String(node.port), HOST: '127.0.0.1' }
    return begin([program, 'start'], {
      env: { PATH: process.env.PATH ?? '', ...environment, ...own, ...more },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  const nodes: Node[] = []
  ends.push(() => Promise.all(nodes.map(({ process: child }) => ended(child))))
  for (let at = 1; at <= many; at += 1) {
    const named = { name: `node${at}`, port: await freePort() }
    nodes.push({ ...named, process: launch(named) })
  }
  for (const node of nodes) await says(node, 200)
  const pem = `${tls.cert}\n${tls.key}`
  const proxy = await startProxy(join(folder, 'proxy'), {
    port: proxyPort,
    ports: nodes.map((node) => node.port),
    pem,
  })
  ends.push(() => proxy.stop())
  return {
    proxy,
    nodes,
    gateway,
    database: pool,
    citizens,
    async restarts(node, signal, more) {
      await ended(node.process, signal)
      node.process = launch(node, more)
      await says(node, 200)
    },
    until: says,
    stopDatabase: () => engine.stop(),
  }
}

/** Imports the crowd; everybody's number is the one that their line gives. */
async function bringIn(
  persons: number,
  folder: string,
  environment: Record<string, string>,
): Promise<Person[]> {
  const places = Array.from({ length: persons }, (_, place) => place)
  const file = join(folder, 'accounts.csv')
  writeFileSync(file, [accountHeader, ...places.map(accountLine)].join('\n'))
  await kabinet(['import', 'accounts', file], environment)
  return places.map((place) => ({ iin: iinOf(place), number: phoneOf(place) }))
}

async function says({ process: child, port }: Node, status: number): Promise<void> {
  for (let tries = 600; tries > 0; tries -= 1) {
    if (child.exitCode !== null) throw new Error(`a node ended with ${child.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${port}${routes.readyz}`).catch(() => undefined)
    await answer?.text()
    if (answer?.status === status) return
    await wait(50)
  }
  throw new Error(`a node does not say ${status} in time`)
}
