import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Keyring } from '../database/keyring.ts'
import type { Statement } from '../database/one-statement.ts'
import type { Reader, Tables, Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import { type Language, languages } from '../domain/language.ts'
import type { QueueSystem } from '../domain/queue-system.ts'

/** What security tells a person. Their words are in notify/messages.ts: the cabinet and the app show the same. */
export const securityKinds = [
  'signed-in-new-browser',
  'signed-in-after-failures',
  'password-changed',
  'session-ended',
  'other-sessions-ended',
  'recovery-asked',
  'recovery-refused',
  'password-recovered',
  'app-activated',
  'app-waits',
  'app-approved',
  'app-removed',
  'limited-started',
  'limited-ended',
  'contested',
  'frozen',
  'case-decided',
  'printed-code-made',
  'printed-code-used',
  'address-added',
  'address-removed',
  'transfer-asked',
  'transferred-away',
  'transferred-here',
  'transfer-approved',
  'transfer-refused',
  'objected',
  'transfer-undone',
  'consent-withdrawn',
] as const
export type SecurityKind = (typeof securityKinds)[number]

/** What the words of a security event may need: a request's number, a device's name, a case's number. */
const params = z.object({
  request: z.string().optional(),
  device: z.string().optional(),
  case: z.string().optional(),
  /** The transfer that the event tells of: its pages and its answers are found by it. */
  transfer: z.string().optional(),
  /** The id of the recovery that the event tells of, so that it is told once. */
  recovery: z.string().optional(),
})
export type EventParams = Readonly<z.infer<typeof params>>

const words = z.object(
  Object.fromEntries(
    languages.map((language) => [language, z.object({ title: z.string(), body: z.string() })]),
  ) as Record<Language, z.ZodObject<{ title: z.ZodString; body: z.ZodString }>>,
)
export type EventWords = Readonly<Record<Language, { readonly title: string; readonly body: string }>>

export type FeedEvent = { readonly id: string; readonly at: Date; readonly unread: boolean } & (
  | {
      readonly category: 'security'
      readonly kind: SecurityKind
      readonly browser: string | null
      readonly params: EventParams
    }
  | {
      readonly category: 'system'
      readonly kind: string
      readonly system: QueueSystem | null
      readonly words: EventWords
    }
)

/** The channel on which nodes hear that an account's feed has grown. */
export const feedChannel = 'kabinet_feed'

const eventColumns = [
  'id',
  'at',
  'category',
  'kind',
  'system',
  'words_sealed',
  'browser',
  'read_at',
  'params',
] as const

/** Seals a queue system's words for the `events` table. */
export function sealWords(keyring: Keyring, text: EventWords): Buffer {
  return keyring.seal('events.words', JSON.stringify(text))
}

export type SecurityEvent = {
  readonly accountId: string
  readonly kind: SecurityKind
  /** Null for what happened elsewhere than in a browser. */
  readonly browser: string | null
  readonly params?: EventParams
}

/** Adds a security event to the feed; open feeds hear of it when the transaction commits. Returns the event's id. */
export async function tellSecurityEvent(tx: Tx, clock: Clock, event: SecurityEvent): Promise<string> {
  const { rows } = await tellingSecurityEvent(clock, event).execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('events: nothing was written')
  return id
}

/**
 * The same, as a part of a larger statement. A notice to the feeds makes every commit wait for its turn and wakes every
 * node, so there is one only if somebody may be looking: in a session of before this statement, or in an app.
 */
export function tellingSecurityEvent(clock: Clock, event: SecurityEvent): Statement<{ id: string }> {
  const { accountId, kind, browser, params } = event
  return sql`insert into "events" (account_id, at, category, kind, browser, params)
    values (${accountId}, ${clock.now()}, 'security', ${kind}, ${browser}, ${params ?? {}}::jsonb)
    returning id, case when
      exists (select from sessions where account_id = ${accountId} and ended_at is null and expires_at > ${clock.now()})
      or exists (select from bindings where account_id = ${accountId} and removed_at is null)
      then pg_notify(${feedChannel}, ${accountId}::text)::text end as heard`
}

/**
 * Has every open feed of accounts, and of installations by their own id, look again once the transaction commits: for
 * something new, or for whether its session still lives.
 */
export async function wakeFeeds(tx: Tx, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await sql`select pg_notify(${feedChannel}, ${id})`.execute(tx)
}

/** One page of an account's events, newest first. `before` is the last id of the page before. */
export async function listEvents(
  reader: Reader,
  keyring: Keyring,
  accountId: string,
  page: { limit: number; before?: { at: Date; id: string } | undefined; only?: 'security' },
): Promise<FeedEvent[]> {
  const { limit, before, only } = page
  // Asked at every first page of a cabinet, so its text stands ready, as that of the session.
  const { rows } = await sql<EventRow>`
    select id, at, category, kind, system, words_sealed, browser, read_at, params
    from events
    where account_id = ${accountId}
      ${only ? sql`and category = ${only}` : sql``}
      ${before ? sql`and (at, id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``}
    order by at desc, id desc
    limit ${limit}`.execute(reader)
  return rows.map((row) => openEvent(keyring, row))
}

/** How many events `listEventsSince` gives at most. */
export const eventsAtOnce = 50

/** What was written after the event `since`, oldest first: whoever gets as many as `eventsAtOnce` asks again. */
export async function listEventsSince(
  reader: Reader,
  keyring: Keyring,
  accountId: string,
  since: string,
): Promise<FeedEvent[]> {
  const rows = await reader
    .selectFrom('events')
    .where('account_id', '=', accountId)
    .where('id', '>', since)
    .orderBy('id')
    .limit(eventsAtOnce)
    .select(eventColumns)
    .execute()
  return rows.map((row) => openEvent(keyring, row))
}

/** Events by id, newest first; unknown ids are absent. */
export async function readEvents(
  reader: Reader,
  keyring: Keyring,
  ids: readonly string[],
): Promise<(FeedEvent & { accountId: string })[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .selectFrom('events')
    .where('id', 'in', ids)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .select(eventColumns)
    .select('account_id')
    .execute()
  return rows.map((row) => ({ ...openEvent(keyring, row), accountId: row.account_id }))
}

type EventRow = Pick<Selectable<Tables['events']>, (typeof eventColumns)[number]>

function openEvent(keyring: Keyring, row: EventRow): FeedEvent {
  const common = { id: row.id, at: row.at, unread: row.read_at === null }
  if (row.words_sealed === null) {
    return {
      ...common,
      category: 'security',
      kind: securityKind(row.kind),
      browser: row.browser,
      params: params.parse(row.params),
    }
  }
  const text = words.parse(JSON.parse(keyring.open('events.words', row.words_sealed)))
  return { ...common, category: 'system', kind: row.kind, system: row.system, words: text }
}

/** Marks everything up to `until` as read. */
export async function markRead(tx: Tx, clock: Clock, accountId: string, until: Date): Promise<void> {
  await tx
    .updateTable('events')
    .set({ read_at: clock.now() })
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .where('at', '<=', until)
    .execute()
}

function securityKind(kind: string): SecurityKind {
  const known = securityKinds.find((each) => each === kind)
  if (!known) throw new Error(`events: unknown security kind ${kind}`)
  return known
}
