import { randomBytes } from 'node:crypto'
import { type Behaviour, behave, serveOnSocket } from './socket-server.ts'
import { newPhoneKeys, type PhoneKeys, verifyVapid } from './web-push.ts'

/** A push as the phone gets it, decrypted with the subscription's own key. */
export type Received = {
  readonly text: string
  readonly ttl: number
  readonly urgency: string | undefined
  readonly topic: string | undefined
  readonly publicKey: string
  readonly subject: string | undefined
  readonly bytes: number
}

/** A subscription as a browser has it; `toJSON` is what the app sends to the companion API. */
export type TestSubscription = {
  readonly endpoint: string
  readonly keys: PhoneKeys
  toJSON(): { endpoint: string; keys: { p256dh: string; auth: string } }
  /** Everything accepted for this phone. */
  readonly received: readonly Received[]
  /** What a phone that was off finds: of each topic only the last (RFC 8030 §5.4). */
  waiting(): readonly Received[]
  /** The next answers, one each; then it works. */
  next(...behaviours: readonly Behaviour[]): void
  /** All answers from now on. */
  always(behaviour: Behaviour): void
  /** The person took the permission back: 410 from now on. */
  unsubscribe(): void
}

export type PushService = {
  readonly origin: string
  subscribe(): TestSubscription
  /** Most requests that were under way at one moment. */
  mostAtOnce(): number
  /** How many POSTs came, whatever became of them. */
  posts(): number
  close(): Promise<void>
}

type Phone = { queue: Behaviour[]; usual: Behaviour; keys: PhoneKeys; received: Received[] }

/** A push service on a socket that speaks RFC 8030 and refuses what the RFCs forbid. */
export async function startPushService(): Promise<PushService> {
  const phones = new Map<string, Phone>()
  let [atOnce, most, posts] = [0, 0, 0]

  const server = await serveOnSocket(async (request, body, response) => {
    atOnce += 1
    posts += 1
    most = Math.max(most, atOnce)
    response.once('close', () => {
      atOnce -= 1
    })
    const phone = phones.get(request.url ?? '')
    if (!phone) return void response.writeHead(404).end()
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const behaviour = phone.queue.shift() ?? phone.usual
    await behave(behaviour, request, response, async () => {
      const header = (name: string) => request.headers[name]?.toString()
      const ttl = header('ttl')
      const topic = header('topic')
      if (!ttl || !/^\d+$/.test(ttl)) return void response.writeHead(400).end('TTL')
      if (topic && !/^[\w-]{1,32}$/.test(topic)) return void response.writeHead(400).end('Topic')
      if (!/^(very-low|low|normal|high)$/.test(header('urgency') ?? 'normal')) {
        return void response.writeHead(400).end('Urgency')
      }
      if (header('content-encoding') !== 'aes128gcm' || body.length > 4096) {
        return void response.writeHead(400).end('Content-Encoding')
      }
      const vapid = await verifyVapid(header('authorization'), server.origin).catch(() => undefined)
      if (!vapid) return void response.writeHead(403).end()
      const text = phone.keys.decrypt(body)
      phone.received.push({
        text,
        ttl: Number(ttl),
        urgency: header('urgency'),
        topic,
        bytes: body.length,
        ...vapid,
      })
      const message = `${server.origin}/message/${randomBytes(9).toString('base64url')}`
      response.writeHead(201, { Location: message }).end()
    })
  })

  return {
    origin: server.origin,
    subscribe() {
      const path = `/push/${randomBytes(16).toString('base64url')}`
      const keys = newPhoneKeys()
      const phone: Phone = { queue: [], usual: 'works', keys, received: [] }
      phones.set(path, phone)
      const endpoint = `${server.origin}${path}`
      return {
        endpoint,
        keys,
        received: phone.received,
        toJSON: () => ({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
        waiting() {
          const last = new Map(phone.received.map((one, at) => [one.topic ?? `alone-${at}`, one]))
          return [...last.values()]
        },
        next: (...behaviours) => void phone.queue.push(...behaviours),
        always(behaviour) {
          phone.usual = behaviour
        },
        unsubscribe() {
          phone.usual = { status: 410 }
        },
      }
    },
    mostAtOnce: () => most,
    posts: () => posts,
    close: () => server.close(),
  }
}
