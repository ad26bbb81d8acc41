import { randomBytes, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import type { Request as AppRequest, Feed, Notice, Registered } from '../../../app/companion/answers.ts'
import { serveCompanionApp } from '../../../src/http/companion-app.ts'
import { anAccount, inMinutes } from './fake-feed.ts'

const appFolder = fileURLToPath(new URL('../../../dist/app', import.meta.url))

type Made = { readonly password: string; readonly token: string; readonly phone: string; isUsed: boolean }
type Lists = Omit<Feed, 'now' | 'assistedContact' | 'hasMoreRequests'>
type Story = { -readonly [Part in keyof Lists]: Feed[Part][number][] } & {
  hasMoreRequests?: boolean
  /** Requests that are found by their number only. */
  unlisted?: AppRequest[]
}

/**
 * The companion API over a real socket, with one account and no database: it verifies every proof as the contract says
 * and can be put into states that would take the real one a day. Serves the built app with its real headers.
 */
export async function startFakeCompanion() {
  const server = createAdaptorServer({ fetch: (request) => site.fetch(request) })
  const story: Story = { accounts: [], claims: [], requests: [], approvals: [], notices: [] }
  const calls: { name: string; body: unknown; thumbprint: string }[] = []
  const proofs = new Set<string>()
  const listeners = new Set<(text: string) => void>()
  const made: Made[] = []
  let nonce = 'nonce-1'
  let answers: Partial<Registered> = {}
  let asksForSms = false
  let origin = ''

  const api = new Hono<{ Variables: { thumbprint: string; body: Record<string, unknown> } }>()
  api.use(async (c, next) => {
    const thumbprint = await verify(c)
    c.header('DPoP-Nonce', nonce)
    if (thumbprint instanceof Response) return thumbprint
    c.set('thumbprint', thumbprint)
    c.set('body', c.req.method === 'POST' ? await c.req.json() : {})
    calls.push({ name: c.req.path.replace('/companion/', ''), body: c.get('body'), thumbprint })
    return next()
  })

  async function verify(c: Context): Promise<string | Response> {
    const proof = c.req.header('dpop') ?? ''
    const { payload } = await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] })
    const isAbout = payload.htm === c.req.method && payload.htu === origin + c.req.path
    const isNew = !proofs.has(String(payload.jti))
    proofs.add(String(payload.jti))
    const error = !isAbout || !isNew ? 'invalid_dpop_proof' : 'use_dpop_nonce'
    if (isAbout && isNew && payload.nonce === nonce) {
      return calculateJwkThumbprint(decodeProtectedHeader(proof).jwk ?? {})
    }
    return c.json({ error }, 401, { 'DPoP-Nonce': nonce })
  }

  api.post('/hello', (c) =>
    c.json({ installation: { id: 'i1', createdAt: new Date().toISOString() }, pushKey: null }),
  )
  api.post('/preview', (c) => {
    const found = made.find(({ token, isUsed }) => token === c.get('body').token && !isUsed)
    if (!found) return c.json({ problem: 'not-found' }, 404)
    return c.json({
      maskedIin: '•••• •••• 0120',
      browser: 'Chrome, Windows',
      system: null,
      madeAt: new Date().toISOString(),
      expiresAt: inMinutes(10),
    })
  })
  api.post('/activate', (c) => {
    const { phone, password, token, smsCode } = c.get('body')
    if (asksForSms && smsCode === undefined) return c.json({ outcome: 'sms-sent' }, 202)
    if (asksForSms && smsCode !== '310247') return c.json({ problem: 'sms-code-wrong' }, 422)
    const found = made.find(
      (one) => (one.password === password || one.token === token) && one.phone === phone && !one.isUsed,
    )
    if (!found) return c.json({ problem: 'refused' }, 422)
    found.isUsed = true
    const account = anAccount(answers)
    story.accounts.push(account)
    const { binding, maskedIin, state, waitsUntil } = account
    return c.json({ outcome: 'registered', binding, maskedIin, state, waitsUntil })
  })
  api.get('/feed', (c) =>
    c.json({ now: new Date().toISOString(), assistedContact: 'ЦОН, тел. 1414', ...story }),
  )
  api.post('/requests', (c) =>
    c.json({ requests: story.unlisted?.filter(({ number }) => number === c.get('body').number) ?? [] }),
  )
  api.post('/code', (c) => {
    const at = story.requests.findIndex(({ id }) => id === c.get('body').request)
    const request = story.requests[at]
    if (!request) return c.json({ problem: 'gone' }, 409)
    story.requests[at] = { ...request, state: 'shown' }
    return c.json({ code: '4821', expiresAt: inMinutes(10) })
  })
  api.post('/not-me', (c) => {
    const { request, binding, notice } = c.get('body')
    const number = '4829-1307'
    if (notice) {
      changeNotice(notice, { canContest: false, canFreeze: true, case: number })
      return c.json({ outcome: 'contested', case: number, canFreeze: true })
    }
    story.requests = story.requests.filter(({ id }) => id !== request)
    story.approvals = story.approvals.filter((one) => one.binding !== binding)
    return c.json({ outcome: 'refused' })
  })
  api.post('/freeze', (c) => {
    changeNotice(c.get('body').notice, { canFreeze: false })
    return c.json({ outcome: 'frozen', case: '4829-1307' })
  })
  api.post('/transfer', (c) => {
    const { notice, answer } = c.get('body')
    const { transfer } = story.notices.find(({ id }) => id === notice) ?? {}
    if (!transfer) return c.json({ problem: 'gone' }, 409)
    const number = answer === 'object' ? '5510-0042' : null
    changeNotice(notice, {
      transfer: { ...transfer, canApprove: false, canObject: number === null, case: number },
    })
    return c.json(number ? { outcome: 'objected', case: number } : { outcome: 'approved' })
  })
  api.post('/not-my-number', (c) => {
    story.accounts = story.accounts.filter(({ binding }) => binding !== c.get('body').binding)
    return c.json({ outcome: 'removed' })
  })
  function changeNotice(id: unknown, change: Partial<Notice>) {
    story.notices = story.notices.map((each) => (each.id === id ? { ...each, ...change } : each))
  }
  api.post('/approve', (c) => c.json({ outcome: 'approved' }))
  api.post('/end-limited', (c) => c.json({ outcome: 'ended' }))
  api.post('/push', (c) => c.json({ outcome: 'kept' }))
  api.post('/seen', (c) => {
    const { notices, state } = c.get('body') as { notices: string[]; state: Notice['state'] }
    story.notices = story.notices.map((notice) =>
      notices.includes(notice.id) ? { ...notice, state } : notice,
    )
    return c.json({ outcome: 'noted' })
  })
  api.post('/remove', (c) => {
    story.accounts = []
    return c.json({ outcome: 'removed' })
  })
  api.get('/live', (c) => {
    let own: ((text: string) => void) | undefined
    const stream = new ReadableStream({
      start(controller) {
        own = (text) => controller.enqueue(new TextEncoder().encode(text))
        own(': open\n\n')
        listeners.add(own)
      },
      cancel: () => void (own && listeners.delete(own)),
    })
    return c.body(stream, 200, { 'Content-Type': 'text/event-stream' })
  })

  const site = new Hono()
  site.route('/companion', api)
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, 'localhost', () => resolve()))
  await listen(0)
  const { port } = server.address() as AddressInfo
  origin = `http://localhost:${port}`
  site.route('/', serveCompanionApp(appFolder, origin))

  return {
    origin,
    calls,
    story,
    /** A page shows this one-time password and QR code for a number. */
    offers(phone: string, registered: Partial<Registered> = {}) {
      answers = registered
      const digits = String(made.length).padStart(2, '0')
      const offer: Made = {
        password: `48210957331${digits}`,
        token: randomBytes(16).toString('base64url'),
        phone,
        isUsed: false,
      }
      made.push(offer)
      return offer
    },
    /** Something changed: every open app hears of it. */
    tell(change: Partial<Story>) {
      Object.assign(story, change)
      for (const listener of listeners) listener('event: changed\ndata: \n\n')
    },
    /** The deployment asks for proof of holding the number; the code is 310247. */
    askForSms(asks: boolean) {
      asksForSms = asks
    },
    renewNonce() {
      nonce = `nonce-${randomUUID()}`
    },
    /** The network is gone for everybody. */
    async goesAway() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
    comesBack: () => listen(port),
  }
}

export type FakeCompanion = Awaited<ReturnType<typeof startFakeCompanion>>
