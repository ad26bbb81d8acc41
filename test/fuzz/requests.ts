import { currentAgreements } from '../../src/domain/agreements.ts'
import { helpSituations } from '../../src/domain/help-situations.ts'
import { csrfToken } from '../../src/http/csrf.ts'
import type { Installation } from '../support/installation.ts'
import { origin } from '../support/portal.ts'
import type { Learnt, Seen } from './learnt.ts'
import type { Plan } from './plans.ts'
import { shapes, type Value } from './values.ts'
import { phoneOfWalkers, type Walker } from './walkers.ts'

export type Route = { readonly method: string; readonly path: string }
const textOf = (value: Value, { person, phone }: Walker, seen: Seen): string => {
  if (typeof value === 'string') return value
  const pick = (from: readonly string[]) => from[value.at % Math.max(from.length, 1)] ?? ''
  switch (value.own) {
    case 'iin':
      return person.iin
    case 'password':
      return person.password
    case 'phone':
      return phone ?? phoneOfWalkers
    case 'code':
      return String(value.at).padStart(4, '0')
    case 'seen':
      return pick(seen.values)
    case 'id':
      return pick(seen.ids)
  }
}

/** Everything that a header may hold; what it may not is refused by every server before a program sees it. */
const headerText = (text: string) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?').trim()

/** The request of a plan, as this walker would send it now. */
export async function requestOf(plan: Plan, route: Route, walker: Walker, seen: Seen): Promise<Request> {
  const isCompanion = route.path.startsWith('/companion')
  const path = addressOf(route, plan.parameter?.toWellFormed())
  const query = plan.query === undefined ? '' : queryOf(plan.query, seen.learnt)
  const method = plan.method ?? route.method
  const headers = new Headers({
    'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/141.0',
    'accept-language': 'ru',
  })
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(plan, route, walker, seen, headers)
  if (isCompanion) await prove(headers, plan, walker.app, { method, path })
  else browse(headers, plan, walker)
  if (plan.header) headers.set(plan.header[0], headerText(plan.header[1]))
  return new Request(`${origin}${path}${query}`, { method, headers, ...(body === undefined ? {} : { body }) })
}

/** The route's address; its parameter is a page that there is, unless the plan has another. */
export function addressOf({ path }: Route, parameter: string | undefined): string {
  const real = path.endsWith(':version') ? currentAgreements[0]?.version : helpSituations[0]
  return path.replace(/:\w+|\*/, encodeURIComponent(parameter ?? real ?? ''))
}

function queryOf([at, value]: readonly [number, string], { queries }: Learnt): string {
  const name = [...queries][at % Math.max(queries.size, 1)] ?? 'from'
  return `?${name}=${encodeURIComponent(value.toWellFormed())}${at % 9 === 0 ? '&x=%ZZ%&&=' : ''}`
}

function browse(headers: Headers, plan: Plan, { citizen }: Walker): void {
  if (plan.site !== undefined) headers.set('sec-fetch-site', plan.site)
  headers.set('origin', origin)
  const { cookies } = citizen
  if (plan.cookies === 'own') headers.set('cookie', cookies.header())
  if (plan.cookies === 'garbage')
    headers.set('cookie', `${cookies.names().join('=%00%; ')}=${'A'.repeat(2000)}; __proto__=x; =; ;;`)
  // Each cookie's value under the next one's name.
  if (plan.cookies === 'swapped') {
    const [names, values] = [cookies.names(), [...cookies.copy().values()]]
    headers.set('cookie', names.map((name, at) => `${name}=${values.at(at - 1)}`).join('; '))
  }
}

async function prove(
  headers: Headers,
  plan: Plan,
  app: Installation | undefined,
  call: { method: string; path: string },
) {
  if (!app || plan.proof === 'none') return
  const odd = {
    own: {},
    garbage: {},
    old: { claims: { iat: 0 } },
    'other-path': { claims: { htu: `${origin}/companion/hello` } },
    'odd-claims': { claims: { jti: ['\0'], nonce: { a: 1 }, htm: null, iat: 'now' } },
  }[plan.proof]
  const proof = await app.proof(call.method, call.path, odd)
  headers.set('DPoP', plan.proof === 'garbage' ? `${proof.slice(0, -9)}AAAAAAAAA` : proof)
}

