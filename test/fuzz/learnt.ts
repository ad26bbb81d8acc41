import { makeCookieJar } from '../support/cookies.ts'
import { formsOf, type ShownForm } from './forms.ts'
import type { Walker } from './walkers.ts'

/** What a walker has seen in answers: names of fields, values of hidden ones, ids. */
export type Seen = { readonly values: string[]; readonly ids: string[]; readonly learnt: Learnt }
/** What stays the same from walk to walk: fields by the address that their form is sent to, and names in addresses. */
export type Learnt = {
  readonly fields: Map<string, Set<string>>
  readonly queries: Set<string>
  /** What a field was filled in with when it came. */
  readonly brought: Map<string, string>
}

export function nothingLearnt(): Learnt {
  return {
    fields: new Map([['', new Set(['iin', 'password', 'returnTo'])]]),
    queries: new Set(['from']),
    brought: new Map(),
  }
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const most = 60

/** Remembers what an answer shows that may be sent back. Returns its forms. */
export function look(text: string, seen: Seen): ShownForm[] {
  const { fields, queries, brought } = seen.learnt
  const forms = formsOf(text)
  for (const { action, sent, fields: names } of forms) {
    fields.set(action, new Set([...(fields.get(action) ?? []), ...names]))
    for (const [name, value] of sent) brought.set(name, value)
  }
  for (const [, name = ''] of text.matchAll(/\/[a-z/]*\?(?:[a-z]+=[^"&]*&amp;)?([a-z]{2,12})=/g))
    queries.add(name)
  for (const [, value] of text.matchAll(/<(?:input|button)[^>]* value="([^"]{4,200})"/g))
    if (value) seen.values.push(value)
  for (const [, digits] of text.matchAll(/<output[^>]*>([\d\s\u00a0]{13,20})</g))
    seen.values.unshift((digits ?? '').replace(/\D/g, ''))
  seen.ids.push(...(text.match(uuid) ?? []))
  for (const list of [seen.values, seen.ids]) if (list.length > most) list.splice(0, list.length - most)
  return forms
}

/** Takes the cookies of an answer as a browser does, whatever it did before. */
export function takeCookies({ citizen }: Walker, response: Response): void {
  makeCookieJar().take(response)
  citizen.cookies.take(response)
}
