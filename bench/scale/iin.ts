import { checkDigit } from '../../src/domain/iin.ts'

/** The IIN of made-up person number so many; null where the eleven digits have no check digit, which is one in twelve. */
export function iinOfNumber(person: number): string | null {
  const day = `${String(1 + (person % 28)).padStart(2, '0')}`
  const month = String(1 + (Math.floor(person / 28) % 12)).padStart(2, '0')
  const year = String(60 + (Math.floor(person / 336) % 40))
  const serial = String(Math.floor(person / 13_440)).padStart(4, '0')
  const eleven = `${year}${month}${day}${3 + (person % 2)}${serial}`
  const digit = checkDigit(eleven)
  return digit === null ? null : `${eleven}${digit}`
}
