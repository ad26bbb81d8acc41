import {
  type DatabaseConnection,
  type KyselyProps,
  PostgresDriver,
  type PostgresPool,
  Transaction,
} from 'kysely'
import type { Reader, Tables, Tx } from './tables.ts'
import type { Turnstile } from './turnstile.ts'

/** How a transaction is run. The two exclude each other: saying how long takes a statement of its own. */
export type TransactionOptions =
  | {
      /**
       * The work is one statement: it, the begin and the commit leave in one write. What must not be committed, the statement
       * has to refuse by itself (`refusing` in one-statement.ts); a second one is refused.
       */
      readonly isOneStatement?: boolean
      readonly longestMs?: never
    }
  | {
      /** How long a statement may take, in ms, where the usual time is too short. */
      readonly longestMs: number
      readonly isOneStatement?: never
    }

/**
 * Runs work in transactions (read committed) of `pool`: commits what it returns from, rolls back what it throws from. Kysely's own
 * transactions let one query wait for the other; in these, what is asked for at once is sent at once, in its order. Only as many run
 * as the turnstile lets in: what a page reads never waits behind commits for a connection.
 */
export function makeTransactions(
  reader: Reader,
  pool: PostgresPool,
  dialect: KyselyProps['dialect'],
  turnstile: Turnstile,
): <T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions) => Promise<T> {
  const driver = new PostgresDriver({ pool })
  const ready = driver.init()
  const executor = reader.getExecutor()

  /**
   * The transaction as its work sees it, and what ends it: a query that comes later must not reach the connection. `afterFirst`
   * runs as soon as the first query has been handed to the driver.
   */
  function open(connection: DatabaseConnection, afterFirst?: () => void) {
    let isOver = false
    const provider: Parameters<typeof executor.withConnectionProvider>[0] = {
      async provideConnection(consumer) {
        if (isOver) throw new Error('database: the transaction is over')
        const answer = consumer(connection)
        if (afterFirst) {
          isOver = true
          afterFirst()
        }
        return answer
      },
    }
    const tx = new Transaction<Tables>({
      config: { dialect },
      dialect,
      driver,
      executor: executor.withConnectionProvider(provider),
    })
    return { tx, end: () => (isOver = true) }
  }

  return async (work, options = {}) => {
    await ready
    return turnstile.through(() => transact(work, options))
  }

  async function transact<T>(
    work: (tx: Tx) => Promise<T>,
    { isOneStatement = false }: TransactionOptions,
  ): Promise<T> {
    const connection = await driver.acquireConnection()
    let committed: Promise<void> | undefined
    const commit = () => {
      committed ??= driver.commitTransaction(connection)
      // Heard below: where the statement has failed, the commit is a rollback, and the statement says why.
      committed.catch(() => {})
      return committed
    }
    const { tx, end } = open(connection, isOneStatement ? commit : undefined)
    try {
      await driver.beginTransaction(connection, {})
      const result = await work(tx)
      end()
      await commit()
      return result
    } catch (error) {
      end()
      if (committed) await committed.catch(() => {})
      else
        await driver
          .rollbackTransaction(connection as Parameters<typeof driver.rollbackTransaction>[0])
          .catch(() => {})
      throw error
    } finally {
      await driver.releaseConnection(connection as Parameters<typeof driver.releaseConnection>[0])
    }
  }
}
