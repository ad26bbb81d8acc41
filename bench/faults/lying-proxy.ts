import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/**
 * What the proxy does to a transaction while it says that all is well. `statements`: the transaction's so far, without their
 * values. `forget` rolls back where COMMIT was asked; `drop` undoes this one statement after its answer.
 */
export type Lie =
  | { readonly forget: (statements: readonly string[]) => boolean }
  | { readonly drop: (statement: string, statements: readonly string[]) => boolean }

export type LyingProxy = {
  readonly port: number
  /** The lie for the next transactions that it fits, this many times. */
  tells(lie: Lie, times: number): void
  /** How many lies have been told so far. */
  told(): number
  close(): Promise<void>
}

/**
 * A proxy between Kabinet and PostgreSQL (frontend/backend protocol 3.0, TCP, no TLS) that loses changes on purpose: what
 * looks for losses must find these. Nothing of the server knows of it.
 */
export async function startLyingProxy(target: number): Promise<LyingProxy> {
  const sockets = new Set<Socket>()
  let lie: Lie | undefined
  let [left, told] = [0, 0]
  const fits = (judge: (lie: Lie) => boolean) => {
    if (!lie || left === 0 || !judge(lie)) return false
    left -= 1
    return true
  }
  /** A statement that changed nothing is no loss when it is dropped: the lie waits for another one. */
  const ends = (wasLoss: boolean) => {
    if (wasLoss) told += 1
    else left += 1
  }
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    carry(client, upstream, { fits, ends }).catch(() => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    tells(next, times) {
      lie = next
      left = times
    },
    told: () => told,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

type Message = { readonly type: string; readonly body: Buffer; readonly whole: Buffer }

/** Carries one connection. Statements wait for their Sync, so that one can be wrapped in a savepoint. */
async function carry(
  client: Socket,
  upstream: Socket,
  lies: { fits(judge: (lie: Lie) => boolean): boolean; ends(wasLoss: boolean): void },
) {
  const texts = new Map<string, string>()
  let statements: string[] = []
  let isInside = false
  /** What is done with the server's messages until its next ReadyForQuery, and who waits for that. */
  let answering: { keep: (message: Message) => void; ready: (message: Message) => void } | undefined
  const answer = (keep: (message: Message) => void) =>
    new Promise<Message>((ready) => {
      answering = { keep, ready }
    })
  const forward = ({ whole }: Message) => void client.write(whole)
  /** How many ReadyForQuery are still to come: a lie begins when none is, or it would take another's answer for its own. */
  let unanswered = 0
  let whenQuiet = () => {}
  const quiet = async () => {
    if (unanswered > 0) await new Promise<void>((resolve) => (whenQuiet = resolve))
  }
  const ask = (bytes: Buffer) => {
    unanswered += 1
    upstream.write(bytes)
  }

  const hearing = (async () => {
    for await (const message of messagesOf(upstream, false)) {
      if (message.type === 'Z') {
        unanswered -= 1
        if (unanswered === 0) whenQuiet()
      }
      if (!answering) forward(message)
      else if (message.type === 'Z') {
        const { ready } = answering
        answering = undefined
        ready(message)
      } else answering.keep(message)
    }
  })()
  hearing.catch(() => client.destroy())

  const asksItself = async (sql: string) => {
    const ready = answer(() => {})
    ask(query(sql))
    return ready
  }

  let group: Message[] = []
  let asked: string | undefined
  for await (const message of messagesOf(client, true)) {
    const { type, body } = message
    if (type === 'Q') {
      const text = textAt(body, 0)
      if (/^(begin|start transaction)/i.test(text)) [isInside, statements] = [true, []]
      const ends = /^(commit|rollback)/i.test(text)
      if (/^commit/i.test(text) && lies.fits((lie) => 'forget' in lie && lie.forget(statements))) {
        await quiet()
        const ready = answer((each) => forward(each.type === 'C' ? commandComplete('COMMIT') : each))
        ask(query('rollback'))
        forward(await ready)
        lies.ends(true)
      } else ask(message.whole)
      if (ends) isInside = false
      continue
    }
    if (type === 'P') {
      const name = textAt(body, 0)
      texts.set(name, textAt(body, Buffer.byteLength(name) + 1))
    }
    if (type === 'B') asked = texts.get(textAt(body, Buffer.byteLength(textAt(body, 0)) + 1))
    if (!'PBDES'.includes(type)) {
      if (type === 'startup') ask(message.whole)
      else upstream.write(message.whole)
      continue
    }
    group.push(message)
    if (type !== 'S') continue
    const [statement, whole] = [asked ?? '', Buffer.concat(group.map((each) => each.whole))]
    group = []
    asked = undefined
    if (isInside && lies.fits((lie) => 'drop' in lie && lie.drop(statement, statements))) {
      await quiet()
      await asksItself('savepoint before_the_lie')
      let hasChanged = true
      const ready = answer((each) => {
        if (each.type === 'C') hasChanged = textAt(each.body, 0) !== 'UPDATE 0'
        forward(each)
      })
      ask(whole)
      const held = await ready
      await asksItself('rollback to savepoint before_the_lie')
      forward(held)
      lies.ends(hasChanged)
    } else ask(whole)
    statements.push(statement)
  }
}

/** Cuts a stream into messages. A client's first one has no type; TLS is declined. */
async function* messagesOf(socket: Socket, isClient: boolean): AsyncGenerator<Message> {
  let held = Buffer.alloc(0)
  let hasBegun = !isClient
  const sslRequest = 80_877_103
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, chunk])
    for (;;) {
      const prefix = hasBegun ? 1 : 0
      if (held.length < prefix + 4) break
      const end = prefix + held.readUInt32BE(prefix)
      if (held.length < end) break
      const whole = Buffer.from(held.subarray(0, end))
      held = held.subarray(end)
      if (!hasBegun && whole.readUInt32BE(4) === sslRequest) {
        socket.write('N')
        continue
      }
      const type = hasBegun ? whole.toString('latin1', 0, 1) : 'startup'
      hasBegun = true
      yield { type, body: whole.subarray(prefix + 4), whole }
    }
  }
}

function textAt(body: Buffer, start: number): string {
  return body.toString('utf8', start, body.indexOf(0, start))
}

function message(type: string, text: string): Buffer {
  const body = Buffer.from(`${text}\0`)
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

function query(sql: string): Buffer {
  return message('Q', sql)
}

function commandComplete(tag: string): Message {
  const whole = message('C', tag)
  return { type: 'C', body: whole.subarray(5), whole }
}
