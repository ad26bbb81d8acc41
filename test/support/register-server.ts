import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { MutualTls } from '../../src/registries/adapters/mutual-tls.ts'
import { fits, operationOf } from './register-contract.ts'
import { answersFrom, type Records } from './register-records.ts'

const folder = new URL('certificates/', import.meta.url)
const pem = (name: string) => readFileSync(new URL(`${name}.pem`, folder), 'utf8')
/** Where a file of the test certificates is, for a configuration that names files. */
export const certificateFile = (name: string) => new URL(`${name}.pem`, folder).pathname

/** What the stand-in does with one question. Without more it answers as the contract says. */
export type Conduct =
  | 'works'
  | 'lies'
  | 'hangs'
  /** The whole answer, a byte every 80 ms. */
  | 'drips'
  | 'cut-before'
  | 'cut-in-body'
  | 'oversized'
  | 'endless'
  | 'wrong-id'
  | 'no-id'
  | { readonly slowMilliseconds: number }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** A 200 with its own id and this instead of the answer. */
  | { readonly body: string | Buffer; readonly headers?: Readonly<Record<string, string>> }

export type Seen = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type RegisterServer = {
  /** How a client that it knows reaches it. */
  readonly service: MutualTls
  /** Every request so far. */
  readonly seen: readonly Seen[]
  /** The next answers, one each; then it works. */
  next(...conducts: readonly Conduct[]): void
  /** Every answer from now on. */
  always(conduct: Conduct): void
  /** Connections taken so far. */
  connections(): number
  close(): Promise<void>
}

const serverIdentities = {
  itself: 'server',
  expired: 'expired-server',
  misnamed: 'misnamed-server',
  stranger: 'strange-server',
} as const

/**
 * A register service on a socket: HTTPS with mutual TLS, the contract of `docs/registers/openapi.yaml`, and the
 * misconduct that it was told. It takes no question and gives no answer that the contract does not have.
 */
export async function startRegisterServer(
  records: Partial<Records> = {},
  options: { readonly as?: keyof typeof serverIdentities; readonly tls?: ServerOptions } = {},
): Promise<RegisterServer> {
  const answers = answersFrom({ births: [], children: [], numbers: [], ...records })
  const seen: Seen[] = []
  const queue: Conduct[] = []
  let usual: Conduct = 'works'
  let connections = 0
  const identity = serverIdentities[options.as ?? 'itself']
  const secure = { cert: pem(identity), key: pem(`${identity}.key`), ca: pem('authority') }

  const server = createServer(
    { ...secure, requestCert: true, rejectUnauthorized: true, ...options.tls },
    (request, response) => {
      response.on('error', () => {})
      answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
    },
  )
  server.on('connection', () => {
    connections += 1
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    const { method = '', url = '', headers } = request
    seen.push({ method, url, headers, body })
    const conduct = queue.shift() ?? usual
    if (typeof conduct === 'object' && 'slowMilliseconds' in conduct) await wait(conduct.slowMilliseconds)
    if (conduct === 'hangs') return
    if (conduct === 'cut-before') return void request.socket.destroy()
    if (typeof conduct === 'object' && 'status' in conduct)
      return void response.writeHead(conduct.status, conduct.headers).end('<h1>Not now</h1>')

    const honest = honestAnswer(method, url, headers, body)
    if (!honest.ok) {
      const problem = JSON.stringify({ title: honest.problem, status: honest.status })
      return void response
        .writeHead(honest.status, { 'Content-Type': 'application/problem+json' })
        .end(problem)
    }
    await misanswer(conduct, honest.answer, headers['request-id'], response)
  }

  function honestAnswer(method: string, url: string, headers: IncomingMessage['headers'], body: string) {
    const path = url.replace(/^\/v1/, '')
    const ask = answers[`${method} ${path}`]
    if (!ask) return { ok: false, status: 404, problem: 'no such address' } as const
    const operation = operationOf(path)
    const question: unknown = body === '' ? undefined : JSON.parse(body)
    const form = operation.requestBody?.content['application/json'].schema
    const isComplete = operation.parameters.every(({ name, schema }) =>
      fits(schema, headers[name.toLowerCase()]),
    )
    const isForm = form ? headers['content-type'] === 'application/json' && fits(form, question) : body === ''
    if (!isComplete || !isForm) return { ok: false, status: 400, problem: 'malformed question' } as const
    const answer: unknown = ask(question)
    const answerForm = operation.responses['200']?.content['application/json']?.schema
    if (!answerForm || !fits(answerForm, answer)) throw new Error('the stand-in left its contract')
    return { ok: true, answer } as const
  }

  return {
    service: {
      url: `https://localhost:${(server.address() as AddressInfo).port}/v1`,
      certificate: pem('client'),
      key: pem('client.key'),
      authority: pem('authority'),
    },
    seen,
    next: (...conducts) => void queue.push(...conducts),
    always(conduct) {
      usual = conduct
    },
    connections: () => connections,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** A client with a certificate that the stand-in does not know. */
export function stranger(service: MutualTls): MutualTls {
  return { ...service, certificate: pem('strange-client'), key: pem('strange-client.key') }
}

async function misanswer(
  conduct: Conduct,
  honest: unknown,
  id: string | string[] | undefined,
  response: ServerResponse,
): Promise<void> {
  const headers = {
    'Content-Type': 'application/json',
    ...(conduct !== 'no-id' && { 'Request-Id': conduct === 'wrong-id' ? 'f'.repeat(32) : String(id) }),
    ...(typeof conduct === 'object' && 'body' in conduct ? conduct.headers : {}),
  }
  const text = JSON.stringify(conduct === 'lies' ? opposite(honest) : honest)
  if (typeof conduct === 'object' && 'body' in conduct)
    return void response.writeHead(200, headers).end(conduct.body)
  switch (conduct) {
    case 'cut-in-body':
      response.writeHead(200, { ...headers, 'Content-Length': String(text.length) })
      // Only when this much has left: else the connection ends before the answer has begun.
      response.write(text.slice(0, -2), () => response.socket?.destroy())
      return
    case 'oversized':
      return void response.writeHead(200, headers).end(text + ' '.repeat(16_384))
    case 'endless':
      return pour(response.writeHead(200, headers), ' '.repeat(1024), 1)
    case 'drips':
      response.writeHead(200, headers)
      for (const letter of text) {
        if (response.destroyed) return
        response.write(letter)
        await wait(80)
      }
      return void response.end()
    default:
      response.writeHead(200, headers).end(text)
  }
}

async function pour(response: ServerResponse, piece: string, everyMilliseconds: number): Promise<void> {
  while (!response.destroyed) {
    response.write(piece)
    await wait(everyMilliseconds)
  }
}

function opposite(honest: unknown): unknown {
  const turned = (value: unknown) => {
    if (typeof value === 'boolean') return !value
    return value === 'MATCH' ? 'MISMATCH' : 'MATCH'
  }
  return Object.fromEntries(Object.entries(honest as object).map(([key, value]) => [key, turned(value)]))
}
