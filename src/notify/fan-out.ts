import { z } from 'zod'
import { type EventParams, type SecurityKind, tellSecurityEvent } from '../account/events.ts'
import type { Database } from '../database/database.ts'
import type { Tx } from '../database/tables.ts'
import { requestKinds } from './alert.ts'
import { budgetOf, sealAlert, takeAlert } from './alert-budget.ts'
import { queueForApps } from './announce.ts'
import { queueMails } from './mails.ts'
import { wakeWorkers } from './outbox.ts'
import type { NotifyParts } from './parts.ts'

const detail = z.object({ recovery: z.string(), trusted: z.string().nullable() })

export type FannedOut = 'told' | 'waits' | 'over-budget' | 'nobody'

/**
 * Turns the row of `alertRequest` into the feed's event and the pushes to the installations that there are now, within the
 * budget, in one transaction with the row's removal: it happens once or not at all. Within the gap after another
 * alert the row waits for its end.
 */
export function fanOutAlert(
  parts: NotifyParts & { readonly database: Pick<Database, 'inTransaction'> },
  rowId: string,
): Promise<FannedOut> {
  return parts.database.inTransaction(async (tx) => {
    const row = await tx
      .selectFrom('outbox')
      .where('id', '=', rowId)
      .forUpdate()
      .select(['account_id', 'text_sealed'])
      .executeTakeFirst()
    if (!row) return 'nobody'
    const done = () => tx.deleteFrom('outbox').where('id', '=', rowId).execute()
    const asked =
      row.text_sealed && detail.parse(JSON.parse(parts.keyring.open('outbox.alert', row.text_sealed)))
    if (!row.account_id || !asked || !(await isAnswerable(tx, parts, asked.recovery))) {
      await done()
      return 'nobody'
    }
    const told = await tellOwner(tx, parts, row.account_id, asked, rowId)
    if (told instanceof Date) {
      await tx.updateTable('outbox').set({ next_at: told, tries: 0 }).where('id', '=', rowId).execute()
      return 'waits'
    }
    await done()
    return told
  })
}

/** Tells the owner; a date is when the gap after another alert ends. */
async function tellOwner(
  tx: Tx,
  parts: NotifyParts,
  accountId: string,
  asked: z.infer<typeof detail>,
  mark: string,
): Promise<'told' | 'over-budget' | Date> {
  const use = (await hasPush(tx, accountId)) ? 'push' : 'feed'
  const { perAccount, perTrustedBrowser } = parts.limits.alerts
  const limit = asked.trusted === null ? perAccount : perTrustedBrowser
  // Without a push nobody is disturbed: the gap protects nobody, the number keeps strangers from flooding the feed.
  const numbers = use === 'push' ? limit : { ...limit, gapSeconds: 0 }
  const budget = budgetOf(parts, accountId, asked.trusted, use)
  const took = await takeAlert(tx, budget, numbers, mark, parts.clock.now())
  if (took.kind === 'wait') return took.until
  if (took.kind === 'over') return 'over-budget'
  const { kind, eventId, browser, params, isNew } = await eventOf(tx, parts, accountId, asked.recovery)
  const sealed = use === 'push' ? sealAlert(parts, took.alert) : null
  await queueForApps(tx, parts, { accountId, kind, eventId }, sealed)
  // Once for each request, as its event: «Отправить» again only pushes again.
  if (isNew) await queueMails(tx, parts, { accountId, kind, eventId }, { browser, params })
  await wakeWorkers(tx)
  return 'told'
}

async function isAnswerable(tx: Tx, parts: NotifyParts, recoveryId: string): Promise<boolean> {
  const { answerSeconds } = parts.limits.recovery.request
  const since = new Date(parts.clock.now().getTime() - answerSeconds * 1000)
  const row = await tx
    .selectFrom('recoveries')
    .where('id', '=', recoveryId)
    .where('ended_at', 'is', null)
    .where('sent_at', '>', since)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

async function hasPush(tx: Tx, accountId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('bindings')
    .innerJoin('installations', 'installations.id', 'bindings.installation_id')
    .where('bindings.account_id', '=', accountId)
    .where('bindings.removed_at', 'is', null)
    .where('installations.removed_at', 'is', null)
    .where('installations.push_sealed', 'is not', null)
    .select('bindings.id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The request's event: one, however often «Отправить» is pressed. */
async function eventOf(
  tx: Tx,
  parts: NotifyParts,
  accountId: string,
  recoveryId: string,
): Promise<{ kind: SecurityKind; eventId: string; browser: string; params: EventParams; isNew: boolean }> {
  const recovery = await tx
    .selectFrom('recoveries')
    .where('id', '=', recoveryId)
    .select(['browser', 'request_number', 'transfer_id'])
    .executeTakeFirstOrThrow()
  const kind = recovery.transfer_id ? requestKinds.transfer : requestKinds.recovery
  const known = await tx
    .selectFrom('events')
    .where('account_id', '=', accountId)
    .where('category', '=', 'security')
    .where('kind', '=', kind)
    .where((is) => is.eb(is.ref('params', '->>').key('recovery'), '=', recoveryId))
    .select('id')
    .executeTakeFirst()
  const { browser } = recovery
  const params = { request: String(recovery.request_number), recovery: recoveryId }
  if (known) return { kind, eventId: known.id, browser, params, isNew: false }
  const eventId = await tellSecurityEvent(tx, parts.clock, {
    accountId,
    kind,
    browser,
    params,
  })
  return { kind, eventId, browser, params, isNew: true }
}
