import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { patiently } from './connections.ts'
import type { Log } from './log.ts'

type Ear = { onPayload: (payload: string) => void; onGap: (() => void) | undefined }

/** Hears notices of PostgreSQL through one connection of its own, which is opened at the first call. */
export type Listener = {
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    onGap?: () => void,
  ): Promise<() => Promise<void>>
  close(): Promise<void>
}

/**
 * Makes the listener. `connect` opens a connection outside the pool; after a loss it is called until it succeeds. A server
 * that has not answered for `silenceMs` counts as lost: nothing else would tell on a connection that only hears. 0: never.
 */
export function makeListener(
  connect: () => Promise<pg.Client>,
  { log, silenceMs }: { readonly log: Log; readonly silenceMs: number },
): Listener {
  const ears = new Map<string, Set<Ear>>()
  let connection: Promise<pg.Client> | undefined
  /** The connection while it is there. */
  let current: pg.Client | undefined
  let closing = false

  const open = async (): Promise<pg.Client> => {
    const client = await connect()
    client.on('notification', ({ channel, payload }) => {
      for (const ear of ears.get(channel) ?? []) ear.onPayload(payload ?? '')
    })
    try {
      for (const channel of ears.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    const stopBeats = silenceMs > 0 ? beats(client, silenceMs) : () => {}
    current = client
    client.once('end', () => {
      stopBeats()
      current = undefined
      if (!closing) connection = reopen()
    })
    return client
  }

  const reopen = async (): Promise<pg.Client> => {
    log.warn({}, 'database.listener-lost')
    for (let pause = 20; ; pause = Math.min(pause * 2, 2000)) {
      try {
        const client = await open()
        log.info({}, 'database.listener-back')
        for (const ear of [...ears.values()].flatMap((set) => [...set])) ear.onGap?.()
        return client
      } catch (error) {
        if (closing) throw error
        await wait(pause)
      }
    }
  }

  return {
    async listen(channel, onPayload, onGap) {
      const ear = { onPayload, onGap }
      const known = ears.get(channel)
      if (known) known.add(ear)
      else ears.set(channel, new Set([ear]))
      connection ??= open().catch((error) => {
        connection = undefined
        throw error
      })
      try {
        const client = await connection
        if (!known) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      } catch (error) {
        ears.get(channel)?.delete(ear)
        throw error
      }
      return async () => {
        const left = ears.get(channel)
        left?.delete(ear)
        if (left?.size !== 0) return
        ears.delete(channel)
        // While the server is away there is nothing to end, and a node that stops must not wait until it is back.
        await current?.query(patiently(`unlisten ${pg.escapeIdentifier(channel)}`, silenceMs)).catch(() => {})
      }
    },
    async close() {
      closing = true
      ears.clear()
      const client = await connection?.catch(() => undefined)
      await client?.end().catch(() => {})
    },
  }
}

/** Asks again and again; a client whose server is silent is ended. Returns what stops the asking. */
function beats(client: pg.Client, silenceMs: number): () => void {
  const beat = setInterval(() => {
    client.query(patiently('select 1', silenceMs)).catch(() => client.end().catch(() => {}))
  }, silenceMs)
  beat.unref()
  return () => clearInterval(beat)
}
