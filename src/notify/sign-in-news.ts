import { sql } from 'kysely'
import { tellingSecurityEvent } from '../account/events.ts'
import type { Statement } from '../database/one-statement.ts'
import type { Tx } from '../database/tables.ts'
import { queueingForApps } from './announce.ts'
import { queueMails } from './mails.ts'
import { wakeWorkers } from './outbox.ts'
import type { NotifyParts } from './parts.ts'

/** What a sign-in may tell its account: always by the feed, the apps and mail, and never by SMS. */
export type SignInNews = {
  readonly accountId: string
  readonly kind: 'signed-in-new-browser' | 'signed-in-after-failures'
  readonly browser: string
}

/** What `announce` writes of it, as parts of the statement that signs in; `event` gives the event's id, for `mailNews`. */
export function announcingNews(parts: NotifyParts, news: SignInNews): { event: Statement; apps: Statement } {
  return {
    event: tellingSecurityEvent(parts.clock, news),
    apps: queueingForApps(parts, news, sql`(select id from event)`),
  }
}

/** Sends it to the confirmed addresses as well, where the deployment sends mails. */
export async function mailNews(
  tx: Tx,
  parts: NotifyParts,
  { eventId, ...news }: SignInNews & { eventId: string },
): Promise<void> {
  const mails = await queueMails(tx, parts, { ...news, eventId }, { browser: news.browser })
  if (mails > 0) await wakeWorkers(tx)
}
