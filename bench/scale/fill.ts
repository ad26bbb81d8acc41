import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { fillAudit } from './audit.ts'
import { dropHelpers, type Fill, fillsOf, full, helpers, thin } from './fills.ts'
import { iinOfNumber } from './iin.ts'
import { withoutIndexes } from './indexes.ts'
import { type Asked, columns, copied, type Lines } from './lines.ts'

const chunk = 5000
/** From here on the tables that grow with time are thinner. */
const sizeOfThin = 5_000_000

/**
 * Fills a migrated, empty database with so many made-up people and what goes with them, and analyses it. `connect` gives
 * connections that own the tables; `say` hears what is done.
 */
export async function fillDatabase(
  connect: () => Promise<pg.Client>,
  people: number,
  say: (done: string) => void,
): Promise<void> {
  const share = people > sizeOfThin ? thin : full
  const fills = fillsOf(share, people)
  const client = await connect()
  try {
    const again = await withoutIndexes(client, [...copied, ...fills.map(({ table }) => table)])
    await copyPeople(connect, people)
    say('people and registers')
    await client.query(helpers)
    for (const each of fills) {
      await filled(client, each)
      say(each.table)
    }
    await fillAudit(client, share.auditLinesInAYear)
    say('audit')
    await client.query(dropHelpers)
    for (const statement of again) await client.query(statement)
    say('constraints and indexes')
    await client.query('vacuum (analyze)')
    say('analysed')
  } finally {
    await client.end()
  }
}

/** Emptied in the same transaction, a table's rows need no log (`wal_level = minimal`): the file itself is synced. */
async function filled(client: pg.Client, { table, statements }: Fill): Promise<void> {
  await client.query(`begin; truncate ${table}`)
  for (const statement of statements) await client.query(statement)
  await client.query('commit')
}

/** People and registers, written by a worker a core into one COPY a table. */
async function copyPeople(connect: () => Promise<pg.Client>, people: number): Promise<void> {
  const streams = await Promise.all(
    copied.map(async (table) => {
      const client = await connect()
      await client.query(`begin; truncate ${table}`)
      return { table, client, stream: client.query(copyFrom(`copy ${table} (${columns[table]}) from stdin`)) }
    }),
  )
  const chunks = chunksOf(people)
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      const worker = new Worker(fileURLToPath(new URL('lines.ts', import.meta.url)), {
        workerData: { now: Date.now() },
      })
      for (let asked = chunks.next(); !asked.done; asked = chunks.next()) {
        worker.postMessage(asked.value)
        const [lines] = (await once(worker, 'message')) as [Lines]
        for (const { table, stream } of streams) if (!stream.write(lines[table])) await once(stream, 'drain')
      }
      await worker.terminate()
    }),
  )
  for (const { client, stream } of streams) {
    stream.end()
    await once(stream, 'finish')
    await client.query('commit')
    await client.end()
  }
}

/** Stretches of the crowd that hold exactly so many people. */
function* chunksOf(people: number): Generator<Asked> {
  let [from, person, found] = [0, 0, 0]
  for (; found < people; person += 1) {
    if (iinOfNumber(person) !== null) found += 1
    if (found % chunk === 0 && found > 0 && iinOfNumber(person) !== null) {
      yield { from, to: person + 1 }
      from = person + 1
    }
  }
  if (from < person) yield { from, to: person }
}
