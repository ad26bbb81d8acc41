import { readFileSync } from 'node:fs'
import type { Cluster } from './cluster.ts'

/** What a row takes on the disk with its indexes, and what a node takes in memory. */
export type Sizes = {
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly bytes: number }[]
  readonly nodeMebibytes: readonly number[]
}

const looked = [
  'accounts',
  'passwords',
  'sessions',
  'trusted_browsers',
  'consents',
  'events',
  'outbox',
  'audit_log',
]
/** A table of a few pages says nothing of its rows. */
const fewestRows = 200

/** Counts after the load, with what updates have left behind still in the tables. */
export async function sizesOf(cluster: Cluster): Promise<Sizes> {
  const tables: { name: string; rows: number; bytes: number }[] = []
  for (const name of looked) {
    const { rows } = await cluster.database.query<{ rows: number; bytes: number }>(
      `select (select count(*)::int from ${name}) as rows,
        (select sum(pg_total_relation_size(relid))::float8 from pg_partition_tree('${name}')) as bytes`,
    )
    const found = rows[0]
    if (found && found.rows >= fewestRows) tables.push({ name, ...found })
  }
  return { tables, nodeMebibytes: cluster.nodes.map(({ process: { pid } }) => residentMebibytes(pid ?? 0)) }
}

function residentMebibytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kibibytes) / 1024)
}
