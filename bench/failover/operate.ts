import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { signal } from './machine.ts'
import { clusterAsSeenBy, type Member, type Seen, type Surroundings, startPatroni } from './member.ts'

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

/** What can be asked and done of these members once they have been started. `password`: of the role kabinet. */
export function operate(
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
  /** How many standbys stream from this member; undefined where it is not a primary that answers. */
  const followersOf = async (member: Member): Promise<number | undefined> => {
    const client = await connect(member).catch(() => undefined)
    try {
      const answer = await client?.query<{ standby: boolean; followers: number }>(
        `select pg_is_in_recovery() as standby,
                (select count(*)::int from pg_stat_replication where state = 'streaming') as followers`,
      )
      const [row] = answer?.rows ?? []
      return row && !row.standby ? row.followers : undefined
    } catch {
      return undefined
    } finally {
      client?.end().catch(() => {})
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
      eventually('every member runs and follows', 120, async () => {
        const roles = (await seen()).map(({ role }) => role)
        const primary = await leader()
        return (
          primary !== undefined &&
          (around.replication === 'asynchronous' || roles.includes('sync_standby')) &&
          (await followersOf(primary)) === members.length - 1
        )
      }).catch((error: Error) => {
        // The folder goes with us: what the members said last is all that tells why.
        throw new Error([error.message, ...members.map(lastWords)].join('\n'))
      }),
    async leaderOtherThan(member) {
      let found: Member | undefined
      await eventually(`another member than ${member.name} leads`, 120, async () => {
        found = await leader()
        return found !== undefined && found !== member && (await followersOf(found)) !== undefined
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

function lastWords({ name, folder }: Member): string {
  const lines = readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n')
  return [`${name}:`, ...lines.slice(-20)].join('\n  ')
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
