import type { Keyring } from '../database/keyring.ts'
import type { MadeThrough } from '../database/tables.ts'
import type { Phone } from '../domain/phone.ts'

/**
 * The keys under which one person, number, child or address is counted, apart from those that are an IIN's index or an
 * app's thumbprint themselves. Whoever counts and whoever explains a count (`kabinet audit explain`, an erasure) derive them here alone.
 */

/** Everything from one network address. */
export function addressLimitKey(keyring: Keyring, address: string): Buffer {
  return keyring.mac('limits.address', address)
}

/** Passwords typed again within one session. */
export function sessionKey(keyring: Keyring, publicId: string): Buffer {
  return keyring.mac('limits.session', publicId)
}

/** The one key of the counts that everybody's codes fill. */
export const everybodyKey = Buffer.alloc(32)

/** Wrong numbers, by account; without one by activation. */
export function activationKey(keyring: Keyring, id: string): Buffer {
  return keyring.mac('limits.activation', id)
}

/** Alerts to an account: `trusted` is the trusted browser that caused them, null for all others together. */
export function alertsKey(keyring: Keyring, accountId: string, trusted: string | null): Buffer {
  return keyring.index('alerts', trusted === null ? accountId : `${accountId}:${trusted}`)
}

/** How a trusted browser is named in `alertsKey`. */
export function trustedName(browserHash: Buffer): string {
  return browserHash.toString('base64url')
}

/**
 * Among whose SMS to a number one counts: an IIN's, from its pages and from its cabinet apart; `none` is a made-up
 * one-time password's own.
 */
export type SmsCount = { readonly through: MadeThrough | 'none'; readonly key: Buffer }

/** SMS to one number on one account's behalf: were it the number alone, whoever knows it could keep its owner out. */
export function smsKey(keyring: Keyring, { through, key }: SmsCount, phone: Phone): Buffer {
  return keyring.index('possession', `${through}:${key.toString('base64url')}:${phone}`)
}

/** Codes mailed on behalf of an account, or to an e-mail address through whichever account. */
export function mailsKey(keyring: Keyring, accountOrEmail: string): Buffer {
  return keyring.index('notice-address', accountOrEmail)
}

/** Tries of one account on the codes to one e-mail address. */
export function mailTriesKey(keyring: Keyring, accountId: string, email: string): Buffer {
  return keyring.index('notice-address', `${accountId}:${email}`)
}

/** Answers about one child, by the index of its IIN; with `claimantIndex` those of one claimed parent. */
export function answersKey(keyring: Keyring, childIndex: Buffer, claimantIndex?: Buffer): Buffer {
  const who = claimantIndex ? [childIndex, claimantIndex] : [childIndex]
  return keyring.mac('limits.transfer', who.map((each) => each.toString('base64url')).join(':'))
}

/** Case numbers typed for one IIN, by its index, from one network address. */
export function caseNumbersKey(keyring: Keyring, iinIndex: Buffer, address: string): Buffer {
  return keyring.mac('limits.transfer', `${iinIndex.toString('base64url')}:${address}`)
}
