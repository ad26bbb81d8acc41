import { type Address, parseAddress } from './address.ts'
import type { Iin } from './iin.ts'
import type { Phone } from './phone.ts'

/** `+7 7** *** ** 23`: the last two digits only, since anyone who knows an IIN may see it. */
export function maskPhone(phone: Phone): string {
  return `+7 7** *** ** ${phone.slice(-2)}`
}

/**
 * `•••• •••• 0120`: the last four digits. They tell two family members apart and, unlike the first seven, say
 * nothing of birth date or sex.
 */
export function maskIin(iin: Iin): string {
  return `•••• •••• ${iin.slice(-4)}`
}

/**
 * The network of an address, to recognise a place without keeping a person's exact one: IPv4 /24, IPv6 /64 (also where
 * the address is a /64 already). Null when there is none to show.
 */
export function maskAddress(text: string): string | null {
  const address = parseAddress(text.replace(/\/64$/, ''))
  if (!address || isLoopback(address)) return null
  return address.version === 4
    ? `${address.parts.slice(0, 3).join('.')}.*`
    : `${address.parts.slice(0, 4).join(':')}:*`
}

/** Somebody on the machine itself: a network that tells nothing. */
function isLoopback({ version, parts }: Address): boolean {
  return version === 4 ? parts[0] === '127' : parts.slice(0, 4).every((group) => group === '0')
}
