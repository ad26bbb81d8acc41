import { csrfToken } from '../../src/http/csrf.ts'
import { csrfField } from '../../src/ui/csrf-names.ts'
import { origin } from '../support/portal.ts'
import { type Debt, owedValues } from './debts.ts'
import type { ShownForm } from './forms.ts'
import { look, type Seen } from './learnt.ts'
import { addressOf, honestCall, honestFields, type Route } from './requests.ts'
import { type Asked, type House, routesFor, send } from './send.ts'
import { jsonBombs } from './values.ts'
import type { Walker } from './walkers.ts'

/** Every name that some call of the companion's API reads; fuzz.test.ts compares them with the code. */
export const callNames = [
  'answer',
  'binding',
  'language',
  'notice',
  'notices',
  'number',
  'password',
  'phone',
  'request',
  'smsCode',
  'state',
  'subscription',
  'subscription.endpoint',
  'subscription.keys.auth',
  'subscription.keys.p256dh',
  'token',
]
const prototypeFields = ['__proto__', '__proto__[isAdmin]', 'constructor', 'constructor[prototype][isAdmin]']
const prototypes = [
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
  '{"language":"ru","__proto__":{"isAdmin":true,"language":"ru"}}',
  '{"subscription":{"__proto__":{"isAdmin":true},"keys":{"__proto__":{"isAdmin":true}}}}',
]

/**
 * What is sent whatever is drawn: every page is opened, then its forms are given what they are owed (debts.ts), then every address takes a
 * request, names of prototypes and, at the app's API, JSON bombs. Returns what was wrong, and how many requests it took.
 */
