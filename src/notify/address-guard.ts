import { BlockList, isIP } from 'node:net'

/**
 * Push endpoints come from whoever installs the app. They must not lead into the deployment's own network: https on its usual
 * port only, and no address that is not public (IANA special-purpose registries, RFC 6890). `local` lets tests and
 * demos use plain http, any port and loopback.
 */
export type GuardOptions = { readonly local: boolean }

const closed = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closed.addSubnet(net, bits, 'ipv4')
}
// Of IPv6 only global unicast is open, and not the parts of it that lead elsewhere: Teredo, ORCHID, documentation, 6to4.
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed.addSubnet(net, bits, 'ipv6')
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether a connection to this IP address is allowed. Asked after name resolution, with the address that is dialled. */
export function mayDial(address: string, { local }: GuardOptions): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (family === 4) return !closed.check(address) || (local && loopback.check(address))
  if (local && loopback.check(address, 'ipv6')) return true
  return globalUnicast.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

/** Whether an endpoint may be kept at all; its name is judged again by `mayDial` at each connection. */
export function mayBeEndpoint(endpoint: string, options: GuardOptions): boolean {
  const url = URL.parse(endpoint)
  if (!url || endpoint.length > 2048 || url.username || url.password || url.hash) return false
  const plainHttp = options.local && url.protocol === 'http:'
  if (url.protocol !== 'https:' && !plainHttp) return false
  if (url.port !== '' && !options.local) return false
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return mayDial(host, options)
  return options.local || host.includes('.')
}
