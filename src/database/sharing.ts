import type { PostgresPoolClient } from 'kysely'

/** So many share a connection at most: four saved nearly as much as sixteen, and leave PostgreSQL work for several cores. */
const mostTogether = 4

type Batch = { client?: Promise<PostgresPoolClient>; asked: number; answered: number }

/**
 * Gives those who ask in one turn of the event loop, or while a connection is waited for, the same connection of `take`, and gives
 * it back when the last of them has. Only for statements that wait for nothing: whoever comes later waits for those before.
 */
export function shared(take: () => Promise<PostgresPoolClient>): () => Promise<PostgresPoolClient> {
  let open: Batch | undefined

  async function takenFor(batch: Batch): Promise<PostgresPoolClient> {
    let mustGo: boolean | undefined
    const close = () => {
      if (open === batch) open = undefined
    }
    const own = await take().catch((error: unknown) => {
      close()
      throw error
    })
    // A full batch is closed before its turn ends: should all its queries fail at once, the last release and the turn's end
    // both find it done.
    let isBack = false
    const giveBack = () => {
      if (isBack || open === batch || batch.answered < batch.asked) return
      isBack = true
      own.release(mustGo)
    }
    setImmediate(() => {
      close()
      giveBack()
    })
    return {
      ...own,
      release(destroy) {
        mustGo ||= destroy
        batch.answered += 1
        giveBack()
      },
    }
  }

  return () => {
    if (!open || open.asked === mostTogether) open = { asked: 0, answered: 0 }
    open.asked += 1
    open.client ??= takenFor(open)
    return open.client
  }
}