export async function survey(
  house: House,
  begins: () => Promise<Walker>,
): Promise<{ faults: string[]; requests: number }> {
  const faults: string[] = []
  let requests = 0
  const walker = await begins()
  const seen: Seen = { values: [], ids: [], learnt: house.learnt }
  const mine = routesFor(walker, house)
  const shown: ShownForm[] = look(walker.html ?? '', seen)
  const gets = mine.filter(({ method }) => method === 'GET')
  const opens = async (route: Route, address?: string) => {
    const opened = await send(house, walker, seen, await asking(walker, route, undefined, 'opens', address))
    requests += 1
    faults.push(...opened.faults)
    shown.push(...opened.forms)
    return opened.text
  }
  const links = new Map<string, [Route, string]>()
  for (const route of gets)
    for (const [, path = '', query = ''] of (await opens(route)).matchAll(/ href="(\/[^"?#]*)(\?[^"#]*)/g)) {
      const to = gets.find((each) => each.path === path)
      if (to) links.set(path, [to, (path + query).replaceAll('&amp;', '&')])
    }
  // Pages that one comes to with a name in the address show forms of their own.
  for (const [route, address] of links.values()) await opens(route, address)
  // All forms are known before anything is sent, and what ends the journey, the session or the installation comes last.
  const inOrder = shown.toSorted((one, other) => ends(one.action) - ends(other.action))
  const paid = await payDebts(house, walker, seen, inOrder)
  requests += paid.requests
  faults.push(...paid.faults)
  const posts = mine.filter(({ method }) => method === 'POST')
  for (const route of posts.toSorted((one, other) => ends(one.path) - ends(other.path)))
    for (const { body, why } of walker.app ? calls(house, walker, seen, route) : forms(house, walker, seen)) {
      const began = performance.now()
      const sent = await send(house, walker, seen, await asking(walker, route, body, why))
      const took = performance.now() - began
      const paid = await payDebts(house, walker, seen, sent.forms)
      requests += 1 + paid.requests
      faults.push(...sent.faults, ...paid.faults)
      if (typeof why === 'object') house.debts.pays(why)
      if (why === 'bomb') house.tried.slowestBomb = Math.max(house.tried.slowestBomb, took)
    }
  return { faults, requests }
}

/** Fills in each form of a page with what it is still owed, if anything. */
export async function payDebts(house: House, walker: Walker, seen: Seen, forms: readonly ShownForm[]) {
  const faults: string[] = []
  let requests = 0
  for (const form of forms)
    for (const debt of house.debts.take(`POST ${form.action}`, form.fields)) {
      const route = house.all.find(({ method, path }) => method === 'POST' && fits(form.action, path))
      if (!route) throw new Error(`no route for ${form.action}`)
      const asked = await asking(walker, route, filled(walker, seen, form, debt), debt, form.action)
      faults.push(...(await send(house, walker, seen, asked)).faults)
      house.debts.pays(debt)
      requests += 1
    }
  return { faults, requests }
}

const ends = (path: string) =>
  Number(/sign-out|remove|cancel|not-m|\/end|withdraw|finish|confirm|stopped/.test(path))

/** An address of agreements has its version in it. */
export const fits = (action: string, path: string) =>
  new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(action)

type Sent = { body: string; why: 'honest' | 'prototype' | 'bomb' | Debt }

/** A form as it stands, filled in as a person would, with one field otherwise. */
function filled(walker: Walker, seen: Seen, form: ShownForm, { field, kind }: Debt): string {
  const honest = new Map(honestFields(walker, seen))
  const fields = new Map(form.sent)
  for (const name of form.fields)
    if (!fields.get(name) && honest.has(name)) fields.set(name, honest.get(name) ?? '')
  // Which language, and which of several buttons: only where it is that which is tried.
  fields.delete('language')
  fields.set(csrfField, tokenOf(walker))
  fields.set(field, owedValues[kind])
  return encoded(fields)
}

/** Filled in as a person would, and the same with names that are no fields. */
function forms({ tried }: House, walker: Walker, seen: Seen): Sent[] {
  tried.prototypes += 1
  const honest: [string, string][] = [[csrfField, tokenOf(walker)], ...honestFields(walker, seen)]
  const strange = prototypeFields.map((name): [string, string] => [name, '{"isAdmin":true}'])
  return [
    { body: encoded([...strange, ...honest]), why: 'prototype' },
    { body: encoded(honest), why: 'honest' },
  ]
}

function calls(house: House, walker: Walker, seen: Seen, { path }: Route): Sent[] {
  const { debts, tried } = house
  const honest = honestCall(path, walker, seen, [], 0)
  // An app that belongs to an account and waits for nobody has something to say everywhere.
  const owed = walker.isBound ? debts.take(`POST ${path}`, callNames) : []
  tried.prototypes += prototypes.length
  tried.bombs += jsonBombs.length
  return [
    ...owed.map((debt): Sent => ({ body: JSON.stringify(put(honest, debt)), why: debt })),
    ...prototypes.map((body): Sent => ({ body, why: 'prototype' })),
    ...jsonBombs.map((body): Sent => ({ body, why: 'bomb' })),
    { body: JSON.stringify(honest), why: 'honest' },
  ]
}

/** A call with one of its values, perhaps one in another, otherwise. */
function put(honest: object, { field, kind }: Debt): object {
  const call = structuredClone(honest) as Record<string, unknown>
  const names = field.split('.')
  const last = names.pop() ?? ''
  let at = call
  for (const name of names) at = at[name] as Record<string, unknown>
  at[last] = Array.isArray(at[last]) ? [owedValues[kind]] : owedValues[kind]
  return call
}

const tokenOf = ({ citizen }: Walker) =>
  csrfToken(citizen.portal.parts.keyring, citizen.cookies.get('csrf') ?? '')
const encoded = (fields: Iterable<[string, string]>) =>
  new URLSearchParams([...fields].map(([name, value]) => [name, value.toWellFormed()])).toString()

async function asking(
  { citizen, app }: Walker,
  route: Route,
  body: string | undefined,
  why: unknown,
  path = addressOf(route, undefined),
): Promise<Asked> {
  const { method } = route
  const headers = new Headers({
    'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/141.0',
    'accept-language': 'ru',
  })
  if (app) headers.set('DPoP', await app.proof(method, path))
  else {
    headers.set('cookie', citizen.cookies.header())
    headers.set('sec-fetch-site', 'same-origin')
    headers.set('origin', origin)
  }
  if (body !== undefined)
    headers.set('content-type', app ? 'application/json' : 'application/x-www-form-urlencoded')
  const request = new Request(origin + path, { method, headers, ...(body === undefined ? {} : { body }) })
  return { request, route, why }
}
