import { hash as digest } from 'node:crypto'
import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Statement } from '../database/one-statement.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Clock, Random } from '../domain/clock.ts'
import type { FlowTable } from './flow.ts'

type State<Step extends string> = { readonly at: Step }
type Kept = { readonly state_sealed: Buffer; readonly person_index: Buffer }
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
  const hash = (token: string) => digest('sha256', `${table.kind}:${token}`, 'buffer')
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

  const beginning = (token: string, state: S, personIndex: Buffer | null) => {
    const now = parts.clock.now()
    const expires = new Date(now.getTime() + table.lifetimeMinutes * 60_000)
    return sql`insert into flows (id_hash, kind, step, state_sealed, person_index, created_at, expires_at)
      values (${hash(token)}, ${table.kind}, ${state.at}, ${seal(state)}, ${personIndex}, ${now}, ${expires})`
  }
  const newToken = () => parts.random.bytes(16).toString('base64url')

  /** Which journey it is, while it lives. */
  const living = (token: string) => sql`id_hash = ${hash(token)} and expires_at > ${parts.clock.now()}`
  const stateOf = (token: string): Statement<Pick<Kept, 'state_sealed'>> =>
    sql`select state_sealed from flows where ${living(token)}`
  const ending = (token: string): Statement => sql`delete from flows where ${living(token)} returning id_hash`

  return {
    /** Stores a new journey and returns its token. */
    async begin(tx: Reader, state: S): Promise<string> {
      const token = newToken()
      await beginning(token, state, null).execute(tx)
      return token
    },

    /**
     * The same in a statement of its own, whose commit does not wait for the disk: a crash of the database may take the journeys
     * of its last half second, as if they had expired. For those in which nothing has been done yet. With the person's
     * keyed index it can be read together with that person's data (`reading`).
     */
    async beginLightly(reader: Reader, state: S, personIndex: Buffer): Promise<string> {
      const token = newToken()
      await sql`${beginning(token, state, personIndex)} returning set_config('synchronous_commit', 'off', true)`.execute(
        reader,
      )
      return token
    },

    /** The state of a living journey, or undefined: expired, ended, or never begun. */
    async read(reader: Reader, token: string | undefined): Promise<S | undefined> {
      if (!token) return undefined
      const [row] = (await stateOf(token).execute(reader)).rows
      return row && open(row.state_sealed)
    },

    /** The same, as a part of a larger statement, for journeys that were begun with a person's index. */
    reading: (token: string): Statement<Kept> =>
      sql`select state_sealed, person_index from flows where ${living(token)} and person_index is not null`,

    /** The state of a journey that was read so. */
    opened: open,

    /** What `read` gives, holding the row until the transaction ends. */
    async lock(tx: Tx, token: string | undefined): Promise<S | undefined> {
      if (!token) return undefined
      const [row] = (await sql<Kept>`${stateOf(token)} for update`.execute(tx)).rows
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
      return (await ending(token).execute(tx)).rows.length > 0
    },

    /** The same, as a part of a larger statement: gives a row when it has. */
    ending,
  }
}
