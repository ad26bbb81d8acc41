import { beforeAll, expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { states } from '../support/figures.ts'
import { type Installation, newBound, newInstallation } from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, origin, type TestPortal } from '../support/portal.ts'
import { asksForRecovery } from '../support/recovery.ts'

/** Somebody who reads what an app sends, and sends it again or elsewhere. */
const calls: readonly [method: string, path: string][] = [
  ['GET', '/companion/feed'],
  ['GET', '/companion/live'],
  ['POST', '/companion/code'],
  ['POST', '/companion/activate'],
  ['POST', '/companion/approve'],
  ['POST', '/companion/not-me'],
  ['POST', '/companion/freeze'],
  ['POST', '/companion/end-limited'],
  ['POST', '/companion/push'],
  ['POST', '/companion/remove'],
]
let portal: TestPortal
let person: Person
let app: Installation
beforeAll(async () => {
  portal = await newTestPortal()
  person = await portal.account()
  app = await newBound(portal, person, { hoursOld: 24 * 40 })
  await asksForRecovery(newCitizen(portal), person.iin)
})

async function sends(proof: string, method: string, path: string, body?: string) {
  const init = { method, headers: { DPoP: proof, 'Content-Type': 'application/json' } }
  const request = new Request(origin + path, body === undefined ? init : { ...init, body })
  const response = await portal.fetch(request, '198.51.100.60')
  await response.body?.cancel()
  return response.status
}

test('a proof that was used, or is for another call, opens nothing', async () => {
  const { requests } = await app.feed()
  const body = JSON.stringify({ request: requests[0]?.id, binding: requests[0]?.binding })
  let [tried, accepted] = [0, 0]
  const attempt = async (proof: string, [method, path]: readonly [string, string]) => {
    tried += 1
    const status = await sends(proof, method, path, method === 'POST' ? body : undefined)
    if (status !== 401) accepted += 1
  }
  for (const call of calls) {
    const [method, path] = call
    // Used by the app itself, then replayed, with other spellings of the address too.
    const used = await app.proof(method, '/companion/feed')
    await app.sends('GET', '/companion/feed', undefined, used)
    for (const spelling of ['/companion/feed', '/companion/feed?x', '/companion/feed/', '/companion//feed'])
      await attempt(used, ['GET', spelling])
    // Stolen before its use, for another call.
    const proof = await app.proof(method, path)
    for (const other of calls) if (other[0] !== method || other[1] !== path) await attempt(proof, other)
  }
  states('replayed and diverted DPoP proofs', { attempts: tried, came: accepted, allowed: 0 })
  expect(accepted).toBe(0)
  expect((await app.feed()).requests).toEqual(requests)
})

test('a proof stolen ahead of time dies with its nonce, and a copied nonce makes no proof of another key', async () => {
  const ahead = await app.proof('GET', '/companion/feed')
  portal.clock.advance({ minutes: 11 })
  expect(await sends(ahead, 'GET', '/companion/feed')).toBe(401)
  await app.feed()
  const other = await newInstallation(portal)
  const forged = await other.proof('GET', '/companion/feed', {
    claims: { nonce: app.nonce },
    header: { jwk: app.jwk },
  })
  expect(await sends(forged, 'GET', '/companion/feed')).toBe(401)
  // Under its own key the thief sees its own, empty feed.
  expect((await other.feed()).accounts).toEqual([])
})
