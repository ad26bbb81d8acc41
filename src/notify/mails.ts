import { z } from 'zod'
import type { EventParams, SecurityKind } from '../account/events.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Tx } from '../database/tables.ts'
import type { Language } from '../domain/language.ts'
import { momentWords } from '../domain/moment.ts'
import { routes } from '../routes.ts'
import { eventWords } from './event-words.ts'
import type { Letter } from './mail.ts'
import { mailWords } from './mail-words.ts'
import type { NotifyParts } from './parts.ts'
import { occasionOf } from './wording.ts'

type Occasion = { readonly browser: string | null; readonly params?: EventParams | undefined }

/**
 * A mail of an event to every confirmed address of an account, and to those that the transfer it tells of has taken off.
 * Nothing is queued where the deployment sends no mails.
 */
export async function queueMails(
  tx: Tx,
  parts: NotifyParts,
  { accountId, kind, eventId }: { accountId: string; kind: SecurityKind; eventId: string },
  occasion: Occasion,
): Promise<number> {
  if (!parts.config.mail) return 0
  const { keyring } = parts
  const transfer = occasion.params?.transfer
  const told = await tx
    .selectFrom('notice_addresses as address')
    .innerJoin('accounts', 'accounts.id', 'address.account_id')
    .where('address.account_id', '=', accountId)
    .where('address.confirmed_at', 'is not', null)
    .where((is) =>
      is.or([
        is('address.transfer_id', 'is', null),
        ...(transfer ? [is('address.transfer_id', '=', transfer)] : []),
      ]),
    )
    .select(['address.address_sealed', 'accounts.language'])
    .execute()
  const now = parts.clock.now()
  const rows = told.map(({ address_sealed, language }) => ({
    account_id: accountId,
    event_id: eventId,
    kind,
    channel: 'mail' as const,
    address_sealed: keyring.seal('outbox.address', keyring.open('notice_addresses.address', address_sealed)),
    text_sealed: sealLetter(keyring, noticeLetter(parts, language, kind, occasion, now)),
    next_at: now,
    created_at: now,
  }))
  if (rows.length > 0) await tx.insertInto('outbox').values(rows).execute()
  return rows.length
}

/** What happened, when and where, and how to say that it was not me: addresses of pages, never a token. */
function noticeLetter(
  { config }: NotifyParts,
  language: Language,
  kind: SecurityKind,
  { browser, params = {} }: Occasion,
  at: Date,
): Letter {
  const words = mailWords(language)
  const [title = '', advice = ''] = eventWords(language)[kind]
  const occasion = occasionOf({ browser, params }, language)
  const [notMe, help] = [routes.cabinet.notMe, routes.help.index].map((path) => config.publicOrigin + path)
  const text = [
    `${title}.`,
    [words.when(momentWords(language, at)), ...(occasion.length > 0 ? [occasion.join(', ')] : [])].join('\n'),
    advice,
    words.notMe(notMe ?? '', help ?? '', config.assistedContact),
    words.onlyTells,
  ].join('\n\n')
  return { from: words.from, subject: title, text }
}

export function sealLetter(keyring: Keyring, letter: Letter): Buffer {
  return keyring.seal('outbox.text', JSON.stringify(letter))
}

const shape = z.object({ from: z.string(), subject: z.string(), text: z.string() })

export function openLetter(keyring: Keyring, sealed: Buffer): Letter {
  return shape.parse(JSON.parse(keyring.open('outbox.text', sealed)))
}
