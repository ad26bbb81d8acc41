import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import type { TestPortal } from '../support/portal.ts'
import type { Debts } from './debts.ts'
import type { ShownForm } from './forms.ts'
import { faultsOf, note, type Reached } from './judge.ts'
import { type Learnt, look, type Seen, takeCookies } from './learnt.ts'
import type { Route } from './requests.ts'
import type { Walker } from './walkers.ts'

/** What all walkers of a portal share, and (`reached`, `debts`, `tried`) all walkers of a run. */
export type House = {
  readonly portal: TestPortal
  readonly all: readonly Route[]
  readonly reached: Reached
  readonly debts: Debts
  readonly tried: Tried
  readonly learnt: Learnt
}
/** How much of each kind was sent, and how long the slowest answer to a bomb took, in ms. */
export type Tried = { requests: number; prototypes: number; bombs: number; slowestBomb: number }

export type Asked = { readonly request: Request; readonly route: Route; readonly why: unknown }

/** The routes that a walker may go to: those of the app for apps, all others for browsers. */
export function routesFor({ app }: Walker, { all }: House): Route[] {
  return all.filter(({ path }) => path.startsWith('/companion') === (app !== undefined))
}

/** Sends one request and judges the answer. Returns the page, its forms, and what was wrong. */
export async function send(
  house: House,
  walker: Walker,
  seen: Seen,
  { request, route, why }: Asked,
): Promise<{ text: string; forms: ShownForm[]; faults: string[] }> {
  const { portal, reached } = house
  const { citizen, app } = walker
  const known = new Set([...house.all.map(({ path }) => path), ...addressesOf(routes)])
  house.tried.requests += 1
  const response = await portal.fetch(request, app?.address ?? citizen.options.address)
  if (app) app.nonce = response.headers.get('DPoP-Nonce') ?? app.nonce
  else takeCookies(walker, response)
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  // The language switch goes back to any address of ours that its form names (test/security/redirects.test.ts).
  const isPage = (path: string) => known.has(path) || route.path === routes.language
  const text = isStream ? await beginningOf(response) : await response.text()
  const forms = look(text, seen)
  if (request.method === route.method) note(reached, route, response.status)
  const told = `${request.method} ${route.path} ${response.status}`
  const faults = faultsOf(response, text, isPage).map(
    (fault) => `${told}: ${fault} ${JSON.stringify(why).slice(0, 600)}`,
  )
  return { text, forms, faults }
}

/** Every address that the portal knows, with those of journeys that other nodes may have already. */
function addressesOf(branch: object): string[] {
  return Object.values(branch).flatMap((each: unknown) =>
    typeof each === 'string' ? [each] : typeof each === 'object' && each ? addressesOf(each) : [],
  )
}

/** What a stream says at once; the rest of it would be waited for. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const nothing = wait(10).then(() => undefined)
  const part = await Promise.race([reader?.read(), nothing])
  await Promise.race([reader?.read(), nothing])
  await reader?.cancel()
  return part?.value ? new TextDecoder().decode(part.value) : ''
}
