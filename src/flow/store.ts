import { createHash } from 'node:crypto'
import type { Keyring } from '../database/keyring.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Clock, Random } from '../domain/clock.ts'
import type { FlowTable } from './flow.ts'

type State<Step extends string> = { readonly at: Step }
type StoreParts = { readonly keyring: Keyring; readonly clock: Clock; readonly random: Random }

/**
 * Stored rows of one kind of flow. The cookie holds a 128-bit token, the row its hash; the state is sealed, as it
 * may hold an IIN. `parse` reads a stored state and throws when it is not one (a row of an older version is dropped).
 */
export function flowStore<Step extends string, S extends State<Step>>(
  table: FlowTable<Step>,
  parts: StoreParts,
  parse: (stored: unknown) => S,
) {
  const context = `flows.${table.kind}`
  const hash = (token: string) => createHash('sha256').update(`${table.kind}:${token}`).digest()
  const seal = (state: S) => parts.keyring.seal(context, JSON.stringify(state))
  const open = (sealed: Buffer): S | undefined => {
    const stored: unknown = JSON.parse(parts.keyring.open(context, sealed))
    try {
      return parse(stored)
    } catch {
      // Written by an older version: the person starts again, as after the row's end.
      return undefined
    }
  }

  return {
    /** Stores a new journey and returns its token. */
    async begin(tx: Reader, state: S): Promise<string> {
      const token = parts.random.bytes(16).toString('base64url')
      const now = parts.clock.now()
      await tx
        .insertInto('flows')
        .values({
          id_hash: hash(token),
          kind: table.kind,
          step: state.at,
          state_sealed: seal(state),
          created_at: now,
          expires_at: new Date(now.getTime() + table.lifetimeMinutes * 60_000),
        })
        .execute()
      return token
    },

    /** The state of a living journey, or undefined: expired, ended, or never begun. */
    async read(reader: Reader, token: string | undefined): Promise<S | undefined> {
      if (!token) return undefined
      const row = await alive(reader, hash(token), parts.clock.now()).executeTakeFirst()
      return row && open(row.state_sealed)
    },

    /** The same, holding the row until the transaction ends. */
    async lock(tx: Tx, token: string | undefined): Promise<S | undefined> {
      if (!token) return undefined
      const row = await alive(tx, hash(token), parts.clock.now()).forUpdate().executeTakeFirst()
      return row && open(row.state_sealed)
    },

    /** Saves a locked journey's next state. */
    async save(tx: Tx, token: string, state: S): Promise<void> {
      await tx
        .updateTable('flows')
        .set({ step: state.at, state_sealed: seal(state) })
        .where('id_hash', '=', hash(token))
        .execute()
    },

    /** Ends a journey. False when it had ended before: of two at once, one wins. */
    async end(tx: Tx, token: string): Promise<boolean> {
      const gone = await tx
        .deleteFrom('flows')
        .where('id_hash', '=', hash(token))
        .where('expires_at', '>', parts.clock.now())
        .returning('id_hash')
        .execute()
      return gone.length > 0
    },
  }
}

function alive(reader: Reader, idHash: Buffer, now: Date) {
  return reader
    .selectFrom('flows')
    .where('id_hash', '=', idHash)
    .where('expires_at', '>', now)
    .select('state_sealed')
}
