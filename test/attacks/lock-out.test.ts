import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { countInWindow } from '../../src/account/attempts.ts'
import { beginRecovery, sendAgain } from '../../src/account/recoveries.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import type { AppRequest } from '../support/app-answers.ts'
import { states } from '../support/figures.ts'
import {
  asksRecovery,
  type Installation,
  newBound,
  newInstallation,
  opensInCabinet,
} from '../support/installation.ts'
import type { OtherNumbers } from '../support/limits.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword, otherThan, sendsAgain } from '../support/recovery.ts'

const number = '+77051239223'
const addresses = 60

/** Fills every count that somebody can fill who knows the IIN, from as many addresses as he likes. */
async function besiege(portal: TestPortal, victim: Person): Promise<Record<string, number>> {
  const { database, parts } = portal
  const filled = { starts: 0, wrongCodes: 0, wrongPasswords: 0, wrongNumbers: 0, wrongOneTime: 0 }
  // Requests: more than an app lists, five from each address.
  for (let address = 0; address < addresses; address += 1) {
    for (let each = 0; each < 5; each += 1) {
      const browserHash = randomBytes(32)
      const asked = {
        iin: victim.iin,
        browser: 'Firefox, Windows',
        browserHash,
        address: `2001:db8:${address}::1`,
      }
      await database.inTransaction((tx) => beginRecovery(tx, parts, asked))
      filled.starts += 1
    }
  }
  // Alerts, codes and «Отправить», through the pages.
  const stranger = newCitizen(portal, { address: '198.51.100.50' })
  await asksForRecovery(stranger, victim.iin)
  for (let each = 0; each < 5; each += 1) {
    portal.clock.advance({ seconds: 61 })
    await sendsAgain(stranger)
    for (let tries = 0; tries < 4; tries += 1) {
      await enters(stranger, '1234')
      filled.wrongCodes += 1
    }
  }
  // Passwords.
  await stranger.opens('/sign-in')
  await stranger.namesIin(victim.iin)
  for (let each = 0; each < 6; each += 1) {
    await stranger.givesPassword(`Wrong-password-${each}`)
    filled.wrongPasswords += 1
  }
  // Numbers, with one-time passwords that the recovery page shows to anyone, and one-time passwords that are none.
  for (let page = 0; page < 8; page += 1) {
    const { activation } = await asksRecovery(portal, victim.iin)
    const app = await newInstallation(portal)
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await app.activates(`+7701000${page}${tries}00`, activation)).body.problem).toBe('refused')
      filled.wrongNumbers += 1
    }
    await app.activates(number, { password: String(filled.wrongOneTime).padStart(13, '0') })
    filled.wrongOneTime += 1
  }
  return filled
}

const undelayed = {
  signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } },
  recovery: { startsPerAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } },
}

async function made(limits: OtherNumbers = undelayed) {
  const portal = await newTestPortal({ limits })
  return { portal, person: await portal.account({ phone: number }) }
}

/** The owner finds the own request in the app by its number, shows the code and sets a new password. */
async function recovers(
  owner: Citizen,
  app: Installation,
  person: Person,
  isCrowdedOut = false,
): Promise<void> {
  await asksForRecovery(owner, person.iin)
  if (isCrowdedOut) await sendsAllAgain(owner.portal, person)
  const own = numberOn(owner)
  const feed = await app.feed()
  const isOwn = (each: AppRequest) => each.number === own && each.browser === 'Chrome, Android'
  expect(feed.requests.some(isOwn)).toBe(!isCrowdedOut)
  // The app asks for the two digits where it does not list all.
  if (isCrowdedOut) expect(feed.hasMoreRequests).toBe(true)
  const found = isCrowdedOut ? await app.findsRequests(own) : feed.requests
  const request = found.find(isOwn)
  expect(request, 'the own request in the app').toBeDefined()
  const { code } = (await app.showsCode(request?.id)).body
  expect(String(code)).toHaveLength(4)
  expect((await enters(owner, otherThan(String(code)))).status).toBe(422)
  expect((await enters(owner, String(code))).address).toContain('password-set')
  await owner.givesPassword(freshPassword)
  expect(owner.isSignedIn).toBe(true)
}

