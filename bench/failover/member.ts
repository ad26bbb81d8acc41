import type { ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'
import type { EngineUser } from '../../src/database/engine/user.ts'
import { type Machine, run } from './machine.ts'

/** How the database is replicated: no acknowledgement without a standby; without one when none is there; never waiting. */
export type Replication = 'strict' | 'synchronous' | 'asynchronous'

/** A machine with PostgreSQL under Patroni. */
export type Member = Machine & {
  readonly name: string
  /** Where PostgreSQL listens. */
  readonly port: number
  /** Where Patroni's own interface listens. */
  readonly api: number
  readonly data: string
}
export type Surroundings = {
  readonly user: EngineUser
  readonly tools: string
  readonly etcd: string
  /** Of which version etcd's interface is used. */
  readonly etcdApi: 2 | 3
  readonly replication: Replication
  readonly passwords: { readonly superuser: string; readonly replication: string; readonly rewind: string }
}

const shipped = fileURLToPath(new URL('../../deploy/patroni.yml', import.meta.url))

/**
 * Writes the member's configuration: deploy/patroni.yml with this run's addresses, folders and passwords. Two things
 * differ besides: a replica is made by our script and never rewound, as the npm package has no pg_basebackup and no
 * pg_rewind; and there is no watchdog device.
 */
export function configure(member: Member, around: Surroundings): void {
  const config = parse(readFileSync(shipped, 'utf8'))
  config.name = member.name
  const api = `${member.address}:${member.api}`
  config.restapi = { listen: api, connect_address: api }
  // Patroni before 3.0.3 overwrites, over version 3, a lease that another member has taken (its pull request 2689).
  delete config.etcd3
  config[around.etcdApi === 2 ? 'etcd' : 'etcd3'] = { hosts: [around.etcd] }

  const { dcs } = config.bootstrap
  dcs.synchronous_mode = around.replication !== 'asynchronous'
  dcs.synchronous_mode_strict = around.replication === 'strict'
  // Only for the run that must lose changes: a standby that lags may be promoted all the same.
  if (around.replication === 'asynchronous') dcs.maximum_lag_on_failover = 2 ** 30
  dcs.postgresql.use_pg_rewind = false
  dcs.postgresql.pg_hba = dcs.postgresql.pg_hba.map((line: string) =>
    line.replace('10.0.0.0/24', '127.0.0.0/8'),
  )
  // This machine is small, and there are three of them on it.
  Object.assign(dcs.postgresql.parameters, { shared_buffers: '64MB', max_wal_size: '256MB' })

  const { authentication } = config.postgresql
  for (const role of ['superuser', 'replication', 'rewind'] as const)
    authentication[role].password = around.passwords[role]
  Object.assign(config.postgresql, {
    listen: `${member.address}:${member.port}`,
    connect_address: `${member.address}:${member.port}`,
    data_dir: member.data,
    bin_dir: around.tools,
    pgpass: join(member.folder, 'pgpass'),
    create_replica_methods: ['clone'],
    clone: { command: join(around.tools, 'clone') },
    parameters: { unix_socket_directories: member.folder },
  })
  config.watchdog = { mode: 'off' }
  writeFileSync(join(member.folder, 'patroni.yml'), stringify(config))
}

/** Starts Patroni, which starts PostgreSQL or makes its data first. */
export function startPatroni(member: Member, user: EngineUser): ChildProcess {
  return run(member, user, ['/usr/bin/patroni', join(member.folder, 'patroni.yml')])
}

/** What a Patroni says of the cluster; undefined where it does not answer in a second. */
export async function clusterAsSeenBy(member: Member): Promise<readonly Seen[] | undefined> {
  try {
    const answer = await fetch(`http://${member.address}:${member.api}/cluster`, {
      signal: AbortSignal.timeout(1000),
    })
    return ((await answer.json()) as { members: Seen[] }).members
  } catch {
    return undefined
  }
}
export type Seen = {
  readonly name: string
  readonly role: 'leader' | 'sync_standby' | 'replica'
  readonly state: string
  readonly timeline?: number
}
