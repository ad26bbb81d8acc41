import { foldDigits, separators } from './digits.ts'

/** A folded birth certificate number, ready to be compared or indexed. */
export type CertificateKey = string & { readonly __brand: 'CertificateKey' }

export type Certificate = { key: CertificateKey; digits: string; hasSeries: boolean }
export type CertificateProblem = 'certificate-empty' | 'certificate-invalid'
export type ParsedCertificate = ({ ok: true } & Certificate) | { ok: false; problem: CertificateProblem }

/** Cyrillic capitals that look like Latin ones; people type whichever keyboard is on. */
const lookAlikes: Readonly<Record<string, string>> = Object.fromEntries(
  [...'АВЕКМНОРСТХІ'].map((letter, place) => [letter, 'ABEKMHOPCTXI'.charAt(place)]),
)

/**
 * Reads a birth certificate number. There is no published format, so spellings are folded before they are compared:
 * compatibility forms, case, look-alike letters, spaces, dashes, dots and the words №, N, No (glued to the digits
 * too, since no series ends in N). «II-АБ № 123456» and «ІІ - АБ 123456» have one key.
 */
export function parseCertificate(input: string): ParsedCertificate {
  const key = fold(input)
  if (key === '') return { ok: false, problem: 'certificate-empty' }
  const parts = /^([A-ZА-ЯӘҒҮҰҚӨҺ]{0,8})(\d{5,12})$/.exec(key)
  const [, series = '', digits = ''] = parts ?? []
  if (!parts) return { ok: false, problem: 'certificate-invalid' }
  return { ok: true, key: key as CertificateKey, digits, hasSeries: series !== '' }
}

function fold(input: string): string {
  return foldDigits(input.replaceAll('№', ' N '))
    .toUpperCase()
    .replace(/[АВЕКМНОРСТХІ]/g, (letter) => lookAlikes[letter] ?? letter)
    .replace(separators, ' ')
    .replace(/(?<!\p{L})NO?(?!\p{L})|NO?(?=\s*\d)/gu, ' ')
    .replace(/[\s.]/g, '')
}