const numberOn = (citizen: Citizen) => Number(/запрос № (\d\d)/i.exec(citizen.page.words)?.[1])

/** Every stranger's request is sent again, after the owner's. */
async function sendsAllAgain(portal: TestPortal, person: Person): Promise<void> {
  const { database, parts, clock } = portal
  clock.advance({ seconds: 21 })
  const strangers = await database.reader
    .selectFrom('recoveries')
    .where('account_id', '=', person.id)
    .where('browser', '=', 'Firefox, Windows')
    .where('ended_at', 'is', null)
    .select('id')
    .execute()
  expect(strangers.length).toBeGreaterThan(60)
  for (const { id } of strangers)
    expect(await database.inTransaction((tx) => sendAgain(tx, parts, id))).toMatchObject({ isSent: true })
}

test('strangers’ requests that are sent again and again crowd the list, and the owner finds the own by its number', async () => {
  const { portal, person } = await made()
  const app = await newBound(portal, person, { hoursOld: 24 * 40 })
  await besiege(portal, person)
  const stranger = await newBound(portal, await portal.account({ phone: '+77051230000' }), {
    number: '+77051230000',
  })
  const owner = newCitizen(portal, { address: '203.0.113.99' })
  await recovers(owner, app, person, true)
  // By no number an app finds another account's.
  const own = new Set((await stranger.feed()).requests.map(({ id }) => id))
  for (let each = 10; each < 100; each += 1)
    for (const { id } of await stranger.findsRequests(each)) expect(own).toContain(id)
  expect((await app.asks('POST', 'requests', { number: 100 })).status).toBe(400)
}, 60_000)

test('«Отправить» again at once moves nothing and tells nobody, for every IIN alike', async () => {
  const { portal, person } = await made()
  const pages: string[] = []
  for (const iin of [person.iin, newIin()]) {
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, iin)
    const rows = async () => {
      const { id, sent_at } = await portal.database.reader
        .selectFrom('recoveries')
        .where('ended_at', 'is', null)
        .orderBy('asked_at', 'desc')
        .orderBy('id', 'desc')
        .select(['id', 'sent_at'])
        .executeTakeFirstOrThrow()
      const { alerts } = await portal.database.reader
        .selectFrom('outbox')
        .where('kind', '=', 'recovery-alert')
        .select((is) => is.fn.countAll<string>().as('alerts'))
        .executeTakeFirstOrThrow()
      return { id, sentAt: sent_at, alerts: Number(alerts) }
    }
    const asked = await rows()
    for (let each = 0; each < 5; each += 1) {
      portal.clock.advance({ seconds: 3 })
      await sendsAgain(citizen)
    }
    expect(await rows()).toEqual(asked)
    const soon = citizen.page.words
    portal.clock.advance({ seconds: 6 })
    await sendsAgain(citizen)
    const later = await rows()
    expect(later).toMatchObject({ id: asked.id, alerts: asked.alerts + 1 })
    expect(later.sentAt.getTime() - asked.sentAt.getTime()).toBe(21_000)
    const placeholders = (words: string) =>
      words
        .replace(/№ \d\d/g, '№')
        .replace(/\d\d:\d\d/g, 'time')
        .replace(/\d \d{3} \d{3} \d{3} \d{3}|\d{13}/g, 'one-time')
        .replace(/\*\* \d\d/g, 'mask')
    expect(placeholders(soon)).toBe(placeholders(citizen.page.words))
    pages.push(placeholders(soon))
  }
  expect(pages[0]).toBe(pages[1])
})

test('«Отправить» from one address is slowed, and its page says that the request stands', async () => {
  const portal = await newTestPortal({
    limits: { recovery: { sendsPerAddress: { requests: 2, longestDelaySeconds: 1 } } },
  })
  const person = await portal.account({ phone: number })
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  const pages = await Promise.all(Array.from({ length: 30 }, () => sendsAgain(citizen)))
  const busy = pages.filter(({ status }) => status === 503)
  expect(busy.length).toBeGreaterThanOrEqual(10)
  for (const { notices } of busy) expect(notices.join()).toContain('Запрос в силе')
  expect((await sendsAgain(citizen)).status).toBe(200)
})