function bodyOf(
  plan: Plan,
  route: Route,
  walker: Walker,
  seen: Seen,
  headers: Headers,
): string | Uint8Array<ArrayBuffer> | undefined {
  const isCompanion = route.path.startsWith('/companion')
  const names = namesFor(route.path, plan, seen.learnt)
  const fields = plan.fields.map(([at, value]): [string, string] => {
    const name = names[at % Math.max(names.length, 1)] ?? 'iin'
    return [name, likeBrought(name, at, seen.learnt) ?? textOf(value, walker, seen)]
  })
  if (isCompanion) {
    headers.set('content-type', plan.shape === 'text' ? 'text/plain' : 'application/json')
    return (
      plan.json ?? JSON.stringify(honestCall(route.path, walker, seen, fields, Math.floor(plan.route / 64)))
    )
  }
  if (plan.isHonest) fields.push(...honestFields(walker, seen))
  if (plan.strangeField !== undefined) fields.push([plan.strangeField, 'x'])
  const cookie = walker.citizen.cookies.get('csrf') ?? ''
  const token = csrfToken(walker.citizen.portal.parts.keyring, plan.csrf === 'own' ? cookie : 'other')
  // The first of two fields with one name counts.
  const all: [string, string][] = plan.csrf === 'none' ? fields : [['csrf', token], ...fields]
  return shaped(plan, all, headers)
}

/** Names of the fields of this address's own forms, mostly; else of any form. */
function namesFor(path: string, plan: Plan, { fields }: Learnt): string[] {
  const own = [...(fields.get(path) ?? [])]
  return own.length > 0 && plan.route % 5 > 0
    ? own
    : [...new Set([...fields.values()].flatMap((all) => [...all]))]
}

/** Half of the time, where a form brings a moment or an id along, another one. */
function likeBrought(name: string, at: number, { brought }: Learnt): string | undefined {
  // Other digits of the number than those that chose the name.
  const draw = Math.floor(at / 16)
  const shape = draw % 2 === 0 ? shapes.find(({ is }) => is.test(brought.get(name) ?? '')) : undefined
  return shape?.others[(draw >> 1) % shape.others.length]
}

/** What a person would have typed. */
export function honestFields({ person, answers, phone, code }: Walker, seen: Seen): [string, string][] {
  const id = seen.ids.at(-1) ?? ''
  return Object.entries({
    ...answers,
    iin: person.iin,
    liability: 'yes',
    contacts: 'yes',
    agree: 'yes',
    password: person.password,
    current: person.password,
    phone: phone ?? phoneOfWalkers,
    code: code ?? '1234',
    transfer: id,
    fresh: 'Kok-aspan#5-jusan',
    repeat: 'Kok-aspan#5-jusan',
    speaks: 'kk',
    session: id,
    app: id,
    until: '2026-11-25T10:00:00.000Z',
    answer: 'me',
  })
}

export function honestCall(
  path: string,
  { person }: Walker,
  seen: Seen,
  fields: [string, string][],
  at: number,
) {
  // One of the newest, as a feed names a move's notice and its binding last.
  const id = seen.ids.at(-1 - (at % 5)) ?? '00000000-0000-4000-8000-000000000000'
  const usual: Record<string, unknown> = {
    language: 'ru',
    request: id,
    binding: id,
    notice: id,
    notices: [id],
    number: 10 + (at % 90),
    state: 'opened',
    answer: at % 2 === 0 ? 'object' : 'approve',
    phone: phoneOfWalkers,
    password: seen.values.find((value) => /^\d{13}$/.test(value)) ?? '1234567890123',
    subscription: { endpoint: 'http://127.0.0.1:9/x', keys: { p256dh: person.iin, auth: 'x' } },
  }
  if (path.endsWith('/preview')) usual.token = 'A'.repeat(22)
  if (path.endsWith('/not-me'))
    for (const name of ['request', 'binding'].slice(fields.length % 3)) delete usual[name]
  const [first] = fields
  const names = Object.keys(usual)
  if (first) usual[names[first[0].length % names.length] ?? 'phone'] = first[1]
  return usual
}

function shaped(
  plan: Plan,
  fields: [string, string][],
  headers: Headers,
): string | Uint8Array<ArrayBuffer> | undefined {
  const type = (name: string) => headers.set('content-type', name)
  type('application/x-www-form-urlencoded')
  const encoded = new URLSearchParams(fields.map(([n, v]) => [n.toWellFormed(), v.toWellFormed()]))
  switch (plan.shape) {
    case 'form':
      return encoded.toString()
    case 'raw-form':
      return `${encoded}&iin=%ED%A0%80&&=&password=%&code=%zz&%00=%00&fresh=${'%F0%9F'.repeat(9)};;`
    case 'json':
      type('application/json')
      return JSON.stringify(Object.fromEntries(fields))
    case 'multipart':
      type('multipart/form-data; boundary=x')
      return `--x\r\ncontent-disposition: form-data; name="iin"; filename="../x"\r\n\r\n1\r\n--x--`
    case 'text':
      type('text/plain')
      return encoded.toString()
    case 'bytes':
      return new Uint8Array([0xff, 0xfe, 0x00, 0xed, 0xa0, 0x80, 0x3d, 0xc0, 0xaf, 0x26, 0xf8])
    case 'huge':
      return `${encoded}&words=${'x'.repeat(70_000)}`
    case 'nothing':
      return undefined
  }
}
