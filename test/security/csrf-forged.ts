import { randomUUID } from 'node:crypto'
import { csrfToken } from '../../src/http/csrf.ts'
import { nothingLearnt } from '../fuzz/learnt.ts'
import { honestFields } from '../fuzz/requests.ts'
import type { Walker } from '../fuzz/walkers.ts'
import { newNumber } from '../support/family.ts'
import { origin } from '../support/portal.ts'

export type Forged = { readonly headers: Readonly<Record<string, string>>; readonly type: string }
const elsewhere = 'https://evil.example'
export const formType = 'application/x-www-form-urlencoded'
/** What a browser says of a form that another page sends, old browsers too. Empty: the header is not there. */
export const ofForms: readonly Forged[] = [
  {
    origin: elsewhere,
    referer: `${elsewhere}/page`,
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
  },
  {
    origin: elsewhere,
    referer: `${elsewhere}/page`,
    'sec-fetch-site': 'same-site',
    'sec-fetch-mode': 'navigate',
  },
  { origin: 'null', referer: '', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  { origin: elsewhere, referer: `${elsewhere}/page`, 'sec-fetch-site': '' },
  { origin: 'null', referer: '', 'sec-fetch-site': '' },
].map((headers) => ({ headers, type: formType }))
/** And of a script on that page, as if every other site were allowed to send what only we may. */
export const ofScripts: readonly Forged[] = [
  formType,
  'text/plain',
  'application/json',
  'multipart/form-data; boundary=x',
].flatMap((type) => [
  { headers: { origin: elsewhere, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, type },
  { headers: { origin: elsewhere, 'sec-fetch-site': '', 'sec-fetch-mode': '' }, type },
])

function bodyOf(type: string, fields: URLSearchParams): string {
  if (type === 'application/json') return JSON.stringify(Object.fromEntries(fields))
  if (!type.startsWith('multipart')) return fields.toString()
  const parts = [...fields].map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--x--\r\n`
}

const idsOf = ({ citizen }: Walker) =>
  citizen.page.html.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []
/** The token that pages of ours have in this browser. */
export const ownToken = ({ citizen }: Walker) =>
  csrfToken(citizen.portal.parts.keyring, citizen.cookies.get('csrf') ?? '')

/** What an honest page of this person would send, with that token. */
export function fieldsOf(walker: Walker, path: string, csrf: string): URLSearchParams {
  const seen = { values: [], ids: idsOf(walker), learnt: nothingLearnt() }
  const fields = new URLSearchParams([['csrf', csrf], ...honestFields(walker, seen)])
  const until = new Date(walker.citizen.portal.clock.now().getTime() + 3_600_000).toISOString()
  for (const [name, value] of Object.entries({
    until,
    case: '1111-2222',
    email: `${randomUUID()}@posta.example.kz`,
  }))
    fields.set(name, value)
  if (path === '/recovery/printed') fields.set('code', '0'.repeat(20))
  if (path === '/transfer/number') fields.set('phone', newNumber())
  if (path === '/sign-in/contest') fields.set('answer', 'not-mine')
  if (path === '/cabinet/moved') fields.set('answer', 'agree')
  return fields
}

/** Sent with the cookies that the browser has: none of them would go along from another site. What is answered is not taken. */
export async function sends(
  { citizen }: Walker,
  path: string,
  { headers, type }: Forged,
  fields: URLSearchParams,
) {
  const told = Object.entries(headers).filter(([, value]) => value !== '')
  const response = await citizen.portal.fetch(
    new Request(origin + path, {
      method: 'POST',
      headers: { ...Object.fromEntries(told), 'content-type': type, cookie: citizen.cookies.header() },
      body: bodyOf(type, fields),
    }),
    citizen.options.address,
  )
  await response.body?.cancel()
  return response
}
