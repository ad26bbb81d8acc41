import { checkDigit } from '../src/domain/iin.ts'

export const password = 'Qazaqstan-2026!'
export const phc =
  '$argon2id$v=19$m=19456,t=2,p=1$YS1kZW1vLXNhbHQtMTZieQ$/+SL895APNFuLOzRYAfkqNmGFDh8vwI7ol4v4SviwqE'
export const header = 'iin,full_name,phone,language,system,password_hash'

/** The IIN of made-up person number so many; null where the eleven digits have no check digit. */
export function iinOf(person: number): string | null {
  const day = `${String(1 + (person % 28)).padStart(2, '0')}`
  const month = String(1 + (Math.floor(person / 28) % 12)).padStart(2, '0')
  const year = String(60 + (Math.floor(person / 336) % 40))
  const serial = String(Math.floor(person / 13_440)).padStart(4, '0')
  const eleven = `${year}${month}${day}${3 + (person % 2)}${serial}`
  const digit = checkDigit(eleven)
  return digit === null ? null : `${eleven}${digit}`
}

/** Made-up IINs with valid check digits, all different, without end. */
export function* crowd(): Generator<string> {
  for (let person = 0; ; person += 1) {
    const iin = iinOf(person)
    if (iin !== null) yield iin
  }
}

/** A line of accounts.csv; everybody has the demo's password. */
export function accountLine(iin: string, index: number): string {
  return `${iin},Сынақ Адам,+7701${String(index % 10_000_000).padStart(7, '0')},ru,INDIGO,${phc}`
}

/** The first `size` people. */
export function people(size: number): string[] {
  const made: string[] = []
  for (const iin of crowd()) if (made.push(iin) === size) break
  return made
}
