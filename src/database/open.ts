import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { noConnection } from './away.ts'
import { guardConnections } from './connections.ts'
import type { Database } from './database.ts'
import { startEngine } from './engine/engine.ts'
import type { Role } from './engine/presence.ts'
import { connectingClient, firstWritable, parseDatabaseUrl, type Whereabouts } from './hosts.ts'
import { makeListener } from './listen.ts'
import { type Log, silent } from './log.ts'
import { withNamedStatements } from './named-statements.ts'
import { makeReadiness } from './readiness.ts'
import type { Tables } from './tables.ts'
import { makeTransactions } from './transactions.ts'
import { makeTurnstile } from './turnstile.ts'

export type { Role } from './engine/presence.ts'

export type DatabaseOptions = {
  /** A PostgreSQL server, or several (`postgres://u:p@h1,h2/base`); without it Kabinet runs its own. */
  readonly url?: string | undefined
  /** The folder for the embedded engine's data. */
  readonly dataFolder: string
  /** A server keeps the embedded engine's folder to itself; tools work beside it, without a statement timeout. */
  readonly role: Role
  /** Connections of the pool. */
  readonly poolSize?: number | undefined
  readonly log?: Log | undefined
}

const statementMs = 10_000
const lockMs = 5000
const idleInTransactionMs = 15_000
const connectMs = 5000
/** Of a pool's connections; the others are for single statements, which take a fraction of a millisecond each. */
const shareOfTransactions = 0.7
/**
 * How long past the end of a statement its answer may come. A server that is there ends statements itself; a commit that
 * waits for a synchronous standby has no such end.
 */
const graceMs = 2000

/**
 * Opens the database: the named server, or the embedded engine. Throws DataFolderBusy or EngineUnavailable
 * (engine/errors.ts); an unreachable server shows at the first query (isDatabaseAway). Migrations are the caller's.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const log = options.log ?? silent
  if (options.url !== undefined) {
    const parsed = parseDatabaseUrl(options.url)
    if (!parsed.ok) throw new Error('database.not-a-postgres-url')
    return connectDatabase(parsed.shared, firstWritable(parsed.hosts, parsed.shared), options, log)
  }
  const engine = await startEngine(options.dataFolder, options.role, log)
  const { user, database } = engine.address()
  const opened = connectDatabase({ user, database, ssl: false }, () => engine.address(), options, log)
  return {
    ...opened,
    engine,
    async close() {
      await opened.close()
      await engine.stop()
    },
  }
}

/** Opens the pool on a server that runs, at the address that `whereabouts` gives for each new connection. */
export function connectDatabase(
  where: pg.ClientConfig,
  whereabouts: Whereabouts,
  options: Pick<DatabaseOptions, 'role' | 'poolSize'> & {
    /** How long a server may leave a query without an answer, in ms; for tools it may for ever. */
    readonly silenceMs?: number
  },
  log: Log,
): Database {
  const silenceMs = options.role === 'server' ? (options.silenceMs ?? statementMs + graceMs) : 0
  const Client = connectingClient(whereabouts)
  const shared: pg.ClientConfig = {
    ...where,
    application_name: 'kabinet',
    keepAlive: true,
    statement_timeout: options.role === 'server' ? statementMs : 0,
    lock_timeout: options.role === 'server' ? lockMs : 0,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    // Every statement looks something up by an index, whatever its values (test/scale/plans.test.ts): planned once.
    ...(options.role === 'server' ? { options: '-c plan_cache_mode=force_generic_plan' } : {}),
    types: { getTypeParser },
  }
  const max = options.poolSize ?? 10
  const pool = new pg.Pool({
    ...shared,
    Client,
    max,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: 60_000,
  })
  // A connection that breaks while somebody holds it tells him at his query; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', (error) => log.warn({ error: error.message }, 'database.connection-lost'))
  const connections = guardConnections(pool)
  const patience = { milliseconds: connectMs, tooLate: noConnection }
  const turnstile = makeTurnstile(Math.ceil(max * shareOfTransactions), patience)
  const through = (patienceMs: number) => {
    const named = withNamedStatements(pool, connections, patienceMs)
    const dialect = new PostgresDialect({ pool: named.alone })
    const reader = new Kysely<Tables>({ dialect })
    const inTransaction = makeTransactions(reader, named.alone, dialect, turnstile)
    return { reader, inTransaction, together: named.together }
  }
  const { reader, inTransaction, together } = through(silenceMs)
  const patient = new Map<number, ReturnType<typeof through>>()
  /** The same pool for work whose statements may take so long, made at the first such work. */
  const throughFor = (longestMs: number) => {
    const made = patient.get(longestMs) ?? through(longestMs + graceMs)
    patient.set(longestMs, made)
    return made
  }
  const pageReader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: together }) })
  const listener = makeListener(
    async () => {
      const client = new Client({ ...shared, connectionTimeoutMillis: connectMs })
      client.on('error', () => {})
      await client.connect()
      return client
    },
    { log, silenceMs },
  )
  let closed: Promise<void> | undefined

  return {
    reader,
    pageReader,
    pool,
    inTransaction(work, options = {}) {
      const { longestMs } = options
      if (longestMs === undefined || silenceMs === 0) return inTransaction(work, options)
      return throughFor(longestMs).inTransaction(async (tx) => {
        await sql`select set_config('statement_timeout', ${String(longestMs)}, true)`.execute(tx)
        return work(tx)
      })
    },
    waiting: () => pool.waitingCount + turnstile.waiting(),
    listen: listener.listen,
    ready: makeReadiness(connections),
    close() {
      closed ??= listener.close().then(() => pool.end())
      return closed
    },
  }
}

/** `date` stays 'YYYY-MM-DD': as a Date it would change with the time zone. The rest is the driver's own. */
const getTypeParser: typeof pg.types.getTypeParser = ((oid: number, format?: 'text') => {
  if (oid === pg.types.builtins.DATE) return (text: string) => text
  return pg.types.getTypeParser(oid, format)
}) as typeof pg.types.getTypeParser
