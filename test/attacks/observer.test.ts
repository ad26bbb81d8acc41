import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { states } from '../support/figures.ts'
import { type Installation, newBound } from '../support/installation.ts'
import { limit } from '../support/limited.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'
import { expectOneKind, listens, strangerTries, traced, tracesOf } from '../support/watching.ts'

/**
 * What somebody sees who may look at everything but the clock (test/timing): status, words, size, headers, cookies, the
 * live channel and the app's API, step by step, for IINs of every kind. One kind of trace must come of all of them. Of the
 * steps of a transfer: observer-of-transfer.test.ts.
 */
const portal = await newTestPortal({
  limits: {
    recovery: { startsPerAddress: { starts: 100_000 } },
    signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } },
  },
})
const each = 2
const number = '+77051239223'
type Known = { person: Person; app?: Installation }
const kinds: Readonly<Record<string, () => Promise<Known>>> = {
  'an owner with an app who answers': async () => {
    const person = await portal.account({ phone: number })
    return { person, app: await newBound(portal, person, { hoursOld: 100 }) }
  },
  'an account without an app': async () => ({ person: await portal.account({ phone: number }) }),
  'an account with a printed code': async () => {
    const person = await portal.account({ phone: number })
    await portal.database.reader
      .insertInto('printed_codes')
      .values({ account_id: person.id, code_index: randomBytes(32), made_at: portal.clock.now() })
      .execute()
    return { person }
  },
  'an account without a password': async () => ({ person: await portal.account({ password: null }) }),
  'a closed account': async () => ({ person: await portal.account({ isClosed: true }) }),
  'a limited account': async () => {
    const person = await portal.account({ phone: number })
    await limit(portal, person)
    return { person, app: await newBound(portal, person, { hoursOld: 100 }) }
  },
  nobody: async () => ({ person: { id: '', iin: newIin(), password: '' } }),
}

async function walks({ person, app }: Known): Promise<string[]> {
  const citizen = newCitizen(portal, { address: '198.51.100.90' })
  const { trace, sends, opens } = await traced(citizen, [person.iin], '/sign-in')
  await sends('/sign-in', { iin: person.iin, liability: 'yes', contacts: 'yes', to: '' })
  await opens('/sign-in/password')
  for (let tries = 0; tries < 6; tries += 1)
    await sends('/sign-in/password', { password: 'Wrong-password-1' })
  await sends('/sign-in/forgot', {})
  await opens('/recovery')
  // The owner sees the request, shows a code and refuses; the page hears none of it.
  trace.push(
    await listens(citizen, '/recovery/live', async () => {
      if (!app) return
      for (const { id } of (await app.feed()).requests) {
        expect((await app.showsCode(id)).status).toBe(200)
        expect((await app.notMe({ request: id })).status).toBe(200)
      }
    }),
  )
  const fresh = { fresh: 'Aspan-tau#9-jusan', repeat: 'Aspan-tau#9-jusan' }
  for (let tries = 0; tries < 4; tries += 1) await sends('/recovery', { code: '1234', ...fresh })
  await opens('/recovery/printed')
  for (const code of ['0'.repeat(20), 'ABCD-2345-EFGH-6789-JKMN', '12345', ''])
    await sends('/recovery/printed', { code, ...fresh })
  await opens('/recovery')
  await sends('/recovery/send', {})
  trace.push(await strangerTries(portal, await citizen.opens('/recovery')))
  await sends('/recovery/not-mine', {})
  return trace
}

test('everything but the clock is the same for every IIN at every public step', async () => {
  expectOneKind(await tracesOf(kinds, each, walks), (figure) =>
    states('what an observer sees of sign-in and recovery', figure),
  )
}, 120_000)
