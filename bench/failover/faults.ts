import { setTimeout as wait } from 'node:timers/promises'
import { commandOf, processesIn, signal, signalAll } from './machine.ts'
import type { Member } from './member.ts'
import { type Cluster, killPostmaster } from './operate.ts'

/** What happens to the primary, and how its member comes back. */
export type PrimaryFault = {
  readonly name: string
  readonly what: string
  /** Somebody asked for it: a change of the primary, but no failover. */
  readonly isPlanned?: true
  /** Returns once it has happened. */
  strike(cluster: Cluster, primary: Member): Promise<void>
  /** What a service manager or an operator does; returns when the whole cluster runs again, with what was not as it should be. */
  repair(cluster: Cluster, primary: Member): Promise<readonly string[]>
}

/** The postmaster dies alone, as when memory runs out: Patroni starts it in place, or another member takes over. */
const postgresKilled: PrimaryFault = {
  name: 'PostgreSQL',
  what: 'kill -9 of the primary’s postmaster; its Patroni lives',
  strike: async (_, primary) => killPostmaster(primary),
  repair: wholeAgain,
}

const machineLost: PrimaryFault = {
  name: 'machine',
  what: 'kill -9 of the primary’s PostgreSQL and Patroni at once; Patroni is started when another member leads',
  strike: async (_, primary) => void signalAll(primary.folder, 'SIGKILL'),
  repair: backAsStandby,
}

/** It stops in the middle of everything and goes on later, not knowing that another member leads by now. */
const machineFrozen: PrimaryFault = {
  name: 'freeze',
  what: 'SIGSTOP of the primary’s PostgreSQL and Patroni; SIGCONT when another member leads',
  strike: async (_, primary) => void signalAll(primary.folder, 'SIGSTOP'),
  async repair(cluster, primary) {
    await cluster.leaderOtherThan(primary)
    signalAll(primary.folder, 'SIGCONT')
    const acknowledged = await acknowledgedBy(cluster, primary)
    await cluster.whole()
    return acknowledged > 0 ? [`the former primary acknowledged ${acknowledged} changes`] : []
  },
}

const switchover: PrimaryFault = {
  name: 'switchover',
  isPlanned: true,
  what: 'planned change of the primary, as before the maintenance of its machine',
  strike: (cluster, primary) => cluster.switchover(primary),
  repair: wholeAgain,
}

export const primaryFaults: readonly PrimaryFault[] = [postgresKilled, machineLost, machineFrozen, switchover]

/**
 * What must lose acknowledged changes where replication is asynchronous: the standbys hear nothing for two seconds of load,
 * then the machine is lost. The processes that send to them are stopped, so nothing lies in a socket either.
 */
export const machineLostBehind: PrimaryFault = {
  name: 'asynchronous',
  what: 'as `machine`, replication asynchronous and held up for 2 s before: must lose',
  async strike(_, primary) {
    for (const pid of processesIn(primary.data))
      if (commandOf(pid).includes('walsender')) signal(pid, 'SIGSTOP')
    await wait(2000)
    signalAll(primary.folder, 'SIGKILL')
  },
  repair: backAsStandby,
}

async function wholeAgain(cluster: Cluster): Promise<readonly string[]> {
  await cluster.whole()
  return []
}

async function backAsStandby(cluster: Cluster, primary: Member): Promise<readonly string[]> {
  await cluster.leaderOtherThan(primary)
  cluster.start(primary)
  return wholeAgain(cluster)
}

/**
 * Writes to a former primary, past Kabinet and past Patroni, until it says that it is a standby or has had 20 s.
 * Returns how many of these writes it acknowledged.
 */
async function acknowledgedBy(cluster: Cluster, former: Member): Promise<number> {
  let acknowledged = 0
  for (const end = performance.now() + 20_000; performance.now() < end; await wait(20)) {
    const client = await cluster.connect(former).catch(() => undefined)
    if (!client) continue
    try {
      const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
      if (rows[0]?.standby) return acknowledged
      await client.query("select pg_logical_emit_message(true, 'kabinet', 'written to a former primary')")
      acknowledged += 1
    } catch {
      // Refused, held until our patience ended, or cut off: not acknowledged.
    } finally {
      await client.end().catch(() => {})
    }
  }
  return acknowledged
}
