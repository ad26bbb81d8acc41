import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export type Gateway = {
  readonly url: string
  readonly key: string
  /** How often each message came, by its Idempotency-Key. */
  readonly came: ReadonlyMap<string, number>
  close(): Promise<void>
}

/** An SMS gateway that takes everything and counts how often each message came. */
export async function startGateway(tls: { cert: string; key: string }): Promise<Gateway> {
  const came = new Map<string, number>()
  const server = createServer(tls, (request, response) => {
    request.resume().on('end', () => {
      const id = String(request.headers['idempotency-key'])
      came.set(id, (came.get(id) ?? 0) + 1)
      response.writeHead(202, { 'Content-Type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://localhost:${port}/send`,
    key: 'a-key-of-the-benchmark',
    came,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
