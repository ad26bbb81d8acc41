import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { type Connections, patiently } from './connections.ts'

/** Each connection of the pool keeps this many prepared statements at most; each costs the server some KB. */
const mostNames = 500
/** Longer texts are bulk inserts, whose shape changes with their number of rows. */
const longestText = 5000

/** Prepared under another shape of the table. */
const spoiled = '0A000'

/**
 * The pool as Kysely uses it, with every parametrised query sent as a named prepared statement, so that PostgreSQL
 * parses and plans a text once a connection. Past 500 different texts, the rest goes unnamed. A query without an answer in
 * `silenceMs` fails; 0 waits for ever.
 */
export function withNamedStatements(
  pool: pg.Pool,
  connections: Connections,
  silenceMs: number,
): PostgresPool {
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostNames || text.length > longestText) return known
    const name = `k${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
    names.set(text, name)
    return name
  }
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await connections.connect()
      const known = wrapped.get(client)
      if (known) return known
      const made = wrap(client, nameOf, connections, silenceMs)
      wrapped.set(client, made)
      return made
    },
  }
}

function wrap(
  client: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
  connections: Connections,
  silenceMs: number,
): PostgresPoolClient {
  let broken = false
  const query = async (text: string, parameters: readonly unknown[]) => {
    const name = parameters.length > 0 ? nameOf(text) : undefined
    try {
      const named = name === undefined ? {} : { name }
      return await client.query({ ...patiently(text, silenceMs), values: [...parameters], ...named })
    } catch (error) {
      const isSpoiled = error instanceof Error && 'code' in error && error.code === spoiled
      if (connections.failed(client, error) || isSpoiled) broken = true
      throw error
    }
  }
  // Kysely's second form of query takes a cursor, which we do not give it.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || broken),
  }
}
