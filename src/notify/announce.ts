import { type RawBuilder, sql } from 'kysely'
import { type EventParams, type SecurityKind, tellSecurityEvent } from '../account/events.ts'
import type { Statement } from '../database/one-statement.ts'
import type { Tx } from '../database/tables.ts'
import type { Phone } from '../domain/phone.ts'
import { eventWords } from './event-words.ts'
import { mayLeave } from './informs.ts'
import { queueMails } from './mails.ts'
import { noticeWords } from './messages.ts'
import { outboxChannel, wakeWorkers } from './outbox.ts'
import type { NotifyParts } from './parts.ts'

/** What must reach a number even when every app is somebody else's. */
const toldBySms: readonly SecurityKind[] = [
  'password-recovered',
  'app-activated',
  'app-waits',
  'contested',
  'frozen',
  'printed-code-made',
  'printed-code-used',
  'address-added',
  'address-removed',
  'transferred-away',
  'transferred-here',
  'objected',
  'transfer-undone',
]

export type Announcement = {
  readonly accountId: string
  readonly kind: SecurityKind
  /** The browser where it happened; null for what happened elsewhere. */
  readonly browser: string | null
  readonly params?: EventParams
  /** Numbers to tell besides the account's own: one that has just been replaced. */
  readonly alsoTo?: readonly Phone[]
}

/**
 * Tells a security event to every channel of an account, in the caller's transaction: the feed, every installation
 * whose binding is alive now, every confirmed e-mail address, and by SMS where the deployment has a gateway. A channel that this transaction removes is told only
 * if the call stands before the removal. Returns the event's id.
 */
export async function announce(
  tx: Tx,
  parts: NotifyParts,
  announcement: Announcement,
): Promise<{ eventId: string }> {
  const { accountId, kind, browser, params } = announcement
  const eventId = await tellSecurityEvent(tx, parts.clock, {
    accountId,
    kind,
    browser,
    ...(params ? { params } : {}),
  })
  const notice = { accountId, kind, eventId }
  const leaves = await mayLeave(tx, accountId, kind)
  await queueForApps(tx, parts, notice, null, leaves)
  const waiting = await Promise.all([
    leaves && parts.config.sms && toldBySms.includes(kind)
      ? queueSms(tx, parts, notice, announcement.alsoTo ?? [])
      : 0,
    leaves ? queueMails(tx, parts, notice, announcement) : 0,
  ])
  if (waiting.some((many) => many > 0)) await wakeWorkers(tx)
  return { eventId }
}

type Notice = { readonly accountId: string; readonly kind: string; readonly eventId: string }

/**
 * A row for each installation's feed, and one for each push subscription. What stands in the feed waits there until
 * the app looks, so it is never due; nothing is pushed unless it `leaves`. Repeated for the same event it only pushes again. Wakes
 * the workers if a push waits.
 */
export async function queueForApps(
  tx: Tx,
  parts: NotifyParts,
  notice: Notice,
  pushText: Buffer | null = null,
  leaves = true,
): Promise<void> {
  await queueingForApps(parts, notice, sql`${notice.eventId}::uuid`, pushText, leaves).execute(tx)
}

/** The same, as a part of a larger statement, in which `eventId` may name another part. */
export function queueingForApps(
  parts: NotifyParts,
  { accountId, kind }: Omit<Notice, 'eventId'>,
  eventId: RawBuilder<unknown>,
  pushText: Buffer | null = null,
  leaves = true,
): Statement {
  const now = parts.clock.now()
  return sql`
    with told as (
      select i.id, i.push_sealed is not null as has_push from installations i
      where i.removed_at is null and exists (
        select from bindings b where b.installation_id = i.id and b.account_id = ${accountId} and b.removed_at is null)
    )
    insert into outbox (account_id, event_id, kind, channel, installation_id, text_sealed, next_at, created_at)
    select ${accountId}::uuid, ${eventId}, ${kind}::text, 'app', id, null::bytea,
      'infinity'::timestamptz, ${now}::timestamptz from told
      where not exists (
        select from outbox o where o.event_id = ${eventId} and o.channel = 'app' and o.installation_id = told.id)
    union all
    select ${accountId}::uuid, ${eventId}, ${kind}, 'push', id, ${pushText}::bytea,
      ${now}::timestamptz, ${now}::timestamptz from told where has_push and ${leaves}::boolean
    returning case when channel = 'push' then pg_notify(${outboxChannel}, '')::text end as woken`
}

async function queueSms(
  tx: Tx,
  parts: NotifyParts,
  notice: Notice & { kind: SecurityKind },
  others: readonly Phone[],
): Promise<number> {
  const { keyring } = parts
  const account = await tx
    .selectFrom('accounts')
    .where('id', '=', notice.accountId)
    .select(['phone_sealed', 'language'])
    .executeTakeFirstOrThrow()
  const own = account.phone_sealed ? [keyring.open('accounts.phone', account.phone_sealed)] : []
  const words = noticeWords(account.language)
  const [title = ''] = eventWords(account.language)[notice.kind]
  const now = parts.clock.now()
  const rows = [...new Set([...own, ...others])].map((phone) => ({
    account_id: notice.accountId,
    event_id: notice.eventId,
    kind: notice.kind,
    channel: 'sms' as const,
    address_sealed: keyring.seal('outbox.address', phone),
    text_sealed: keyring.seal('outbox.text', words.sms(title)),
    next_at: now,
    created_at: now,
  }))
  if (rows.length > 0) await tx.insertInto('outbox').values(rows).execute()
  return rows.length
}
