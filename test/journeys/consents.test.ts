import { expect, test } from 'vitest'
import { consentsWords } from '../../src/cabinet/consents/messages.ts'
import { languages } from '../../src/domain/language.ts'
import { announce } from '../../src/notify/index.ts'
import { routes } from '../../src/routes.ts'
import { signInWords } from '../../src/sign-in/messages.ts'
import { consentLabels, newCitizen } from '../citizen.ts'
import { newBound } from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'
import { startPushService } from '../support/push-service.ts'
import { faultsOf } from '../support/valid-html.ts'

const portal = await newTestPortal()
const words = consentsWords('ru')

async function signedIn(person: Person, language: (typeof languages)[number] = 'ru') {
  const citizen = newCitizen(portal, { language })
  await citizen.signsIn(person)
  expect(citizen.isSignedIn).toBe(true)
  return citizen
}

test.each(languages)(
  'the profile lists what was accepted, and asks before withdrawing, in %s',
  async (language) => {
    const own = consentsWords(language)
    const person = await portal.account({ language })
    const citizen = await signedIn(person, language)
    const profile = await citizen.opens(routes.cabinet.profile)
    expect(profile.words).toContain(own.title)
    for (const name of Object.values(own.documents)) expect(profile.words).toContain(name)
    expect(profile.words).toContain(own.version('2026-11-01'))
    expect(await faultsOf(profile.html)).toEqual([])
    const page = await citizen.opens(routes.cabinet.withdraw('contacts'))
    expect(page.heading).toBe(own.askContacts)
    for (const line of own.afterContacts) expect(page.words).toContain(line)
    expect(await faultsOf(page.html)).toEqual([])
    const row = await portal.database.reader
      .selectFrom('consents')
      .where('account_id', '=', person.id)
      .where('withdrawn_at', 'is not', null)
      .select('id')
      .execute()
    expect(row).toEqual([])
  },
)

test('withdrawing the contacts keeps the session, and the next sign-in asks again', async () => {
  const person = await portal.account()
  const citizen = await signedIn(person)
  await citizen.opens(routes.cabinet.profile)
  await citizen.follows(`${words.withdraw}: ${words.documents.contacts}`)
  const page = await citizen.presses(words.confirm)
  expect(page.address).toBe(`${routes.cabinet.profile}?withdrawn`)
  expect(page.notices.join()).toContain(words.done)
  expect(page.words).toContain(words.ended)
  expect((await citizen.opens(routes.cabinet.withdraw('contacts'))).words).toContain(words.nothing)
  expect(await portal.audit('consent.withdraw')).toContainEqual(
    expect.objectContaining({ account_id: person.id, outcome: 'contacts', actor: 'citizen' }),
  )
  expect((await citizen.opens(routes.cabinet.feed)).words).toContain('Согласие отозвано')

  await citizen.presses('Выйти')
  const first = await citizen.opens(routes.signIn.iin)
  for (const label of consentLabels(signInWords('ru'))) expect(first.hasField(label)).toBe(true)
  await citizen.signsIn(person)
  expect(citizen.isSignedIn).toBe(true)
  const again = await citizen.opens(routes.cabinet.profile)
  expect(again.words).toContain(words.earlier)
  expect(again.words).toContain(words.withdrawn('').trim())
})

test('withdrawing the agreement ends every session, also elsewhere, and sign-in begins with the boxes', async () => {
  const person = await portal.account()
  const [here, elsewhere] = [await signedIn(person), await signedIn(person)]
  await here.opens(routes.cabinet.withdraw('liability'))
  const page = await here.presses(words.confirm)
  expect(page.address).toBe(`${routes.signIn.iin}?notice=withdrawn`)
  expect(here.isSignedIn).toBe(false)
  await elsewhere.opens(routes.cabinet.feed)
  expect(elsewhere.isSignedIn).toBe(false)

  // That browser remembers the consents, so only the right password may tell it that they are gone.
  await elsewhere.opens(routes.signIn.iin)
  const { next, iin, enter, password } = signInWords('ru')
  expect(elsewhere.page.hasField(/соглашением/)).toBe(false)
  await elsewhere.types({ [iin]: person.iin }).presses(next)
  expect(elsewhere.page.address).toBe(routes.signIn.password)
  const wrong = await elsewhere.types({ [password]: 'Not-this-one-2026' }).presses(enter)
  expect(wrong.words).not.toContain('отозвали')
  const asked = await elsewhere.types({ [password]: person.password }).presses(enter)
  expect(asked.address).toBe(`${routes.signIn.iin}?notice=agree-again`)
  expect(asked.words).toContain(signInWords('ru').notices['agree-again'])
  expect(asked.field(iin).getAttribute('value')).toBe(person.iin)
  expect(elsewhere.isSignedIn).toBe(false)
  await elsewhere.ticks(...consentLabels(signInWords('ru'))).presses(next)
  await elsewhere.givesPassword(person.password)
  expect(elsewhere.isSignedIn).toBe(true)
})

