import { expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { newOwner } from '../support/owner.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'
import { asksForRecovery, enters } from '../support/recovery.ts'

/** A portal that counts how often a password is compared, and says against what. */
async function counting() {
  const checks: ('dummy' | 'real')[] = []
  const portal = await newTestPortal({
    with: (parts) => ({
      hasher: {
        ...parts.hasher,
        async verify(phc, password) {
          checks.push(phc === null ? 'dummy' : 'real')
          return parts.hasher.verify(phc, password)
        },
      },
    }),
  })
  return { portal, taken: () => checks.splice(0) }
}

test('a wrong password costs two comparisons for every IIN: known, unknown, without a password, recovered', async () => {
  const { portal, taken } = await counting()
  const usual = await portal.account()
  const without = await portal.account({ password: null })
  const recovered = await portal.account()
  const citizen = newCitizen(portal, { address: '198.51.100.20' })
  const app = await newOwner(portal, recovered, { hoursOld: 48 })
  await asksForRecovery(citizen, recovered.iin)
  await enters(citizen, (await app.showsCode()).code)
  taken()

  const work = async (iin: string) => {
    const stranger = newCitizen(portal)
    await stranger.namesIin(iin)
    const page = await stranger.givesPassword('Wrong-password-1')
    expect(page.problems).toEqual(['ИИН или пароль не подошли'])
    return taken()
  }
  expect(await work(usual.iin)).toEqual(['real', 'dummy'])
  expect(await work(without.iin)).toEqual(['dummy', 'dummy'])
  expect(await work(newIin())).toEqual(['dummy', 'dummy'])
  expect(await work(recovered.iin)).toEqual(['real', 'real'])

  const owner = newCitizen(portal)
  await owner.signsIn(usual)
  expect([owner.isSignedIn, taken()]).toEqual([true, ['real']])
})

test('when the hashing queue is full at the second comparison, the attempt is given back', async () => {
  let calls = 0
  const portal = await newTestPortal({
    with: (parts) => ({
      hasher: {
        ...parts.hasher,
        async verify(phc, password) {
          calls += 1
          return calls % 2 === 0 ? 'busy' : parts.hasher.verify(phc, password)
        },
      },
    }),
  })
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.namesIin(person.iin)
  for (let tries = 0; tries < 8; tries += 1) {
    expect((await citizen.givesPassword('Wrong-password-1')).status).toBe(503)
  }
})
