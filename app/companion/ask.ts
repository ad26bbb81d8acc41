import type { Language } from '../../src/domain/language.ts'
import { installationKey } from '../kept/key.ts'
import { recall } from '../kept/storage.ts'
import type { Calls } from './answers.ts'
import { signProof } from './proof.ts'

/** What came of a call. A problem is a key; `seconds` says how long to wait when the answer says so. */
export type Reply<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'problem'; readonly problem: string; readonly seconds?: number }
  | { readonly kind: 'offline' }

const patienceMilliseconds = 20_000

let nonce: string | undefined
/** The server's clock minus the phone's, in milliseconds: many phones are minutes off, and a proof must not be. */
let skew = 0

/** Now by the server's clock, as far as its answers have told it. */
export function serverNow(): number {
  return Date.now() + skew
}

/**
 * Asks the companion API; GET where there is nothing to send. An installation that the server does not know (any more)
 * says hello and asks once again.
 */
export async function ask<Name extends keyof Calls>(
  name: Name,
  body: Calls[Name]['in'],
): Promise<Reply<Calls[Name]['out']>> {
  const reply = await askOnce(name, body)
  const isUnknown = reply.kind === 'problem' && reply.problem === 'unknown-installation'
  if (!isUnknown || name === 'hello') return reply
  const hello = await askOnce('hello', { language: (await recall<Language>('language')) ?? 'kk' })
  return hello.kind === 'done' ? askOnce(name, body) : hello
}

async function askOnce<Name extends keyof Calls>(
  name: Name,
  body: Calls[Name]['in'],
): Promise<Reply<Calls[Name]['out']>> {
  const init: RequestInit =
    body === undefined
      ? { method: 'GET' }
      : { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  try {
    const response = await send(name, init, AbortSignal.timeout(patienceMilliseconds))
    const answer: Record<string, unknown> = await response.json().catch(() => ({}))
    if (response.ok) return { kind: 'done', value: answer as Calls[Name]['out'] }
    return {
      kind: 'problem',
      problem: typeof answer.problem === 'string' ? answer.problem : 'unavailable',
      ...(typeof answer.seconds === 'number' ? { seconds: answer.seconds } : {}),
    }
  } catch {
    return { kind: 'offline' }
  }
}

/** One signed request; once more when the server asks for its newest nonce (RFC 9449 §8). */
export async function send(name: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  const first = await sendOnce(name, init, signal)
  if (first.status !== 401) return first
  const { error } = await first
    .clone()
    .json()
    .catch(() => ({ error: undefined }))
  return error === 'use_dpop_nonce' ? sendOnce(name, init, signal) : first
}

async function sendOnce(name: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  const address = `${location.origin}/companion/${name}`
  const proof = await signProof(await installationKey(), {
    method: init.method ?? 'GET',
    address,
    nonce,
    issuedAt: Math.floor(serverNow() / 1000),
    id: crypto.randomUUID(),
  })
  const response = await fetch(address, {
    ...init,
    headers: { ...init.headers, DPoP: proof },
    credentials: 'omit',
    cache: 'no-store',
    signal,
  })
  nonce = response.headers.get('DPoP-Nonce') ?? nonce
  learnClock(response.headers.get('Date'))
  return response
}

function learnClock(date: string | null): void {
  const told = Date.parse(date ?? '')
  // The header has whole seconds, so a difference of one says nothing.
  if (!Number.isNaN(told) && Math.abs(told - serverNow()) > 2000) skew = told - Date.now()
}
