import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Postmaster } from '../src/database/engine/postmaster.ts'
import { administratorOf } from '../src/database/engine/start.ts'
import type { Options } from './benchmark.ts'
import { crowdPassword, usualCrowd } from './crowd.ts'
import { emailOf } from './load/better-auth.ts'
import { loaded, root, type Started, started } from './processes.ts'
import { asText, type Found, inRounds, type Measure, ratio, table } from './rounds.ts'
import { type Server, serverWithCrowd } from './server.ts'
import { targetsTable } from './targets.ts'

export const heading = 'Beside better-auth'
export const targets = [
  'sign-in ≥ 5 × better-auth with its defaults',
  'sign-in not slower than better-auth with our hash',
  'signed-in feed page ≥ 3 × better-auth’s session check',
] as const

const folder = join(root, 'bench/peers')
const forms = {
  default: 'better-auth',
  argon2: 'better-auth with our hash',
  joins: 'better-auth with our hash and joins',
} as const
type Form = keyof typeof forms
const [whole, feed] = ['sign-in: ours, whole', 'our feed page']

/** Sign-in and session check of better-auth on the same engine, in turn with ours. */
export async function run(options: Options): Promise<string> {
  const [rounds, seconds] = [options.number('rounds', 5), options.number('seconds', 4)]
  install()
  const server = await serverWithCrowd()
  const peers = new Map<Form, Started>()
  try {
    for (const form of Object.keys(forms) as Form[]) peers.set(form, await startPeer(server.engine, form))
    const found = await compare(server, peers, { rounds, seconds })
    return `better-auth ${version()} on a database of its own in the same PostgreSQL, as its documents say for production: \`node:http\`
through its node handler, tables and indexes by its own migration, a pool of 10 connections as ours, NODE_ENV=production. Its
rate limit is off; ours are on, but no parent of the load reaches one. Its cookie cache is off, as by default: a session that was
ended must be refused at once, as ours is. By default it hashes with scrypt (N 16384, r 16); “with our hash” is @node-rs/argon2
with our parameters through its \`password.hash\` and \`verify\`; joins are its setting \`advanced.database.joins\`, off by default.
Its sign-in is one request that answers JSON; ours is three, with consents, notices and audit. Its session check answers JSON; our
feed page checks the session, reads restrictions, events and apps, and answers a page. ${usualCrowd.toLocaleString('en')} users each.

${found}
`
  } finally {
    await Promise.all([...peers.values()].map((peer) => peer.stop()))
    await server.remove()
  }
}

async function compare(
  server: Server,
  peers: ReadonlyMap<Form, Started>,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<string> {
  const [atOnce, pagesAtOnce] = [32, 16]
  const ours = (journey: string, many: number) => () => server.load(journey, many, seconds)
  const theirs =
    ({ origin, process: { pid = 0 } }: Started, journey: string, concurrency: number) =>
    () =>
      loaded({ origin, journey, concurrency, seconds, watch: { server: pid, engine: server.engine.pid } })
  const ofPeers = (journey: string, what: string, unit: string, many: number): Measure[] =>
    [...peers].map(([form, peer]) => ({
      name: `${what}: ${forms[form]}`,
      unit,
      run: theirs(peer, journey, many),
    }))
  const signIns = ofPeers('peer-sign-in', 'sign-in', 'sign-ins/s', atOnce)
  const checks = ofPeers('peer-session', 'session check', 'checks/s', pagesAtOnce)
  const against = (of: readonly Measure[]) => ({ against: of.map(({ name }) => name) })
  const signIn = { unit: 'sign-ins/s', ...against(signIns) }
  const measures: readonly Measure[] = [
    ...signIns,
    { name: whole, ...signIn, run: ours('sign-in', atOnce) },
    { name: 'sign-in: ours, password alone', ...signIn, run: ours('password', atOnce) },
    ...checks,
    { name: feed, unit: 'pages/s', ...against(checks), run: ours('feed', pagesAtOnce) },
  ]
  const found = await inRounds(measures, rounds)
  return `${atOnce} sign-ins at once, ${pagesAtOnce} pages at once.

${table(measures, found)}

${judged(found)}`
}

/** The peer's forms are those of its table; the session check is the one with its defaults. */
function judged(found: Found): string {
  const pairs = [
    [whole, `sign-in: ${forms.default}`, 5],
    [whole, `sign-in: ${forms.argon2}`, 1],
    [feed, `session check: ${forms.default}`, 3],
  ] as const
  return targetsTable(
    pairs.map(([ours, theirs, least], at) => {
      const of = ratio(found, ours, theirs)
      return { what: targets[at] ?? '', figure: asText(of), isReached: of.middle >= least }
    }),
  )
}

/** What a peer needs is not ours to depend on: it is installed when it is first measured. */
function install(): void {
  if (existsSync(join(folder, 'node_modules/better-auth'))) return
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Error('npm ci in bench/peers failed')
}

function version(): string {
  const file = join(folder, 'node_modules/better-auth/package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** A peer on a new database; all its users have one password and one hash, as the crowd has. */
async function startPeer(engine: Postmaster, form: Form): Promise<Started> {
  const database = `peer_${form}`
  const administrator = administratorOf(engine)
  await asking(administrator, (client) => client.query(`create database ${database} owner kabinet`))
  const peer = await started(
    ['better-auth.mjs'],
    { PEER_SOCKET: engine.socketFolder, PEER_DATABASE: database, PEER_FORM: form, NODE_ENV: 'production' },
    folder,
  )
  await fill({ ...administrator, user: 'kabinet', database }, peer.origin)
  return peer
}

/** One signs up; the others are copies of that one. */
async function fill(config: pg.ClientConfig, origin: string): Promise<void> {
  const signedUp = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: emailOf(0), password: crowdPassword, name: 'Сынақ Адам' }),
  })
  if (signedUp.status !== 200) throw new Error(`the peer’s sign-up: ${signedUp.status}`)
  await asking(config, async (client) => {
    const copy = `substr(md5(place::text) || md5(place::text || 'x'), 1, 32)`
    const places = `generate_series(1, ${usualCrowd - 1}) place`
    await client.query(`insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
      select ${copy}, name, replace(email, '-0@', '-' || place || '@'), "emailVerified", "createdAt", "updatedAt"
        from "user", ${places}`)
    await client.query(`insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
      select md5('a' || place), ${copy}, "providerId", ${copy}, password, "createdAt", "updatedAt"
        from account, ${places}`)
    await client.query('analyze')
  })
}

async function asking(config: pg.ClientConfig, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
