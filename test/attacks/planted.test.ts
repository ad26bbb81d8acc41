import { expect, test } from 'vitest'
import { type Citizen, newCitizen } from '../citizen.ts'
import { states } from '../support/figures.ts'
import { newOwner } from '../support/owner.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'

const portal = await newTestPortal()
const cabinet = ['/cabinet', '/cabinet/children', '/cabinet/profile', '/cabinet/security', '/cabinet/app']

/** Every cookie of a browser, planted in another one: a `__Host-` cookie cannot be set from elsewhere, this is if it could. */
function plants(from: Citizen, into: Citizen): ReadonlyMap<string, string> {
  const planted = from.cookies.copy()
  into.cookies.replace(planted)
  return planted
}

async function opened(cookies: ReadonlyMap<string, string>): Promise<number> {
  const thief = newCitizen(portal, { address: '198.51.100.40' })
  let open = 0
  for (const address of cabinet) {
    thief.cookies.replace(cookies)
    if ((await thief.sends('GET', address)).status === 200) open += 1
  }
  return open
}

async function signsOut(owner: Citizen): Promise<void> {
  await owner.opens('/cabinet')
  await owner.presses('Выйти')
}

test('cookies planted before a sign-in or a recovery open nothing after it', async () => {
  const [victim, other] = [await portal.account(), await portal.account()]
  const begun: [what: string, (thief: Citizen) => Promise<unknown>][] = [
    ['nothing', (thief) => thief.opens('/')],
    ['a journey at step 2', (thief) => thief.namesIin(victim.iin)],
    ['a recovery of the victim', (thief) => asksForRecovery(thief, victim.iin)],
    ['a session of the thief', (thief) => thief.signsIn(other)],
  ]
  let [tried, open] = [0, 0]
  for (const [, begin] of begun) {
    const [thief, owner] = [newCitizen(portal, { address: '198.51.100.40' }), newCitizen(portal)]
    await begin(thief)
    const planted = plants(thief, owner)
    if (owner.cookies.get('session')) await signsOut(owner)
    await owner.opens('/sign-in')
    // The planted mark of somebody else's consents: they are asked for anew.
    for (let times = 0; times < 2 && owner.page.address !== '/sign-in/password'; times += 1)
      await owner.namesIin(victim.iin)
    await owner.givesPassword(victim.password)
    expect(owner.isSignedIn).toBe(true)
    tried += cabinet.length
    open += await opened(planted)
  }
  states('session fixation', {
    ...{ attempts: tried, came: open, allowed: 0 },
    says: `pages opened with ${begun.length} kinds of planted cookies`,
  })
  expect(open).toBe(0)
})

test('a recovery that goes through in a browser with planted cookies gives their owner nothing', async () => {
  const victim = await portal.account()
  const app = await newOwner(portal, victim)
  const [thief, owner] = [newCitizen(portal, { address: '198.51.100.41' }), newCitizen(portal)]
  await asksForRecovery(thief, victim.iin)
  const planted = plants(thief, owner)
  await owner.opens('/recovery')
  await enters(owner, (await app.showsCode()).code)
  await owner.givesPassword(freshPassword)
  expect(owner.isSignedIn).toBe(true)
  expect(await opened(planted)).toBe(0)
  // Nor does the journey go on in the thief's browser.
  expect((await thief.opens('/recovery')).address).toContain('/sign-in')
})

test('a session that was copied ends with the owner’s sign-out, re-authentication and change of password', async () => {
  const ends: readonly ((owner: Citizen, person: Person) => Promise<unknown>)[] = [
    signsOut,
    async (owner, { password }) => {
      portal.clock.advance({ minutes: 11 })
      await owner.opens('/cabinet/security')
      return owner.types({ 'Ваш пароль': password }).presses('Подтвердить')
    },
    async (owner, { password }) => {
      await owner.opens('/cabinet/security/password')
      const { page } = owner
      const csrf = page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
      const typed = { current: password, fresh: freshPassword, repeat: freshPassword }
      const response = await owner.sends(
        'POST',
        '/cabinet/security/password',
        new URLSearchParams({ csrf, ...typed }),
      )
      expect(response.status).toBe(303)
    },
  ]
  for (const end of ends) {
    const [victim, owner] = [await portal.account(), newCitizen(portal)]
    await owner.signsIn(victim)
    const stolen = owner.cookies.copy()
    expect(await opened(stolen)).toBe(cabinet.length)
    await end(owner, victim)
    expect(await opened(stolen)).toBe(0)
  }
})
