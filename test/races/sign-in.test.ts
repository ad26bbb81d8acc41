import { beforeAll, expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

test('200 wrong passwords at once consume exactly the budget, and the owner’s browser still signs in', async () => {
  const person = await portal.account()
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.presses('Выйти')

  const stranger = newCitizen(portal, { address: '198.51.100.1' })
  const step2 = await stranger.namesIin(person.iin)
  const csrf = step2.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const guess = (number: number) => new URLSearchParams({ csrf, password: `Wrong-password-${number}` })
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, number) => {
      const response = await stranger.sends('POST', step2.address, guess(number))
      return response.status
    }),
  )
  expect(answers.filter((status) => status === 422)).toHaveLength(5)
  expect(answers.filter((status) => status === 429)).toHaveLength(195)
  expect((await portal.audit('sign-in')).filter((line) => line.outcome === 'refused')).toHaveLength(5)

  const right = await stranger.sends(
    'POST',
    step2.address,
    new URLSearchParams({ csrf, password: person.password }),
  )
  expect(right.status).toBe(429)
  await owner.signsIn(person)
  expect(owner.isSignedIn).toBe(true)
})

test('a trusted browser has a budget of its own, and it is as exact', async () => {
  const person = await portal.account()
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.presses('Выйти')
  const step2 = await owner.namesIin(person.iin)
  const csrf = step2.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const answers = await Promise.all(
    Array.from({ length: 30 }, async (_, number) => {
      const body = new URLSearchParams({ csrf, password: `Wrong-password-${number}` })
      return (await owner.sends('POST', step2.address, body)).status
    }),
  )
  expect(answers.filter((status) => status === 422)).toHaveLength(5)
  portal.clock.advance({ seconds: 31 })
  expect((await owner.givesPassword(person.password)).address).toBe('/cabinet')
})

test('one journey sent many times at once gives one session, one trust and one set of consents', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  const step2 = await citizen.namesIin(person.iin)
  const csrf = step2.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const places = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const body = new URLSearchParams({ csrf, password: person.password })
      return (await citizen.sends('POST', step2.address, body)).headers.get('location')
    }),
  )
  expect(places.filter((place) => place === '/cabinet')).toHaveLength(1)
  const count = async (table: 'sessions' | 'trusted_browsers' | 'consents' | 'events') => {
    const rows = portal.database.reader.selectFrom(table).where('account_id', '=', person.id).selectAll()
    return (await rows.execute()).length
  }
  expect([await count('sessions'), await count('trusted_browsers')]).toEqual([1, 1])
  expect([await count('consents'), await count('events')]).toEqual([2, 1])
})

test('a password that is replaced while it is being checked opens nothing', async () => {
  const person = await portal.account()
  const slow = await newTestPortal({
    with: (parts) => ({
      hasher: {
        ...parts.hasher,
        async verify(phc, password) {
          const match = await parts.hasher.verify(phc, password)
          await parts.database.pool.query('update passwords set replaced_at = now()')
          return match
        },
      },
    }),
  })
  const theirs = await slow.account({ iin: person.iin })
  const citizen = newCitizen(slow)
  await citizen.signsIn(theirs)
  expect(citizen.isSignedIn).toBe(false)
  expect(citizen.page.address).toBe('/sign-in?notice=expired')
})
