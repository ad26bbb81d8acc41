import { isPersonal } from '../support/log-stream.ts'
import { origin } from '../support/portal.ts'
import type { Route } from './requests.ts'

/** Every status the portal and the companion's API may answer with. A busy 503 says when to come again. */
const statuses = [200, 202, 204, 303, 400, 401, 403, 404, 409, 413, 415, 422, 429]

const headers: readonly [name: string, value: RegExp][] = [
  ['content-security-policy', /^default-src 'none'/],
  ['x-content-type-options', /^nosniff$/],
  ['strict-transport-security', /^max-age=63072000/],
  ['referrer-policy', /^(same-origin|no-referrer)$/],
  ['cross-origin-resource-policy', /^same-origin$/],
  ['cache-control', /no-store|no-cache/],
]
const inside =
  /node_modules|\bat \w+ \(|TypeError|SyntaxError|\.tsx?:\d+|select .* from|pg_catalog|ECONN|kysely|invalid input syntax/i

/** What is wrong with an answer; nothing for most. */
export function faultsOf(response: Response, text: string, isPage: (path: string) => boolean): string[] {
  const { status } = response
  const faults: string[] = []
  const isBusy = status === 503 && response.headers.has('retry-after')
  if (!statuses.includes(status) && !isBusy) faults.push(`status ${status}`)
  for (const [name, value] of headers)
    if (!value.test(response.headers.get(name) ?? '')) faults.push(`header ${name}`)
  const location = response.headers.get('location')
  if ((status === 303) !== (location !== null)) faults.push('a redirect without an address')
  if (location !== null) {
    const url = URL.parse(location, origin)
    if (url?.origin !== origin) faults.push('a redirect elsewhere')
    else if (!isPage(url.pathname)) faults.push('a redirect to no page of ours')
    if (isPersonal(decoded(location))) faults.push('personal data in a redirect')
  }
  if (text.includes('<x-fuzz')) faults.push('what was typed became markup')
  if (status >= 400 && inside.test(text.replace(/<(input|textarea)[^>]*>/g, '')))
    faults.push('something of the inside')
  return faults
}

/** What a route was answered with, and whether anything got past its guards. */
export type Reached = Map<string, Map<number, number>>

export function note(reached: Reached, { method, path }: Route, status: number): void {
  const key = `${method} ${path}`
  const counts = reached.get(key) ?? new Map<number, number>()
  counts.set(status, (counts.get(status) ?? 0) + 1)
  reached.set(key, counts)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
