import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { connectingClient, firstWritable, parseDatabaseUrl } from '../../src/database/hosts.ts'
import { type Deployment, makeDeployment } from '../faults/deployment.ts'
import type { Cluster } from './operate.ts'

/** Two nodes of Kabinet on the cluster, behind a proxy that gives every connection to the next of them. */
export type Nodes = Deployment & { readonly origins: readonly string[] }

/**
 * Starts both. They know all members and nothing else of the cluster: whoever leads is found by Kabinet. The first node is
 * what the commands of `kabinet` share their environment with; closing ends the cluster too.
 */
export async function startNodes(cluster: Cluster): Promise<Nodes> {
  const first = await makeDeployment({ DATABASE_URL: cluster.url })
  await first.start()
  const { KABINET_KEYS = '' } = first.environment
  const second = await makeDeployment({ DATABASE_URL: cluster.url, KABINET_KEYS })
  await second.start()
  const nodes = [first, second]
  const proxy = await startProxy(nodes.map(({ origin }) => Number(new URL(origin).port)))
  const each = async (does: (node: Deployment) => Promise<void>) => void (await Promise.all(nodes.map(does)))
  return {
    ...first,
    origin: `http://127.0.0.1:${proxy.port}`,
    origins: nodes.map(({ origin }) => origin),
    start: (options) => each((node) => node.start(options)),
    kill: () => each((node) => node.kill()),
    stop: () => each((node) => node.stop()),
    runs: () => nodes.every((node) => node.runs()),
    errors: () => nodes.flatMap((node) => node.errors()),
    async asks(work) {
      const parsed = parseDatabaseUrl(cluster.url)
      if (!parsed.ok) throw new Error(parsed.problem)
      const client = new (connectingClient(firstWritable(parsed.hosts, parsed.shared)))(parsed.shared)
      client.on('error', () => {})
      await client.connect()
      try {
        return await work(client)
      } finally {
        await client.end().catch(() => {})
      }
    },
    async close() {
      await proxy.close()
      await each((node) => node.close())
      cluster.stop()
    },
  }
}

async function startProxy(ports: readonly number[]): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<Socket>()
  let next = 0
  const server = createServer((outside) => {
    const inside = connect(ports[next++ % ports.length] ?? 0, '127.0.0.1')
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      open.add(one)
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          open.delete(one)
          other.destroy()
        })
    }
    outside.pipe(inside).pipe(outside)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
