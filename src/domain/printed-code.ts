import { separators } from './digits.ts'

/** Crockford's alphabet: 32 digits and letters of which none looks like another on paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 20 of 32 signs are 100 bits: more than the 64 of NIST SP 800-63B-4 §4.2.1.1, so guessing needs no counter. */
export const printedCodeLength = 20
/** How many random bytes `printedCodeOf` takes: one a sign, of which five bits count. */
export const printedCodeBytes = printedCodeLength

/** Cyrillic letters of another keyboard, and what Crockford's reading forgives. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'АВЕКМНРСТХ'].map((letter, place) => [letter, 'ABEKMHPCTX'.charAt(place)])),
  О: '0',
  O: '0',
  I: '1',
  І: '1',
  L: '1',
}

/** The code that random bytes make: uniform, as 256 is a multiple of 32. */
export function printedCodeOf(bytes: Uint8Array): string {
  return [...bytes.subarray(0, printedCodeLength)].map((byte) => alphabet.charAt(byte & 31)).join('')
}

/** What was typed, as it was printed: spaces, dashes, case and look-alikes forgiven. Undefined when it is no such code. */
export function readPrintedCode(typed: string): string | undefined {
  const folded = [...typed.normalize('NFKC').toUpperCase().replace(separators, '')]
    .map((sign) => lookAlikes[sign] ?? sign)
    .join('')
  const isWhole = folded.length === printedCodeLength && [...folded].every((sign) => alphabet.includes(sign))
  return isWhole ? folded : undefined
}
