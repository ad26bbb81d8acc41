import { BlockList } from 'node:net'
import { limitedNetwork, parseAddress } from '../domain/address.ts'

/**
 * Makes a reader of the client's address. `X-Forwarded-For` is believed only when the socket's other end is a
 * trusted proxy, and then only its last hop that is not itself one (ASVS 5.0 V15.3.4). IPv6 is cut to its /64,
 * the smallest block that one household gets. An unreadable address becomes `unknown`, which shares one budget.
 */
export function makeClientAddress(trustedProxies: readonly string[]) {
  const trusted = new BlockList()
  for (const proxy of trustedProxies) {
    const [address = '', prefix] = proxy.split('/')
    const family = parseAddress(address)?.version === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(prefix), family)
  }
  const isTrusted = (text: string) => {
    const address = parseAddress(text)
    if (!address) return false
    return address.version === 4
      ? trusted.check(address.parts.join('.'), 'ipv4')
      : trusted.check(address.parts.join(':'), 'ipv6')
  }

  return (peer: string | undefined, forwardedFor: string | undefined): string => {
    const socket = peer ?? ''
    if (!forwardedFor || !isTrusted(socket)) return limitedNetwork(socket)
    const hops = forwardedFor.split(',').map((hop) => hop.trim())
    return limitedNetwork(hops.findLast((hop) => !isTrusted(hop)) ?? socket)
  }
}
