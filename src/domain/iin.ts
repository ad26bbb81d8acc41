import { foldDigits, separators } from './digits.ts'

/** An individual identification number: 12 digits `YYMMDD G NNNN C` whose check digit is right. */
export type Iin = string & { readonly __brand: 'Iin' }

export type IinProblem = 'iin-empty' | 'iin-length' | 'iin-not-digits' | 'iin-check-digit' | 'iin-is-bin'
export type ParsedIin = { ok: true; iin: Iin } | { ok: false; problem: IinProblem }

const firstWeights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const secondWeights = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]

/**
 * Reads an IIN as people type or paste it: spaces, dashes, invisible characters and digits of any script are
 * forgiven. Neither the date nor the century digit is judged, since the law unties an IIN's digits from personal
 * data. Twelve zeros pass the arithmetic and are nobody's number: they are told as a wrong check digit.
 */
export function parseIin(input: string): ParsedIin {
  const typed = foldDigits(input).replace(separators, '')
  if (typed === '') return { ok: false, problem: 'iin-empty' }
  if (!/^[0-9]*$/.test(typed)) return { ok: false, problem: 'iin-not-digits' }
  if (typed.length !== 12) return { ok: false, problem: 'iin-length' }
  if (/^0+$/.test(typed)) return { ok: false, problem: 'iin-check-digit' }
  if (checkDigit(typed.slice(0, 11)) !== Number(typed[11])) return { ok: false, problem: 'iin-check-digit' }
  if (isBin(typed)) return { ok: false, problem: 'iin-is-bin' }
  return { ok: true, iin: typed as Iin }
}

/**
 * The check digit of eleven ASCII digits, or null where none is valid (both weighted sums leave 10 modulo 11). It
 * notices every wrong 12th digit and 59 of 60 wrong ones in places 1 to 10, but only 1 of 12 in place 11, whose
 * weight is 0 modulo 11: that is the algorithm's own, so a parsed IIN is well-formed, not known to be somebody's.
 */
export function checkDigit(elevenDigits: string): number | null {
  const first = weighted(elevenDigits, firstWeights)
  if (first !== 10) return first
  const second = weighted(elevenDigits, secondWeights)
  return second === 10 ? null : second
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11
}

/** A company number (BIN) has 4, 5 or 6 where a day of the month begins: no day is 40 to 69. */
function isBin(twelveDigits: string): boolean {
  return /^.{4}[456]/.test(twelveDigits)
}

/**
 * The ways a birth date that an IIN carries is commonly written, digits only: YYMMDD, DDMMYY, YYYYMMDD, DDMMYYYY,
 * MMDDYYYY. A password must not be one of them. The century follows G; where G names none, both likely ones count.
 */
export function birthDateHint(iin: Iin): string[] {
  const [year, month, day] = [iin.slice(0, 2), iin.slice(2, 4), iin.slice(4, 6)]
  const long = centuries(iin).flatMap((century) => {
    const full = century + year
    return [full + month + day, day + month + full, month + day + full]
  })
  return [year + month + day, day + month + year, ...long]
}

function centuries(iin: Iin): string[] {
  const byDigit: Record<string, string> = { 1: '18', 2: '18', 3: '19', 4: '19', 5: '20', 6: '20' }
  const known = byDigit[iin.charAt(6)]
  return known ? [known] : ['19', '20']
}
