import { foldDigits, separators } from '../../src/domain/digits.ts'

export type ReadPassword =
  | { readonly ok: true; readonly password: string }
  | { readonly ok: false; readonly problem: 'password-empty' | 'password-digits' }

/** Reads a one-time password as people type it: 13 digits, however they group them. */
export function readOneTimePassword(input: string): ReadPassword {
  const typed = foldDigits(input).replace(separators, '')
  if (typed === '') return { ok: false, problem: 'password-empty' }
  return /^\d{13}$/.test(typed) ? { ok: true, password: typed } : { ok: false, problem: 'password-digits' }
}
