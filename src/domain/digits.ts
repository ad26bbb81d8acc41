/**
 * Turns every decimal digit of any script (full-width, Arabic-Indic, Devanagari …) into 0-9 and leaves the rest,
 * after Unicode compatibility folding (NFKC). Digits of a script stand in unbroken runs of ten in Unicode
 * (The Unicode Standard, 4.6), so a digit's value is its distance from the start of its run.
 */
export function foldDigits(text: string): string {
  return text.normalize('NFKC').replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit)))
}

function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0
  let before = 0
  while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before += 1
  return before % 10
}

/** What people put between groups of digits: spaces of every kind, dashes, the minus sign, invisible characters. */
export const separators = /[\s\p{Z}\p{Pd}\p{Cf}−]/gu
