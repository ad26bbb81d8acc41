import { Agent, request } from 'node:http'

/**
 * The load, in a process of its own: virtual parents who speak HTTP over kept connections. Prints one line of JSON:
 * how many journeys ended well in the time given, and their times in milliseconds.
 */
export type Load = {
  readonly origin: string
  readonly journey: 'sign-in' | 'iin-page' | 'feed'
  readonly concurrency: number
  readonly seconds: number
  readonly iins: readonly string[]
  readonly password: string
}
export type LoadResult = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly failed: number
}

const load = JSON.parse(process.argv[2] ?? '{}') as Load
const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency })
const times: number[] = []
let failed = 0
let nextIin = 0

const journeys = { 'sign-in': signIn, 'iin-page': iinPage, feed: feedPage }
const sessions = load.journey === 'feed' ? await Promise.all(range(load.concurrency).map(() => signIn())) : []
const end = performance.now() + load.seconds * 1000
const began = performance.now()
await Promise.all(
  range(load.concurrency).map(async (at) => {
    while (performance.now() < end) {
      const start = performance.now()
      if (await journeys[load.journey](sessions[at] ?? '')) times.push(performance.now() - start)
      else failed += 1
    }
  }),
)
const seconds = (performance.now() - began) / 1000
times.sort((a, b) => a - b)
const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
const result: LoadResult = { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), failed }
process.stdout.write(`${JSON.stringify(result)}\n`)
agent.destroy()

/** The three requests of a sign-in, each with a new browser. Returns the cookies, or '' when it did not succeed. */
async function signIn(): Promise<string> {
  const iin = load.iins[nextIin++ % load.iins.length] ?? ''
  const first = await send('GET', '/sign-in', '')
  const csrf = /name="csrf" value="([^"]+)"/.exec(first.body)?.[1] ?? ''
  const named = await send('POST', '/sign-in', first.cookies, {
    csrf,
    iin,
    liability: 'yes',
    contacts: 'yes',
    to: 'feed',
  })
  const cookies = `${first.cookies}; ${named.cookies}`
  const done = await send('POST', '/sign-in/password', cookies, { csrf, password: load.password })
  return done.location === '/cabinet' ? done.cookies : ''
}

async function iinPage(): Promise<boolean> {
  return (await send('GET', '/sign-in', '')).status === 200
}

async function feedPage(cookies: string): Promise<boolean> {
  return (await send('GET', '/cabinet', cookies)).status === 200
}

type Answer = { status: number; location: string; cookies: string; body: string }

function send(method: string, path: string, cookie: string, form?: Record<string, string>): Promise<Answer> {
  const body = form ? new URLSearchParams(form).toString() : ''
  const headers: Record<string, string | number> = {
    'sec-fetch-site': 'same-origin',
    'accept-language': 'ru',
  }
  if (cookie) headers.cookie = cookie
  if (form) {
    headers['content-type'] = 'application/x-www-form-urlencoded'
    headers['content-length'] = Buffer.byteLength(body)
  }
  return new Promise((resolve, reject) => {
    const sent = request(load.origin + path, { method, headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location ?? '',
          cookies: (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; '),
          body: Buffer.concat(parts).toString('utf8'),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}
