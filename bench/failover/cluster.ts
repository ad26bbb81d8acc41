import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EngineUser, engineUser } from '../../src/database/engine/user.ts'
import { freePort } from '../../test/support/free-port.ts'
import { type Machine, run, signalAll } from './machine.ts'
import { clusterAsSeenBy, configure, type Member, type Replication, type Surroundings } from './member.ts'
import { type Cluster, eventually, operate } from './operate.ts'
import { makeTools } from './tools.ts'

export type ClusterOptions = {
  readonly members: number
  readonly replication: Replication
  readonly etcdApi: 2 | 3
}

/**
 * Brings up etcd and the members under a new folder of /tmp, all on this machine, and a database `kabinet` with an owner
 * of that name. Whoever calls must stop it; when the process ends, everything that works in the folder is killed.
 */
export async function startCluster({
  members: size,
  replication,
  etcdApi,
}: ClusterOptions): Promise<Cluster> {
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
    etcdApi,
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
    '--enable-v2',
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
