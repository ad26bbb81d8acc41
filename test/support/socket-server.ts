import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * How a stand-in behaves: it works, answers something else (`status`), takes its time before it works, works and never says so
 * (`cut`: the connection breaks after the message was taken), breaks before, or hangs.
 */
export type Behaviour =
  | 'works'
  | 'cut-before'
  | 'cut-after'
  | 'hangs'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly slowMilliseconds: number }

export type SocketServer = { readonly origin: string; close(): Promise<void> }

/** A real HTTP server on a loopback port. */
export async function serveOnSocket(
  answer: (request: IncomingMessage, body: Buffer, response: ServerResponse) => Promise<void>,
): Promise<SocketServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => {})
    request.on('end', () => {
      answer(request, Buffer.concat(chunks), response).catch((error: unknown) => {
        response.writeHead(500).end(String(error))
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Plays a behaviour around `take`, which is what the stand-in does when it works. */
export async function behave(
  behaviour: Behaviour,
  request: IncomingMessage,
  response: ServerResponse,
  take: () => Promise<void> | void,
): Promise<void> {
  if (behaviour === 'hangs') return
  if (behaviour === 'cut-before') return void request.socket.destroy()
  if (behaviour === 'cut-after') {
    const { writeHead } = response
    // The message is taken as usual, but nothing of the answer leaves.
    response.writeHead = (() => {
      request.socket.destroy()
      return response
    }) as typeof writeHead
    return take()
  }
  if (typeof behaviour === 'object' && 'status' in behaviour) {
    response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body)
    return
  }
  if (typeof behaviour === 'object') await wait(behaviour.slowMilliseconds)
  await take()
}
