import { setTimeout as wait } from 'node:timers/promises'
import { type Cluster, killPostmaster } from './cluster.ts'
import { signalAll } from './machine.ts'
import type { Member } from './member.ts'

/**
 * What happens to the primary. `strike` returns once it has happened; `repair` brings the member back as its service
 * manager or its operator would, and returns when the whole cluster runs again.
 */
export type Fault = {
  readonly name: string
  strike(cluster: Cluster, primary: Member): Promise<void>
  repair(cluster: Cluster, primary: Member): Promise<Repaired>
}
/** How often a former primary, come back, acknowledged a change that was written to it directly; 0 is right. */
export type Repaired = { readonly acknowledgedByFormer: number }

const nothing: Repaired = { acknowledgedByFormer: 0 }

/** The postmaster dies alone: Patroni starts it in place, or another member takes over. */
const postgresKilled: Fault = {
  name: 'PostgreSQL killed',
  strike: async (_, primary) => killPostmaster(primary),
  async repair(cluster) {
    await cluster.whole()
    return nothing
  },
}

/** PostgreSQL and Patroni die at one moment and stay away until another member leads. */
const machineLost: Fault = {
  name: 'machine lost',
  strike: async (_, primary) => void signalAll(primary.folder, 'SIGKILL'),
  async repair(cluster, primary) {
    await cluster.leaderOtherThan(primary)
    cluster.start(primary)
    await cluster.whole()
    return nothing
  },
}

/** The machine stops in the middle of everything and goes on later, not knowing that another member leads by now. */
const machineFrozen: Fault = {
  name: 'machine frozen',
  strike: async (_, primary) => void signalAll(primary.folder, 'SIGSTOP'),
  async repair(cluster, primary) {
    await cluster.leaderOtherThan(primary)
    signalAll(primary.folder, 'SIGCONT')
    const acknowledgedByFormer = await acknowledgedBy(cluster, primary)
    await cluster.whole()
    return { acknowledgedByFormer }
  },
}

/** A planned change, as before the maintenance of a machine. */
const switchover: Fault = {
  name: 'switchover',
  strike: (cluster, primary) => cluster.switchover(primary),
  async repair(cluster) {
    await cluster.whole()
    return nothing
  },
}

export const faults: readonly Fault[] = [postgresKilled, machineLost, machineFrozen, switchover]

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
