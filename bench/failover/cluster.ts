import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type EngineUser, engineUser } from '../../src/database/engine/user.ts'
import { freePort, type Machine, run, signal, signalAll } from './machine.ts'
import {
  clusterAsSeenBy,
  configure,
  type Member,
  type Replication,
  type Seen,
  type Surroundings,
  startPatroni,
} from './member.ts'
import { makeTools } from './tools.ts'

export type Cluster = {
  readonly folder: string
  readonly members: readonly Member[]
  /** For Kabinet: all members, in the order of their names. */
  readonly url: string
  /** The member that holds the lease now, whether it lives or not. */
  leader(): Promise<Member>
  /** A direct connection to one member as its administrator. */
  connect(member: Member): Promise<pg.Client>
  start(member: Member): void
  /** Waits until every member runs and, where replication is synchronous, one of them is the synchronous standby. */
  whole(): Promise<void>
  /** Waits until a member other than this one leads and takes writes. */
  leaderOtherThan(member: Member): Promise<Member>
  /** A planned change of the primary; returns when Patroni has carried it out. */
  switchover(from: Member): Promise<void>
  stop(): void
}

/**
 * Brings up etcd and the members under a new folder of /tmp, all on this machine, and a database `kabinet` with an owner
 * of that name. Whoever calls must stop it; when the process ends, everything that works in the folder is killed.
 */
export async function startCluster(size: number, replication: Replication): Promise<Cluster> {
  for (const program of ['/usr/bin/patroni', '/usr/bin/etcd', '/usr/bin/psql', '/usr/bin/pg_isready'])
    if (!existsSync(program))
      throw new Error(`${program} is missing: install Debian's patroni, etcd-server and postgresql-client`)
  const user = await engineUser(undefined)
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-failover-'))
  chmodSync(folder, 0o755)
  const stop = () => {
    signalAll(folder, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  process.once('exit', stop)
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1))

  const secret = () => randomBytes(16).toString('hex')
  const around: Surroundings = {
    user,
    tools: await makeTools(folder),
    etcd: await startEtcd(makeMachine(folder, 'etcd', '127.0.0.10', user), user),
    replication,
    passwords: { superuser: secret(), replication: secret(), rewind: secret() },
  }
  const members: Member[] = []
  for (let at = 1; at <= size; at += 1) {
    const name = `db${at}`
    const machine = makeMachine(folder, name, `127.0.0.${10 + at}`, user)
    const [port, api] = [await freePort(machine.address), await freePort(machine.address)]
    const member = { ...machine, name, port, api, data: join(machine.folder, 'data') }
    configure(member, around)
    members.push(member)
  }
  const password = secret()
  const cluster = operate(folder, members, around, password, () => {
    process.off('exit', stop)
    stop()
  })
  await bootstrap(cluster, password)
  return cluster
}

function makeMachine(root: string, name: string, address: string, user: EngineUser): Machine {
  const folder = join(root, name)
  mkdirSync(folder, { mode: 0o700 })
  if (user.as !== undefined) chownSync(folder, user.uid, user.gid)
  return { folder, address }
}

async function startEtcd(machine: Machine, user: EngineUser): Promise<string> {
  const { address, folder } = machine
  const client = `${address}:${await freePort(address)}`
  const peer = `http://${address}:${await freePort(address)}`
  run(machine, user, [
    '/usr/bin/etcd',
    ...['--data-dir', join(folder, 'data'), '--logger', 'zap', '--log-level', 'warn'],
    ...['--listen-client-urls', `http://${client}`, '--advertise-client-urls', `http://${client}`],
    ...[
      '--listen-peer-urls',
      peer,
      '--initial-advertise-peer-urls',
      peer,
      '--initial-cluster',
      `default=${peer}`,
    ],
  ])
  await eventually('etcd answers', 30, () =>
    fetch(`http://${client}/health`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  return client
}

/** The first member makes the data, Kabinet's database and the rights of our cloning script; the others are cloned. */
async function bootstrap(cluster: Cluster, password: string): Promise<void> {
  const [first, ...others] = cluster.members
  if (!first) throw new Error('a cluster has members')
  cluster.start(first)
  await eventually('the first member leads', 90, async () => {
    const seen = await clusterAsSeenBy(first)
    return seen?.some(({ role, state }) => role === 'leader' && state === 'running') ?? false
  })
  const client = await cluster.connect(first)
  // Strict replication would wait for a standby that does not exist yet.
  await client.query('set synchronous_commit = local')
  await client.query(`create role kabinet login password '${password}'`)
  await client.query('create database kabinet owner kabinet')
  await client.query(
    'grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean) to replicator',
  )
  await client.query('grant pg_read_all_settings to replicator')
  await client.end()
  for (const member of others) cluster.start(member)
  await cluster.whole()
}

function operate(
  folder: string,
  members: readonly Member[],
  around: Surroundings,
  password: string,
  stop: () => void,
): Cluster {
  const seen = async (): Promise<readonly Seen[]> => {
    const views = await Promise.all(members.map(clusterAsSeenBy))
    return views.find((view) => view !== undefined) ?? []
  }
  const leader = async (): Promise<Member | undefined> => {
    const name = (await seen()).find(({ role }) => role === 'leader')?.name
    return members.find((member) => member.name === name)
  }
  const connect = async (member: Member): Promise<pg.Client> => {
    const client = new pg.Client({
      host: member.address,
      port: member.port,
      user: 'postgres',
      password: around.passwords.superuser,
      database: 'postgres',
      connectionTimeoutMillis: 3000,
      query_timeout: 3000,
    })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  const writes = async (member: Member): Promise<boolean> => {
    try {
      const client = await connect(member)
      const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
      await client.end()
      return rows[0]?.standby === false
    } catch {
      return false
    }
  }
  return {
    folder,
    members,
    url: `postgres://kabinet:${password}@${members.map(({ address, port }) => `${address}:${port}`).join(',')}/kabinet`,
    connect,
    start: (member) => void startPatroni(member, around.user),
    async leader() {
      const found = await leader()
      if (!found) throw new Error('nobody leads')
      return found
    },
    whole: () =>
      eventually('every member runs', 180, async () => {
        const all = await seen()
        const roles = all.map(({ role }) => role)
        const states = all.map(({ state }) => state)
        return (
          all.length === members.length &&
          states.every((state) => state === 'running' || state === 'streaming') &&
          roles.includes('leader') &&
          (around.replication === 'asynchronous' || roles.includes('sync_standby'))
        )
      }),
    async leaderOtherThan(member) {
      let found: Member | undefined
      await eventually(`another member than ${member.name} leads`, 120, async () => {
        found = await leader()
        return found !== undefined && found !== member && (await writes(found))
      })
      return found as Member
    },
    async switchover(from) {
      const answer = await fetch(`http://${from.address}:${from.api}/switchover`, {
        method: 'POST',
        body: JSON.stringify({ leader: from.name }),
      })
      if (!answer.ok) throw new Error(`switchover: ${answer.status} ${await answer.text()}`)
    },
    stop,
  }
}

/** The postmaster of a member: the first line of its lock file. */
export function postmasterOf(member: Member): number {
  return Number(readFileSync(join(member.data, 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Kills the postmaster alone, as the kernel does when memory runs out. */
export function killPostmaster(member: Member): void {
  signal(postmasterOf(member), 'SIGKILL')
}

/** Asks every fifth of a second until it holds; throws with `what` after so many seconds. */
export async function eventually(
  what: string,
  seconds: number,
  holds: () => Promise<boolean>,
): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`)
    await wait(200)
  }
}
