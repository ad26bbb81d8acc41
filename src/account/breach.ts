import type pg from 'pg'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'
import { parseIin } from '../domain/iin.ts'
import { type BreachKind, type BreachSource, breachSources } from './breach-sources.ts'

export type { BreachKind }

/** One thing that happened to one person's data within the time asked for. */
export type Affected = {
  /** Null where nobody can be named: the account was erased since, or only a keyed hash of the IIN was ever kept. */
  readonly iin: string | null
  readonly what: BreachKind
  readonly at: Date
  readonly until: Date | null
  readonly detail: Readonly<Record<string, unknown>>
}

export const breachKinds = Object.keys(breachSources) as readonly BreachKind[]
/** What is looked at when nothing is named: acts. */
export const usualBreachKinds: readonly BreachKind[] = ['sessions', 'recoveries', 'events', 'audit', 'claims']
/** Everybody of whom a copy of the database holds an IIN: to be asked for by this word. */
export const breachSets: Readonly<Record<string, readonly BreachKind[]>> = {
  copy: ['accounts', 'children', 'others'],
}
/** What each kind tells, a line each. */
export const breachKindLines: readonly string[] = [
  ...breachKinds.map((kind) => `${kind.padEnd(11)}${breachSources[kind].about}`),
  ...Object.entries(breachSets).map(
    ([name, kinds]) => `${name.padEnd(11)}${kinds.join(', ')}: for a copy of the database that has leaked`,
  ),
]

const batch = 2000

/**
 * Who was affected by what and when, as of one moment, for the report within one working day (law 94-V). Opened rows
 * come in batches and are kept nowhere.
 */
export async function* affectedPeople(
  { pool }: Pick<Database, 'pool'>,
  keyring: Keyring,
  asked: { readonly from: Date; readonly to: Date; readonly kinds: readonly BreachKind[] },
): AsyncGenerator<Affected[]> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('begin isolation level repeatable read, read only')
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    for (const kind of asked.kinds) yield* rowsOf(client, keyring, kind, asked)
    await client.query('commit')
    failed = false
  } finally {
    client.release(failed)
  }
}

type Row = {
  sealed: Buffer | null
  context: string
  at: Date
  until: Date | null
  address_sealed: Buffer | null
  detail: Record<string, unknown>
}

async function* rowsOf(
  client: pg.PoolClient,
  keyring: Keyring,
  kind: BreachKind,
  { from, to }: { from: Date; to: Date },
): AsyncGenerator<Affected[]> {
  const source: BreachSource = breachSources[kind]
  await client.query(`declare affected no scroll cursor for ${source.sql} order by at`, [from, to])
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${batch} from affected`)
    if (rows.length === 0) break
    yield rows.flatMap(({ sealed, context, at, until, address_sealed, detail }) =>
      namedIn(keyring, context, sealed).map(({ iin, as }) => ({
        iin,
        what: kind,
        at,
        until,
        detail: {
          ...detail,
          ...(as ? { as } : {}),
          ...(address_sealed ? { address: keyring.open(`${kind}.address`, address_sealed) } : {}),
        },
      })),
    )
  }
  await client.query('close affected')
}

type Named = { readonly iin: string | null; readonly as?: string }

/** As what somebody stands in a journey's state or the answers of a claim, by the field's name. */
const roles: Readonly<Record<string, string>> = {
  iin: 'visitor',
  child: 'child',
  first: 'parent',
  second: 'parent',
}

/** Whom a sealed value names: the one whose IIN it is, or everybody in the JSON of a journey or a claim's answers. */
function namedIn(keyring: Keyring, context: string, sealed: Buffer | null): Named[] {
  if (!sealed) return [{ iin: null }]
  const text = keyring.open(context, sealed)
  if (context !== 'cases.answers' && !context.startsWith('flows.')) return [{ iin: text }]
  const found: Named[] = []
  JSON.parse(text, (name, value: unknown) => {
    const as = roles[name]
    const read = as && typeof value === 'string' ? parseIin(value) : undefined
    if (as && read?.ok) found.push({ iin: read.iin, as })
    return value
  })
  return found
}
