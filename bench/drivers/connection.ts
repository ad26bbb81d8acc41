import { connect, type Socket } from 'node:net'
import { Answer, type Headers, type Transport } from './answer.ts'

const endOfHead = Buffer.from('\r\n\r\n')

/**
 * One kept HTTP/1.1 connection, one request at a time. It knows no more than the answers of servers under load need, since
 * whatever the load costs is taken from the server beside it on the same cores: Node's own client (client.ts) costs more.
 */
export class Connection implements Transport {
  /** Requests of all connections so far. */
  static sent = 0
  readonly #port: number
  readonly #host: string
  #socket: Socket | undefined
  #received: Buffer = Buffer.alloc(0)
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined

  constructor(origin: string) {
    const { hostname, port } = new URL(origin)
    this.#host = hostname
    this.#port = Number(port)
  }

  /** Sends a request and resolves with its whole answer. Rejects when the connection breaks before that. */
  send(method: string, path: string, headers: Headers, body = ''): Promise<Answer> {
    let text = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}:${this.#port}\r\n`
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`
    if (method !== 'GET') text += `content-length: ${Buffer.byteLength(body)}\r\n`
    Connection.sent += 1
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#open().write(`${text}\r\n${body}`)
    })
  }

  close(): void {
    this.#socket?.destroy()
  }

  #open(): Socket {
    if (this.#socket) return this.#socket
    const socket = connect(this.#port, this.#host)
    socket.setNoDelay(true)
    socket.on('data', (part: Buffer) => this.#read(part))
    socket.on('error', () => {})
    socket.on('close', () => {
      if (this.#socket !== socket) return
      this.#socket = undefined
      this.#received = Buffer.alloc(0)
      this.#settle()?.reject(new Error('the server closed the connection'))
    })
    this.#socket = socket
    return socket
  }

  #settle() {
    const waiting = this.#waiting
    this.#waiting = undefined
    return waiting
  }

  #read(part: Buffer): void {
    this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part])
    const end = this.#received.indexOf(endOfHead)
    if (end < 0) return
    const [first = '', ...lines] = this.#received.toString('latin1', 0, end).split('\r\n')
    const header = (name: string) =>
      lines.flatMap((line) =>
        line.length > name.length &&
        line[name.length] === ':' &&
        line.slice(0, name.length).toLowerCase() === name
          ? [line.slice(name.length + 1).trim()]
          : [],
      )
    const body = wholeBody(this.#received.subarray(end + 4), header)
    if (!body) return
    const bytes = this.#received.length
    this.#received = Buffer.alloc(0)
    if (header('connection')[0] === 'close') {
      this.#socket?.destroy()
      this.#socket = undefined
    }
    this.#settle()?.resolve(new Answer(Number(first.slice(9, 12)), header, body, bytes))
  }
}

/** The body once all of it is there. */
function wholeBody(rest: Buffer, header: Answer['header']): Buffer | undefined {
  if (header('transfer-encoding')[0] !== 'chunked') {
    const length = Number(header('content-length')[0] ?? 0)
    return rest.length >= length ? rest.subarray(0, length) : undefined
  }
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const end = rest.indexOf('\r\n', at)
    if (end < 0) return undefined
    const size = Number.parseInt(rest.toString('latin1', at, end), 16)
    if (rest.length < end + 4 + size) return undefined
    if (size === 0) return Buffer.concat(parts)
    parts.push(rest.subarray(end + 2, end + 2 + size))
    at = end + 4 + size
  }
}
