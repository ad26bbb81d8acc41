import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

/** A TCP port that leads to the PostgreSQL of this socket folder, until it is frozen or closed. */
export type Door = {
  readonly port: number
  /** How many have come through it so far. */
  visitors(): number
  /** As a frozen or cut off machine: takes connections, passes nothing on, closes nothing. */
  freeze(): void
  close(): Promise<void>
}

export async function doorTo(socketFolder: string): Promise<Door> {
  const open = new Set<Socket>()
  let visitors = 0
  let isFrozen = false
  const server = createServer((outside) => {
    visitors += 1
    open.add(outside.on('error', () => {}))
    if (isFrozen) return void outside.pause()
    const inside = connect(join(socketFolder, '.s.PGSQL.5432'))
    open.add(inside.on('error', () => {}))
    outside.pipe(inside).pipe(outside)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    visitors: () => visitors,
    freeze() {
      isFrozen = true
      for (const socket of open) socket.unpipe().pause()
    },
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
