import type pg from 'pg'

/** The pool's connections, handed out only while nothing says that their server is gone. */
export type Connections = {
  connect(): Promise<pg.PoolClient>
  /** Told of every failed query; returns whether its connection must not be used again. */
  failed(client: pg.PoolClient, error: unknown): boolean
}

/** How `pg` says that a query had no answer in its `query_timeout`. */
const silence = 'Query read timeout'
/** Only reads: a standby, or a primary that has just become one. PostgreSQL, appendix A. */
const readOnly = '25006'

/**
 * Keeps connections to a server that is gone out of use. A machine that froze or was cut off closes nothing, so a query
 * without an answer is the only sign; and where one connection is dead, those that were opened before are dead too. They
 * are thrown away as they are next asked for, and what is opened instead looks for the writable host.
 */
export function guardConnections(pool: pg.Pool): Connections {
  const openedAt = new WeakMap<pg.PoolClient, number>()
  let doubtedAt = Number.NEGATIVE_INFINITY
  pool.on('connect', (client) => openedAt.set(client, performance.now()))
  return {
    async connect() {
      for (;;) {
        const client = await pool.connect()
        if ((openedAt.get(client) ?? 0) > doubtedAt) return client
        client.release(true)
      }
    },
    failed(client, error) {
      const isSilent = error instanceof Error && error.message === silence
      const isReadOnly = error instanceof Error && 'code' in error && error.code === readOnly
      if (isSilent || isReadOnly) doubtedAt = performance.now()
      // Closed at once, or the rollback that follows would wait behind the query that has no answer.
      if (isSilent) client.end().catch(() => {})
      return isSilent || isReadOnly
    },
  }
}

/** A query that fails when no answer came in `silenceMs`; 0 waits for ever. The driver's types do not know of it. */
export function patiently(text: string, silenceMs: number): pg.QueryConfig {
  return { text, query_timeout: silenceMs } as pg.QueryConfig
}
