import { once } from 'node:events'
import { createServer } from 'node:net'

/** A TCP port that nobody has now: at this address, or at any. */
export async function freePort(address?: string): Promise<number> {
  const probe = createServer().listen({ port: 0, host: address })
  await once(probe, 'listening')
  const bound = probe.address()
  probe.close()
  await once(probe, 'close')
  if (bound === null || typeof bound === 'string') throw new Error('no free port')
  return bound.port
}
