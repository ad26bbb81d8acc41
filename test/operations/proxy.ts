import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { routes } from '../../src/routes.ts'

export type Proxy = {
  readonly origin: string
  /** The ports that get visitors now. */
  ready(): readonly number[]
  close(): Promise<void>
}

const askEveryMilliseconds = 100

/**
 * The least that a proxy does, as deploy/haproxy.cfg says it: in turn to whoever says 200 at /readyz, on kept
 * connections, to the next one where a connection is refused, and nothing sent twice that may have been taken.
 */
export async function startProxy(ports: readonly number[]): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true })
  const ready = new Set<number>()
  let turn = 0
  const ask = async (port: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}${routes.readyz}`).catch(() => undefined)
    await answer?.text()
    if (answer?.status === 200) ready.add(port)
    else ready.delete(port)
  }
  await Promise.all(ports.map(ask))
  const asking = setInterval(() => ports.forEach((port) => void ask(port)), askEveryMilliseconds)

  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = []
    asked.on('data', (chunk: Buffer) => chunks.push(chunk))
    asked.on('end', () => pass([...ready]))
    const pass = (rest: readonly number[]) => {
      turn += 1
      const port = rest[turn % rest.length]
      if (port === undefined) return void answer.writeHead(503).end()
      const { connection: _, ...others } = asked.headers
      const headers = { ...others, 'x-forwarded-for': asked.socket.remoteAddress }
      const sent = request(
        { host: '127.0.0.1', port, method: asked.method, path: asked.url, headers, agent },
        (got) => {
          const { connection, 'keep-alive': _kept, ...kept } = got.headers
          answer.writeHead(got.statusCode ?? 502, kept)
          answer.flushHeaders()
          got.pipe(answer)
          got.on('error', () => answer.destroy())
        },
      )
      answer.on('close', () => sent.destroy())
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') pass(rest.filter((each) => each !== port))
        else answer.destroy()
      })
      sent.end(Buffer.concat(chunks))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    ready: () => [...ready],
    async close() {
      clearInterval(asking)
      server.closeAllConnections()
      agent.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
