import { sql } from 'kysely'
import type { Reader, Tx } from '../database/tables.ts'

/** The channel on which nodes hear that something waits to be sent. */
export const outboxChannel = 'kabinet_outbox'

/** Wakes the workers of every node once the transaction commits. */
export async function wakeWorkers(tx: Tx): Promise<void> {
  await sql`select pg_notify(${outboxChannel}, '')`.execute(tx)
}

/** A row that a worker has taken to send. */
export type Taken = {
  readonly id: string
  readonly account_id: string | null
  readonly event_id: string | null
  readonly kind: string
  readonly channel: 'push' | 'sms' | 'mail'
  readonly installation_id: string | null
  readonly address_sealed: Buffer | null
  readonly text_sealed: Buffer | null
  /** This try included. */
  readonly tries: number
  readonly created_at: Date
  readonly push_sealed: Buffer | null
  readonly removed_at: Date | null
}

/**
 * Takes what is due, oldest first, for this worker alone until `leaseUntil`: rows that another takes at this moment are
 * passed over. At most `mostMails` of the `most` are mails: a mail server that hangs must not hold a code or a push back. Whoever dies before settling a row leaves it to others once the lease has run out.
 */
export async function takeDue(
  reader: Reader,
  now: Date,
  leaseUntil: Date,
  most: number,
  mostMails: number,
): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    with mails as (
      select id from outbox where state = 'queued' and next_at <= ${now} and channel = 'mail'
      order by next_at limit ${mostMails} for update skip locked
    ), others as (
      select id from outbox where state = 'queued' and next_at <= ${now} and channel <> 'mail'
      order by next_at limit ${most}::bigint - (select count(*) from mails) for update skip locked
    ), due as (
      select id from mails union all select id from others
    )
    update outbox o set tries = o.tries + 1, next_at = ${leaseUntil}
    from due
      join outbox same on same.id = due.id
      left join installations i on i.id = same.installation_id
    where o.id = due.id
    returning o.id, o.account_id, o.event_id, o.kind, o.channel, o.installation_id, o.address_sealed, o.text_sealed,
      o.tries, o.created_at, i.push_sealed, i.removed_at`.execute(reader)
  return rows
}

/** It was taken over by the push service or the gateway: address and text are no longer needed. */
export async function settleSent(reader: Reader, row: Taken, now: Date): Promise<void> {
  await reader
    .updateTable('outbox')
    .set({ state: 'sent', sent_at: now, problem: null, address_sealed: null, text_sealed: null })
    .where('state', '=', 'queued')
    .where((is) =>
      row.event_id && row.installation_id
        ? is.or([
            is('id', '=', row.id),
            // The feed entry behind the push is on its way with it.
            is.and([
              is('event_id', '=', row.event_id),
              is('installation_id', '=', row.installation_id),
              is('channel', '=', 'app'),
            ]),
          ])
        : is('id', '=', row.id),
    )
    .execute()
}

export async function settleLater(reader: Reader, row: Taken, at: Date, problem: string): Promise<void> {
  await reader
    .updateTable('outbox')
    .set({ next_at: at, problem })
    .where('id', '=', row.id)
    .where('state', '=', 'queued')
    .execute()
}

/** A dead end, kept with its reason and without what is personal. False when the app has reported it meanwhile. */
export async function settleDead(reader: Reader, row: Taken, problem: string): Promise<boolean> {
  const settled = await reader
    .updateTable('outbox')
    .set({ state: 'dead', problem, address_sealed: null, text_sealed: null })
    .where('id', '=', row.id)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return settled.numUpdatedRows > 0n
}

/** Removes a row that was no notice: a decoy's. */
export async function forget(reader: Reader, row: Taken): Promise<void> {
  await reader.deleteFrom('outbox').where('id', '=', row.id).execute()
}
