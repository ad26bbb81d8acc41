import { checkDigit, parseIin } from '../src/domain/iin.ts'

/** Everybody of the crowd has it, with one and the same hash. */
export const crowdPassword = 'Qazaqstan-2026!'
export const crowdHash =
  '$argon2id$v=19$m=19456,t=2,p=1$YS1kZW1vLXNhbHQtMTZieQ$/+SL895APNFuLOzRYAfkqNmGFDh8vwI7ol4v4SviwqE'
export const accountHeader = 'iin,full_name,phone,language,system,password_hash'

/** How many people a server for the benchmarks has, unless a benchmark says otherwise. */
export const usualCrowd = 20_000

/** A made-up adult, always the same one at a place; beyond the usual crowd's size it goes on without end. */
export function iinOf(place: number): string {
  const day = `${String(1 + (place % 28)).padStart(2, '0')}`
  const month = String(1 + (Math.floor(place / 28) % 12)).padStart(2, '0')
  const year = String(60 + (Math.floor(place / 336) % 40))
  // One serial of eleven gives no check digit, so the place takes the next one that does.
  for (let serial = Math.floor(place / 13_440) * 2; ; serial += 1) {
    const eleven = `${year}${month}${day}${3 + (place % 2)}${String(serial).padStart(4, '0')}`
    const digit = checkDigit(eleven)
    if (digit !== null && parseIin(`${eleven}${digit}`).ok) return `${eleven}${digit}`
  }
}

export function phoneOf(place: number): string {
  return `+7701${String(place % 10_000_000).padStart(7, '0')}`
}

/** A line of accounts.csv. */
export function accountLine(place: number): string {
  return `${iinOf(place)},Сынақ Адам,${phoneOf(place)},ru,INDIGO,${crowdHash}`
}
