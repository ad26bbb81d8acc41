import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { type Connections, patiently } from './connections.ts'
import { shared } from './sharing.ts'

/** Each connection of the pool keeps this many prepared statements at most; each costs the server some KB. */
const mostNames = 500
/** Longer texts are bulk inserts, whose shape changes with their number of rows. */
const longestText = 5000

/** Prepared under another shape of the table. */
const spoiled = '0A000'

/**
 * The pool as Kysely uses it. Every parametrised query is a named prepared statement, so that PostgreSQL parses and plans
 * a text once a connection; past 500 different texts, the rest goes unnamed. Queries asked for at once on one connection
 * (`Promise.all` in a transaction) are sent at once, in their order, and `begin` goes with the first query after it:
 * the waking of two processes costs more than most of our statements. A query without an answer in `silenceMs` fails; 0 waits
 * for ever. `alone` gives everybody a connection of his own, `together` the same one to those who ask at one moment (sharing.ts).
 */
export function withNamedStatements(
  pool: pg.Pool,
  connections: Connections,
  silenceMs: number,
): { readonly alone: PostgresPool; readonly together: PostgresPool } {
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostNames || text.length > longestText) return known
    const name = `k${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
    names.set(text, name)
    return name
  }
  const wrapped = new WeakMap<pg.PoolClient, ReturnType<typeof wrap>>()
  const take = async (leave: Leave) => {
    const client = await connections.connect()
    const known = wrapped.get(client) ?? wrap(client, nameOf, connections, silenceMs)
    wrapped.set(client, known)
    return known.held(leave)
  }
  const common = { options: pool.options, end: () => pool.end() }
  return {
    alone: { ...common, connect: () => take(process.nextTick) },
    // Other requests that are read at the same moment are heard before any of their queries leaves.
    together: { ...common, connect: shared(() => take(setImmediate)) },
  }
}

/** When queries that were asked for leave. */
type Leave = (send: () => void) => void

/** What pg's client has and its types do not tell. */
type Pipelined = pg.PoolClient & {
  pipeline: boolean
  readonly connection: { readonly stream: { cork(): void; uncork(): void } }
}

function wrap(
  pooled: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
  connections: Connections,
  silenceMs: number,
): { held(leave: Leave): PostgresPoolClient } {
  const client = pooled as Pipelined
  const { stream } = client.connection
  let broken = false
  let isGathering = false
  let leave: Leave = process.nextTick
  let begun: Promise<unknown> | undefined

  /** What is asked for until then leaves in one write. */
  function gather() {
    if (isGathering) return
    isGathering = true
    stream.cork()
    leave(() => {
      isGathering = false
      stream.uncork()
    })
  }

  async function query(text: string, parameters: readonly unknown[]) {
    gather()
    if (text === 'begin') {
      begun = client.query(patiently(text, silenceMs))
      // Heard by the next query: it cannot succeed where this has failed.
      begun.catch(() => {})
      return { command: 'BEGIN', rowCount: null, rows: [] }
    }
    const name = parameters.length > 0 ? nameOf(text) : undefined
    const before = begun
    begun = undefined
    try {
      const named = name === undefined ? {} : { name }
      const answer = client.query({ ...patiently(text, silenceMs), values: [...parameters], ...named })
      if (before) await Promise.all([before, answer])
      return await answer
    } catch (error) {
      const isSpoiled = error instanceof Error && 'code' in error && error.code === spoiled
      if (connections.failed(client, error) || isSpoiled) broken = true
      throw error
    }
  }

  const held: PostgresPoolClient = {
    // Kysely's second form of query takes a cursor, which we do not give it.
    query: query as unknown as PostgresPoolClient['query'],
    release(destroy) {
      client.pipeline = false
      client.release(destroy || broken)
    },
  }
  return {
    held(howToLeave) {
      leave = howToLeave
      // Only while Kysely holds it: COPY, on a connection taken from the pool itself, cannot be pipelined.
      client.pipeline = true
      return held
    },
  }
}
