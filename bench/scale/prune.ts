import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { prune } from '../../src/account/prune.ts'
import { demoKeys } from '../../src/config.ts'
import type { Database } from '../../src/database/database.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { silent } from '../../src/database/log.ts'

/** One run of what every node does each ten minutes; times of statements and transactions in milliseconds. */
export type PruneRun = {
  readonly size: number
  readonly what: string
  readonly rows: number
  readonly seconds: number
  readonly longestStatement: number
  readonly longestTransaction: number
}

/** Prunes once beside the serving node, and looks at how long each statement and each transaction of it lasts. */
export async function pruneOnce(database: Database, size: number, what: string): Promise<PruneRun> {
  const watched = watchStatements()
  const began = performance.now()
  const rows = await prune(
    { database, keyring: makeKeyring(demoKeys), log: silent },
    { now: () => new Date() },
  )
  const seconds = (performance.now() - began) / 1000
  const run = { size, what, rows, seconds, ...watched() }
  process.stderr.write(`prune ${size}: ${rows} rows, ${seconds.toFixed(2)} s\n`)
  return run
}

/** Measures what the driver sends until the returned function is called. */
function watchStatements(): () => { longestStatement: number; longestTransaction: number } {
  const original = pg.Client.prototype.query
  const begun = new WeakMap<object, number>()
  let [longestStatement, longestTransaction] = [0, 0]
  pg.Client.prototype.query = async function watched(this: pg.Client, ...args: unknown[]) {
    const start = performance.now()
    const text = typeof args[0] === 'string' ? args[0] : String((args[0] as { text?: string }).text)
    if (text === 'begin') begun.set(this, start)
    const result = await (original as (...all: unknown[]) => Promise<unknown>).apply(this, args)
    const now = performance.now()
    longestStatement = Math.max(longestStatement, now - start)
    if (text === 'commit') longestTransaction = Math.max(longestTransaction, now - (begun.get(this) ?? start))
    return result
  } as typeof original
  return () => {
    pg.Client.prototype.query = original
    return { longestStatement, longestTransaction }
  }
}
