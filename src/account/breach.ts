import type pg from 'pg'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'

/** One thing that happened to one person's data within the time asked for. */
export type Affected = {
  /** Null where the account was erased since: nobody can be named. */
  readonly iin: string | null
  readonly what: BreachKind
  readonly at: Date
  readonly until: Date | null
  readonly detail: Readonly<Record<string, unknown>>
}

type Source = { readonly about: string; readonly sql: string; readonly address?: string }

/**
 * Where it is written who was affected, and by what; `$1` and `$2` are the first and last moment. Each gives the
 * account's sealed IIN, the moment, the end, and what is known besides.
 */
const sources = {
  sessions: {
    about:
      'sessions that lived within the time: whose account was open, in which browser, from which address',
    address: 'sessions.address',
    sql: `select a.iin_sealed, s.created_at as at, coalesce(s.ended_at, s.seen_at) as until, s.address_sealed,
        jsonb_build_object('browser', s.browser, 'endedBy', s.ended_by) as detail
      from sessions s join accounts a on a.id = s.account_id
      where s.created_at <= $2 and coalesce(s.ended_at, s.seen_at) >= $1`,
  },
  recoveries: {
    about: 'requests to recover a password that were open within the time, and how they ended',
    address: 'recoveries.address',
    sql: `select a.iin_sealed, r.asked_at as at, coalesce(r.ended_at, r.expires_at) as until, r.address_sealed,
        jsonb_build_object('browser', r.browser, 'outcome', r.outcome) as detail
      from recoveries r join accounts a on a.id = r.account_id
      where r.asked_at <= $2 and coalesce(r.ended_at, r.expires_at) >= $1`,
  },
  events: {
    about: 'security events within the time, as the owner reads them',
    sql: `select a.iin_sealed, e.at, null::timestamptz as until, null::bytea as address_sealed,
        jsonb_build_object('event', e.kind, 'browser', e.browser) as detail
      from events e join accounts a on a.id = e.account_id
      where e.category = 'security' and e.at between $1 and $2`,
  },
  audit: {
    about: 'lines of the audit within the time that name an account, also one that was erased since',
    sql: `select a.iin_sealed, l.at, null::timestamptz as until, null::bytea as address_sealed,
        jsonb_build_object('type', l.type, 'actor', l.actor, 'outcome', l.outcome, 'reference', l.request_id) as detail
      from audit_log l left join accounts a on a.id = l.account_id
      where l.account_id is not null and l.at between $1 and $2`,
  },
  accounts: {
    about: 'everybody whose data was kept at the end of the time: for a copy of the database that has leaked',
    sql: `select a.iin_sealed, a.created_at as at, a.closed_at as until, null::bytea as address_sealed,
        '{}'::jsonb as detail
      from accounts a where a.created_at <= $2 and coalesce(a.closed_at, $2) >= $1`,
  },
} as const satisfies Readonly<Record<string, Source>>

export type BreachKind = keyof typeof sources
export const breachKinds = Object.keys(sources) as readonly BreachKind[]
/** What is looked at when nothing is named: acts. `accounts` is everybody, and is to be asked for. */
export const usualBreachKinds: readonly BreachKind[] = ['sessions', 'recoveries', 'events', 'audit']
/** What each kind tells, a line each. */
export const breachKindLines: readonly string[] = breachKinds.map(
  (kind) => `${kind.padEnd(11)}${sources[kind].about}`,
)

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
  iin_sealed: Buffer | null
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
  const source: Source = sources[kind]
  await client.query(`declare affected no scroll cursor for ${source.sql} order by 2`, [from, to])
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${batch} from affected`)
    if (rows.length === 0) break
    yield rows.map(({ iin_sealed, at, until, address_sealed, detail }) => ({
      iin: iin_sealed && keyring.open('accounts.iin', iin_sealed),
      what: kind,
      at,
      until,
      detail:
        address_sealed && source.address
          ? { ...detail, address: keyring.open(source.address, address_sealed) }
          : detail,
    }))
  }
  await client.query('close affected')
}