test('with every count filled by a stranger, the owner with an old app recovers in a new browser', async () => {
  const { portal, person } = await made()
  const app = await newBound(portal, person, { hoursOld: 24 * 40 })
  const filled = await besiege(portal, person)
  states('counts that a stranger fills before the owner recovers', {
    attempts: Object.values(filled).reduce((sum, count) => sum + count, 0),
    ...{ came: 0, allowed: 0 },
    says: Object.entries(filled)
      .map(([count, times]) => `${count} ${times}`)
      .join(', '),
  })
  const owner = newCitizen(portal, { address: '203.0.113.99' })
  await recovers(owner, app, person)
}, 60_000)

test('so does the owner in a trusted browser, who also still signs in with the password', async () => {
  const { portal, person } = await made()
  const app = await newBound(portal, person, { hoursOld: 24 * 40 })
  const owner = newCitizen(portal, { address: '203.0.113.99' })
  await owner.signsIn(person)
  await owner.presses('Выйти')
  await besiege(portal, person)
  await owner.signsIn(person)
  expect(owner.isSignedIn).toBe(true)
  await owner.presses('Выйти')
  await recovers(owner, app, person)
}, 60_000)

test('the owner without an app binds one through the cabinet, though public activation is shut for the day', async () => {
  const { portal, person } = await made()
  const owner = newCitizen(portal, { address: '203.0.113.99' })
  await owner.signsIn(person)
  await besiege(portal, person)
  const { activation } = await asksRecovery(portal, person.iin)
  const shut = await (await newInstallation(portal)).activates(number, activation)
  expect(shut.body.problem).toBe('refused')
  const app = await newInstallation(portal)
  const reply = await app.activates(number, await opensInCabinet(portal, person))
  expect(reply.body.state).toBe('active')
  await owner.opens('/cabinet')
  await owner.presses('Выйти')
  await recovers(owner, app, person)
  // The day over, the public way is open again.
  portal.clock.advance({ hours: 25 })
  const later = await asksRecovery(portal, person.iin)
  const next = await (await newInstallation(portal)).activates(number, later.activation)
  expect(next.status).toBe(200)
}, 60_000)

test('with the delays of addresses on, at an address where others have filled every count: later, and still in', async () => {
  const { portal, person } = await made({})
  const { database, parts, clock } = portal
  const address = '203.0.113.99'
  const app = await newBound(portal, person, { hoursOld: 24 * 40, address })
  const trusted = newCitizen(portal, { address })
  await trusted.signsIn(person)
  await trusted.presses('Выйти')
  await besiege(portal, person)
  const key = parts.keyring.mac('limits.address', address)
  const rules = [
    'sign-in.address-failures',
    'recovery.address-starts',
    'recovery.address-sends',
    'activation.address-failures',
  ] as const
  const neighbours = 400
  for (let times = 0; times < neighbours; times += 1)
    for (const rule of rules) await countInWindow(database.reader, { rule, seconds: 600 }, key, clock.now())
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now()
    await work()
    return (performance.now() - began) / 1000
  }
  const atOnce = await timed(async () => {
    await trusted.signsIn(person)
    expect(trusted.isSignedIn).toBe(true)
  })
  // A new browser behind the same address: «Забыли пароль?» is delayed by the longest, and nothing else is.
  const later = await timed(() => recovers(newCitizen(portal, { address }), app, person))
  const longest = parts.limits.recovery.startsPerAddress.longestDelaySeconds
  states('counts of an address that its neighbours fill', {
    ...{ attempts: neighbours * rules.length, came: 0, allowed: 0 },
    says: `a trusted browser signs in within ${atOnce.toFixed(1)} s, a new one recovers within ${later.toFixed(1)} s, ${longest} s of them delay`,
  })
  expect(later).toBeGreaterThan(longest)
  expect(later - longest).toBeLessThan(longest)
  expect(atOnce).toBeLessThan(longest)
}, 90_000)
