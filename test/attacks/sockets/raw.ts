import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'

/** What came back on a connection, and how it ended. */
export type Raw = {
  readonly status: number | undefined
  readonly text: string
  readonly milliseconds: number
}

const longest = 8000

/** Opens a connection to the server at this origin. */
export async function opens(origin: string): Promise<Socket> {
  const { port } = new URL(origin)
  const socket = connect({ port: Number(port), host: '127.0.0.1' })
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** Writes bytes as they are, and reads until the server ends the connection, has answered, or takes too long. */
export async function says(origin: string, bytes: string | Buffer): Promise<Raw> {
  const began = performance.now()
  const socket = await opens(origin)
  let text = ''
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part
  })
  socket.write(bytes)
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    setTimeout(resolve, longest).unref()
  })
  socket.destroy()
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]
  return { status: status ? Number(status) : undefined, text, milliseconds: performance.now() - began }
}

/** Megabytes of memory that a process holds. */
export function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024)
}

/** How many files and sockets a process may have open, and how many it has. */
export function filesOf(pid: number): { most: number; open: number } {
  const limits = readFileSync(`/proc/${pid}/limits`, 'utf8')
  const most = Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? 1024)
  return { most, open: readdirSync(`/proc/${pid}/fd`).length }
}