test('being asked again costs no attempts', async () => {
  const person = await portal.account()
  const citizen = await signedIn(person)
  const other = await signedIn(person)
  await citizen.opens(routes.cabinet.withdraw('liability'))
  await citizen.presses(words.confirm)
  const { next, iin } = signInWords('ru')
  for (let times = 0; times < 8; times += 1) {
    await other.opens(routes.signIn.iin)
    await other.types({ [iin]: person.iin })
    other.unticks(...consentLabels(signInWords('ru')).filter((label) => other.page.hasField(label)))
    const page = await other.presses(next)
    if (page.address !== routes.signIn.password) continue
    expect((await other.givesPassword(person.password)).status).toBe(200)
  }
  await other.opens(routes.signIn.iin)
  await other.namesIin(person.iin)
  await other.givesPassword(person.password)
  expect(other.isSignedIn).toBe(true)
})

test('without the consent only what guards the account is pushed, and what informs stops on its way', async () => {
  const person = await portal.account()
  const app = await newBound(portal, person)
  const service = await startPushService()
  const subscription = service.subscribe().toJSON()
  expect((await app.asks('POST', 'push', { subscription })).body).toEqual({ outcome: 'kept' })
  const tell = (kind: 'session-ended' | 'password-changed') =>
    portal.database.inTransaction((tx) =>
      announce(tx, portal.parts, { accountId: person.id, kind, browser: null }),
    )
  const pushes = async () => {
    const rows = await portal.database.reader
      .selectFrom('outbox')
      .where('account_id', '=', person.id)
      .where('channel', '=', 'push')
      .orderBy('id')
      .select(['kind', 'state', 'problem'])
      .execute()
    return rows.filter(({ kind }) => kind === 'session-ended' || kind === 'password-changed')
  }
  const citizen = await signedIn(person)
  await tell('session-ended')
  await tell('password-changed')
  await citizen.opens(routes.cabinet.withdraw('contacts'))
  await citizen.presses(words.confirm)
  await tell('session-ended')
  await tell('password-changed')
  expect(await pushes()).toEqual([
    { kind: 'session-ended', state: 'dead', problem: 'consent-withdrawn' },
    { kind: 'password-changed', state: 'queued', problem: null },
    { kind: 'password-changed', state: 'queued', problem: null },
  ])
  const feed = await app.feed()
  expect(feed.notices.filter(({ kind }) => kind === 'session-ended')).toHaveLength(2)
  await service.close()
})

test('nobody withdraws without being signed in, or with another’s token', async () => {
  const person = await portal.account()
  const citizen = await signedIn(person)
  await citizen.opens(routes.cabinet.withdraw('liability'))
  const stranger = newCitizen(portal)
  const refused = await stranger.sends(
    'POST',
    routes.cabinet.withdraw('liability'),
    new URLSearchParams({ csrf: 'x' }),
  )
  expect(refused.status).not.toBe(500)
  const stale = await citizen.sends(
    'POST',
    routes.cabinet.withdraw('liability'),
    new URLSearchParams({ csrf: 'x' }),
  )
  expect(stale.status).toBe(200)
  const { rows } = await portal.database.pool.query(
    'select count(*)::int as gone from consents where account_id = $1 and withdrawn_at is not null',
    [person.id],
  )
  expect(rows).toEqual([{ gone: 0 }])
})
