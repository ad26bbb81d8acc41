import type { Phone, PhoneProblem } from '../../src/domain/phone.ts'

export type CheckedNumber =
  | { readonly ok: true; readonly phone: string; readonly shown: string }
  | { readonly ok: false; readonly problem: PhoneProblem }

/**
 * The portal's own rules for numbers, with the metadata they need: as heavy as the rest of the app, so they are
 * fetched when the person begins to type. Where they cannot be fetched, the server judges alone.
 */
export async function checkNumber(typed: string): Promise<CheckedNumber> {
  const rules = await loadRules()
  if (!rules) {
    return typed.trim() === ''
      ? { ok: false, problem: 'phone-empty' }
      : { ok: true, phone: typed.trim(), shown: typed.trim() }
  }
  const read = rules.parsePhone(typed)
  if (!read.ok) return read
  return { ok: true, phone: read.phone, shown: rules.formatPhone(read.phone as Phone) }
}

/** Fetches the rules ahead of their first use. */
export function loadRules() {
  return import('../../src/domain/phone.ts').catch(() => undefined)
}
