import {
  type DatabaseConnection,
  type KyselyProps,
  PostgresDriver,
  type PostgresPool,
  Transaction,
} from 'kysely'
import type { Reader, Tables, Tx } from './tables.ts'
import type { Turnstile } from './turnstile.ts'

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
): <T>(work: (tx: Tx) => Promise<T>) => Promise<T> {
  const driver = new PostgresDriver({ pool })
  const ready = driver.init()
  const executor = reader.getExecutor()

  /** The transaction as its work sees it, and what ends it: a query that comes later must not reach the connection. */
  function open(connection: DatabaseConnection) {
    let isOver = false
    const provider: Parameters<typeof executor.withConnectionProvider>[0] = {
      async provideConnection(consumer) {
        if (isOver) throw new Error('database: the transaction is over')
        return consumer(connection)
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

  return async (work) => {
    await ready
    await turnstile.enter()
    try {
      return await transact(work)
    } finally {
      turnstile.leave()
    }
  }

  async function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const connection = await driver.acquireConnection()
    const { tx, end } = open(connection)
    try {
      await driver.beginTransaction(connection, {})
      const result = await work(tx)
      end()
      await driver.commitTransaction(connection)
      return result
    } catch (error) {
      end()
      await driver
        .rollbackTransaction(connection as Parameters<typeof driver.rollbackTransaction>[0])
        .catch(() => {})
      throw error
    } finally {
      await driver.releaseConnection(connection as Parameters<typeof driver.releaseConnection>[0])
    }
  }
}
