import type { Random } from '../domain/clock.ts'

/**
 * A case's number, as it is read out at a desk or over the phone: `4829-1307`. Eight digits are the same in every
 * language; it opens nothing, so it need not be secret.
 */
export function newCaseNumber(random: Random): string {
  const digits = String(10_000_000 + (random.bytes(4).readUInt32BE() % 90_000_000))
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** Reads a number as people write it: with spaces, without the hyphen. Undefined when it is none. */
export function parseCaseNumber(text: string): string | undefined {
  const digits = text.replace(/[\s\-–—]/g, '')
  return /^\d{8}$/.test(digits) ? `${digits.slice(0, 4)}-${digits.slice(4)}` : undefined
}
