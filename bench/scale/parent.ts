import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { SignJWT } from 'jose'
import { crowdPassword as password } from '../crowd.ts'
import type { Drawn } from './drawn.ts'

export type Answer = { status: number; location: string; body: string }
const agent = new Agent({ keepAlive: true })

/** One drawn parent at one server: a browser with its cookies, and the app on the phone. Each step throws unless it went well. */
export function parent(origin: string, who: Drawn) {
  const jar = new Map<string, string>()
  let csrf = ''
  let requestId = ''
  let code = ''

  async function browse(method: string, path: string, form?: Record<string, string>): Promise<Answer> {
    const answer = await send(
      method,
      origin + path,
      {
        ...(jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        'x-forwarded-for': who.address,
        'sec-fetch-site': 'same-origin',
        'accept-language': 'ru',
      },
      form && new URLSearchParams({ csrf, ...form }).toString(),
    )
    for (const line of answer.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    csrf = /name="csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? csrf
    return answer
  }

  async function call(method: string, path: string, body?: object): Promise<Answer> {
    const claims = { htm: method, htu: origin + path, iat: Math.floor(Date.now() / 1000), jti: randomUUID() }
    const proof = await new SignJWT({
      ...claims,
      ...(nonces.get(origin) ? { nonce: nonces.get(origin) } : {}),
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: who.jwk })
      .sign(who.key.privateKey)
    const answer = await send(
      method,
      origin + path,
      {
        dpop: proof,
        'x-forwarded-for': who.address,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body && JSON.stringify(body),
    )
    nonces.set(origin, answer.nonce)
    return answer
  }

  return {
    async opensSignIn() {
      expectStatus(await browse('GET', '/sign-in'), 200)
    },
    async namesIin() {
      const form = { iin: who.iin, liability: 'yes', contacts: 'yes', to: 'feed' }
      expectLocation(await browse('POST', '/sign-in', form), '/sign-in/password')
    },
    async givesPassword() {
      expectLocation(await browse('POST', '/sign-in/password', { password }), '/cabinet')
    },
    async forgets() {
      expectLocation(await browse('POST', '/sign-in/forgot', {}), '/recovery')
    },
    async opensRecovery() {
      expectStatus(await browse('GET', '/recovery'), 200)
    },
    async updates() {
      const fresh = 'Aspan-tau#9-jusan'
      expectLocation(
        await browse('POST', '/recovery', { code, fresh, repeat: fresh }),
        '/sign-in/password?notice=password-set',
      )
    },
    async meetsApp() {
      if (!nonces.has(origin)) await call('GET', '/companion/feed')
    },
    async opensApp() {
      const answer = await call('GET', '/companion/feed')
      expectStatus(answer, 200)
      requestId = (JSON.parse(answer.body) as { requests: { id: string }[] }).requests[0]?.id ?? ''
    },
    async showsCode() {
      const answer = await call('POST', '/companion/code', { request: requestId })
      expectStatus(answer, 200)
      code = (JSON.parse(answer.body) as { code: string }).code
    },
    async readsFeed() {
      jar.set('kabinet-session', who.session)
      expectStatus(await browse('GET', '/cabinet'), 200)
    },
    async readsChildren() {
      expectStatus(await browse('GET', '/cabinet/children'), 200)
    },
    async leavesSession() {
      jar.delete('kabinet-session')
    },
  }
}

export type Parent = ReturnType<typeof parent>
const nonces = new Map<string, string>()

function expectStatus(answer: Answer, status: number): void {
  if (answer.status !== status)
    throw new Error(`${answer.status} ${answer.location} ${answer.body.slice(0, 300)}`)
}

function expectLocation(answer: Answer, location: string): void {
  if (answer.location !== location)
    throw new Error(
      `${answer.status} to ${answer.location}, not ${location}: ${answer.body
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 400)}`,
    )
}

function send(
  method: string,
  address: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Answer & { cookies: string[]; nonce: string }> {
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const sent = request(address, { method, headers: { ...headers, ...length }, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location ?? '',
          cookies: answer.headers['set-cookie'] ?? [],
          nonce: String(answer.headers['dpop-nonce'] ?? ''),
          body: Buffer.concat(parts).toString('utf8'),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
