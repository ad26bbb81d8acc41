/** A client address: IPv4 as four numbers, IPv6 as eight groups without leading zeros, lower case. */
export type Address = { version: 4; parts: readonly string[] } | { version: 6; parts: readonly string[] }

/** Reads an address as a socket or proxy gives it; an IPv4 one mapped into IPv6 is IPv4. Null when it is none. */
export function parseAddress(text: string): Address | null {
  const plain = text.replace(/^\[|\]$|%.*$/g, '').replace(/^::ffff:(?=\d+\.)/i, '')
  const four = plain.split('.')
  if (four.length === 4 && four.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return { version: 4, parts: four }
  }
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(plain) || !URL.canParse(`http://[${plain}]`)) return null
  return fromGroups(expand(new URL(`http://[${plain}]`).hostname.slice(1, -1)))
}

function expand(canonical: string): string[] {
  const [head = '', tail] = canonical.split('::')
  const before = head === '' ? [] : head.split(':')
  if (tail === undefined) return before
  const after = tail === '' ? [] : tail.split(':')
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
}

function fromGroups(groups: readonly string[]): Address {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return { version: 6, parts: groups }
  const bytes = groups.slice(6).flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [String(value >> 8), String(value & 255)]
  })
  return { version: 4, parts: bytes }
}

/**
 * The network a limit counts: the address itself for IPv4, its /64 for IPv6, where one household holds a whole /64
 * (ASVS 5.0 V15.3.4). What cannot be read is counted together as `unknown`.
 */
export function limitedNetwork(text: string): string {
  const address = parseAddress(text)
  if (!address) return 'unknown'
  return address.version === 4 ? address.parts.join('.') : `${address.parts.slice(0, 4).join(':')}::/64`
}
