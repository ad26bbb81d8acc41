import { type Behaviour, behave, serveOnSocket } from './socket-server.ts'

export type Sms = { readonly to: string; readonly text: string; readonly id: string }

export type SmsGateway = {
  readonly url: string
  readonly key: string
  /** What it has taken to deliver, once for each Idempotency-Key. */
  readonly taken: readonly Sms[]
  /** What has reached the phones; with `deliverLate` only after `deliverAll`. */
  inbox(to: string): readonly string[]
  deliverLate(): void
  deliverAll(): void
  /** The next answers, one each; then it works. */
  next(...behaviours: readonly Behaviour[]): void
  /** All answers from now on. */
  always(behaviour: Behaviour): void
  /** How many POSTs came. */
  posts(): number
  close(): Promise<void>
}

/** An SMS gateway on a socket. It knows its key, takes each message once, and may be slow, fail, or deliver late. */
export async function startSmsGateway(): Promise<SmsGateway> {
  const key = 'a-test-key-of-the-gateway'
  const queue: Behaviour[] = []
  const taken = new Map<string, Sms>()
  const delivered = new Set<string>()
  let [isLate, posts] = [false, 0]
  let usual: Behaviour = 'works'

  const server = await serveOnSocket(async (request, body, response) => {
    posts += 1
    if (request.headers.authorization !== `Bearer ${key}`) return void response.writeHead(401).end()
    await behave(queue.shift() ?? usual, request, response, () => {
      const id = /^"([\w-]+)"$/.exec(request.headers['idempotency-key']?.toString() ?? '')?.[1]
      const { to, text } = JSON.parse(body.toString('utf8')) as Partial<Sms>
      if (!id || !to || !text || !/^\+7\d{10}$/.test(to)) return void response.writeHead(400).end()
      if (!taken.has(id)) taken.set(id, { to, text, id })
      if (!isLate) delivered.add(id)
      response.writeHead(202, { 'Content-Type': 'application/json' }).end('{}')
    })
  })

  return {
    url: `${server.origin}/send`,
    key,
    get taken() {
      return [...taken.values()]
    },
    inbox: (to) =>
      [...taken.values()].filter((sms) => sms.to === to && delivered.has(sms.id)).map(({ text }) => text),
    deliverLate() {
      isLate = true
    },
    deliverAll() {
      for (const id of taken.keys()) delivered.add(id)
    },
    next: (...behaviours) => void queue.push(...behaviours),
    always(behaviour) {
      usual = behaviour
    },
    posts: () => posts,
    close: () => server.close(),
  }
}
