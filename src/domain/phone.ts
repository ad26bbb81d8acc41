import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { foldDigits } from './digits.ts'

/** A Kazakhstan mobile number in E.164: `+7` and ten digits. */
export type Phone = string & { readonly __brand: 'Phone' }

export type PhoneProblem = 'phone-empty' | 'phone-invalid' | 'phone-not-kazakhstan' | 'phone-not-mobile'
export type ParsedPhone = { ok: true; phone: Phone } | { ok: false; problem: PhoneProblem }

/**
 * Mobile prefixes that Kazakhstan's numbering plan reserves and the library's metadata does not know yet
 * (it calls 751 VOIP and the others nothing). A deployment may pass its own list.
 */
export const defaultExtraPrefixes = ['703', '704', '709', '750', '751', '772', '773', '774', '779'] as const

/**
 * Reads a mobile number as people write it: `8701…`, `7701…`, `701…` and `+7 (701) 123-45-67` are one number.
 * Kazakhstan shares +7 with Russia, so the country is judged apart. `extraPrefixes` are three-digit mobile
 * prefixes accepted besides the library's. The mobile metadata is enough and a third smaller than the full one.
 */
export function parsePhone(
  input: string,
  extraPrefixes: readonly string[] = defaultExtraPrefixes,
): ParsedPhone {
  const typed = foldDigits(input)
    .replace(/\p{Cf}/gu, '')
    .trim()
  if (typed === '') return { ok: false, problem: 'phone-empty' }
  const number = parsePhoneNumberFromString(typed, { defaultCountry: 'KZ', extract: false })
  if (!number || number.ext || !number.isPossible()) return { ok: false, problem: 'phone-invalid' }
  if (number.country !== 'KZ') return { ok: false, problem: 'phone-not-kazakhstan' }
  const mobile = number.isValid() || extraPrefixes.includes(number.nationalNumber.slice(0, 3))
  if (!mobile) return { ok: false, problem: 'phone-not-mobile' }
  return { ok: true, phone: number.number as string as Phone }
}

/** `+77051239223` → `+7 705 123 92 23`, with no-break spaces left to the page. */
export function formatPhone(phone: Phone): string {
  return phone.replace(/^(\+7)(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4 $5')
}
