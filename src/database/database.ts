import type pg from 'pg'
import type { Engine } from './engine/engine.ts'
import type { Reader, Tx } from './tables.ts'
import type { TransactionOptions } from './transactions.ts'

export { isDatabaseAway } from './away.ts'

/** The open database. Made by `openDatabase` (open.ts), which only the composition root and the CLI call. */
export type Database = {
  /** For reads outside a transaction. */
  readonly reader: Reader
  /**
   * For the reads that pages are made of: a few rows by an index, no change, no lock. Those of one moment share a connection and
   * leave in one write, so that one that waits would hold up the pages of others.
   */
  readonly pageReader: Reader
  /**
   * Runs the work in one transaction (read committed) and commits it; anything thrown rolls it back. A statement ends in
   * 10 s, or in `longestMs` where the work is known to need more (one of a few numbers: what each needs is kept).
   */
  inTransaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** How many transactions and single statements wait for a connection. */
  waiting(): number
  /**
   * Hears what `pg_notify(channel, payload)` says in committed transactions, through one connection for all channels that
   * comes back by itself. While it is away notices are lost: `onGap` runs once it is back, to look again.
   * Returns what stops the listening.
   */
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    onGap?: () => void,
  ): Promise<() => Promise<void>>
  /** The connections themselves, for migrations, COPY and tests. */
  readonly pool: pg.Pool
  /** Whether the database would acknowledge a change within a second. */
  ready(): Promise<boolean>
  /** The embedded engine, when no DATABASE_URL was given. */
  readonly engine?: Engine
  /** Ends all connections, and the embedded engine when nobody else uses it. */
  close(): Promise<void>
}
