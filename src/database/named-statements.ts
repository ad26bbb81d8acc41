import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** Each connection of the pool keeps this many prepared statements at most; each costs the server some KB. */
const mostNames = 500
/** Longer texts are bulk inserts, whose shape changes with their number of rows. */
const longestText = 5000

/** Prepared under another shape of the table, or on a server that has just stopped taking writes. */
const spoiled = new Set(['0A000', '25006'])

/**
 * The pool as Kysely uses it, with every parametrised query sent as a named prepared statement, so that PostgreSQL
 * parses and plans a text once a connection. Past 500 different texts, the rest goes unnamed.
 */
export function withNamedStatements(pool: pg.Pool): PostgresPool {
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
      const client = await pool.connect()
      const known = wrapped.get(client)
      if (known) return known
      const made = wrap(client, nameOf)
      wrapped.set(client, made)
      return made
    },
  }
}

function wrap(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  let broken = false
  const query = async (text: string, parameters: readonly unknown[]) => {
    const name = parameters.length > 0 ? nameOf(text) : undefined
    try {
      return await client.query({ text, values: [...parameters], ...(name === undefined ? {} : { name }) })
    } catch (error) {
      if (error instanceof Error && 'code' in error && spoiled.has(String(error.code))) broken = true
      throw error
    }
  }
  // Kysely's second form of query takes a cursor, which we do not give it.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || broken),
  }
}
