import type { Database } from '../database/database.ts'
import type { Log } from '../database/log.ts'
import type { Random } from '../domain/clock.ts'
import { addressCodeKind } from './address-code.ts'
import { alertKind, isRequest } from './alert.ts'
import { giveBackAlert, openAlert } from './alert-budget.ts'
import { mostTries, retrySeconds } from './back-off.ts'
import { fanOutAlert } from './fan-out.ts'
import type { MailSender } from './mail.ts'
import { openLetter } from './mails.ts'
import { forget, settleDead, settleLater, settleSent, type Taken } from './outbox.ts'
import type { SendOutcome } from './outcome.ts'
import type { NotifyParts } from './parts.ts'
import { possessionKind } from './possession.ts'
import type { PushSender } from './push.ts'
import type { SmsSender } from './sms.ts'
import { openSubscription } from './subscriptions.ts'

export type DeliverParts = NotifyParts & {
  readonly database: Database
  readonly random: Random
  readonly log: Log
}
export type Senders = {
  readonly push: PushSender
  readonly sms: SmsSender | undefined
  readonly mail: MailSender | undefined
}
export type Delivered = 'sent' | 'later' | 'dead' | 'fanned-out'

const usuallyWorthSeconds = 86_400

/** How long a notice is worth sending, in seconds: a request while it can be answered, a code while it lives. */
function worthSeconds({ limits }: NotifyParts, kind: string): number {
  if (isRequest(kind)) return limits.recovery.request.answerSeconds
  if (kind === possessionKind) return limits.codes.smsProof.lifetimeSeconds
  if (kind === addressCodeKind) return limits.addresses.code.lifetimeSeconds
  return usuallyWorthSeconds
}

/** Sends one taken row and writes down what became of it. */
export async function deliver(parts: DeliverParts, senders: Senders, row: Taken): Promise<Delivered> {
  if (row.kind === alertKind) {
    await fanOutAlert(parts, row.id)
    return 'fanned-out'
  }
  if (row.channel === 'sms' && row.address_sealed === null) {
    await forget(parts.database.reader, row)
    return 'fanned-out'
  }
  const age = (parts.clock.now().getTime() - row.created_at.getTime()) / 1000
  const left = Math.floor(worthSeconds(parts, row.kind) - age)
  const outcome: SendOutcome =
    left <= 0 ? { ok: false, problem: 'too-late', again: false } : await send(parts, senders, row, left)
  return settle(parts, row, outcome)
}

function send(parts: DeliverParts, senders: Senders, row: Taken, left: number): Promise<SendOutcome> {
  switch (row.channel) {
    case 'push':
      return sendPush(parts, senders.push, row, left)
    case 'sms':
      return sendSms(parts, senders.sms, row)
    case 'mail':
      return sendMail(parts, senders.mail, row)
  }
}

async function sendPush(
  { keyring }: DeliverParts,
  push: PushSender,
  row: Taken,
  ttlSeconds: number,
): Promise<SendOutcome> {
  if (row.push_sealed === null || row.removed_at !== null)
    return { ok: false, problem: 'removed', again: false }
  const tag = keyring
    .mac('push.tag', `${row.event_id}:${row.installation_id}`)
    .toString('base64url')
    .slice(0, 22)
  return push.send(
    openSubscription(keyring, row.push_sealed),
    { isUrgent: isRequest(row.kind), tag },
    ttlSeconds,
  )
}

async function sendSms(
  { keyring }: DeliverParts,
  sms: SmsSender | undefined,
  row: Taken,
): Promise<SendOutcome> {
  if (!sms) return { ok: false, problem: 'no-gateway', again: false }
  if (!row.address_sealed || !row.text_sealed) return { ok: false, problem: 'fault', again: false }
  return sms.send({
    id: row.id,
    to: keyring.open('outbox.address', row.address_sealed),
    text: keyring.open('outbox.text', row.text_sealed),
  })
}

async function sendMail(
  { keyring }: DeliverParts,
  mail: MailSender | undefined,
  row: Taken,
): Promise<SendOutcome> {
  if (!mail) return { ok: false, problem: 'no-gateway', again: false }
  if (!row.address_sealed || !row.text_sealed) return { ok: false, problem: 'fault', again: false }
  const to = keyring.open('outbox.address', row.address_sealed)
  return mail.send({ id: row.id, to, letter: openLetter(keyring, row.text_sealed) })
}

/** Writes the outcome down: sent, another try later, or a dead end. */
export async function settle(parts: DeliverParts, row: Taken, outcome: SendOutcome): Promise<Delivered> {
  const { reader } = parts.database
  const now = parts.clock.now()
  if (outcome.ok) {
    await settleSent(reader, row, now)
    return 'sent'
  }
  const { problem, again, afterSeconds } = outcome
  if (again && row.tries < mostTries) {
    const chance = parts.random.bytes(2).readUInt16BE() / 65_536
    const pause = retrySeconds(row.tries, chance, afterSeconds)
    await settleLater(reader, row, new Date(now.getTime() + pause * 1000), problem)
    return 'later'
  }
  const isOurs = await settleDead(reader, row, problem)
  if (isOurs && isRequest(row.kind) && row.channel === 'push' && row.event_id && row.text_sealed) {
    await giveBackAlert(reader, row.event_id, openAlert(parts, row.text_sealed))
  }
  if (outcome.gone && row.installation_id && row.push_sealed) await dropSubscription(parts, row)
  parts.log.warn({ kind: row.kind, channel: row.channel, problem, tries: row.tries }, 'notice.dead')
  return 'dead'
}

/** Forgets a subscription that the push service no longer knows, unless the app has brought a new one meanwhile. */
async function dropSubscription({ database }: DeliverParts, row: Taken): Promise<void> {
  await database.reader
    .updateTable('installations')
    .set({ push_sealed: null })
    .where('id', '=', row.installation_id)
    .where('push_sealed', '=', row.push_sealed)
    .execute()
}
