import { type Connections, patiently } from './connections.ts'

/** How long an asker waits, in ms. */
const answerMs = 1000
/** How long a commit may take before its connection is given up, in ms. */
const commitMs = 3000
/**
 * A commit and nothing else: no row, some bytes in the log. It waits for whatever a change waits for, a synchronous standby
 * that is away or a full disk among it; a query that only reads would not know.
 */
const commit = "select pg_logical_emit_message(true, 'kabinet', 'ready')"

/** Whether a change would be acknowledged within a second. However many ask, one connection looks. */
export function makeReadiness(connections: Connections): () => Promise<boolean> {
  let looking: Promise<boolean> | undefined
  return () => {
    looking ??= commits(connections)
      .catch(() => false)
      .finally(() => {
        looking = undefined
      })
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), answerMs).unref())
    return Promise.race([looking, late])
  }
}

async function commits(connections: Connections): Promise<boolean> {
  const client = await connections.connect()
  let isFit = false
  try {
    const asked = patiently('show transaction_read_only', commitMs)
    const { rows } = await client.query<{ transaction_read_only: string }>(asked)
    // A standby, or a primary that has just become one: another connection finds the new primary.
    if (rows[0]?.transaction_read_only !== 'off') return false
    await client.query(patiently(commit, commitMs))
    isFit = true
    return true
  } catch (error) {
    connections.failed(client, error)
    throw error
  } finally {
    client.release(!isFit)
  }
}
