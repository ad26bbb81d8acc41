import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isRecoveryActivated } from '../../src/account/activations.ts'
import { recoveryTopic } from '../../src/account/live-feed.ts'
import { maskIin } from '../../src/domain/masks.ts'
import { asksRecovery, newBound, newInstallation, opensInCabinet } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

const number = '+77051239223'
const refused = { status: 422, body: { problem: 'refused' } }

let portal: TestPortal
let person: Person
beforeAll(async () => {
  // The delay of an address is shown apart: here many fail on purpose.
  portal = await newTestPortal({ limits: { signIn: { perAddress: { failures: 100_000 } } } })
})
beforeEach(async () => {
  person = await portal.account()
})

describe('the right number and the right password', () => {
  test.each(['8 705 123-92-23', '77051239223', '+7 (705) 123 92 23'])('however typed: %s', async (typed) => {
    const { activation, recoveryId } = await asksRecovery(portal, person.iin)
    const app = await newInstallation(portal)
    const grouped = activation.password.replace(/(\d{4})(?=\d)/g, '$1 ')
    const reply = await app.activates(typed, { password: grouped })
    expect(reply).toMatchObject({
      status: 200,
      body: { outcome: 'registered', maskedIin: maskIin(person.iin), state: 'active', waitsUntil: null },
    })
    const { accounts } = await app.feed()
    expect(accounts).toMatchObject([
      { binding: reply.body.binding, maskedPhone: '+7 7** *** ** 23', state: 'active', restriction: null },
    ])
    expect(await isRecoveryActivated(portal.database.reader, recoveryId)).toBe(true)
    expect((await portal.audit('activation')).at(-1)).toMatchObject({
      outcome: 'registered',
      account_id: person.id,
    })
  })

  test('the token of the QR code says who asks, and binds as the digits do', async () => {
    const { activation } = await asksRecovery(portal, person.iin)
    const app = await newInstallation(portal)
    expect(await app.previews(activation.token)).toMatchObject({
      status: 200,
      body: { maskedIin: maskIin(person.iin), browser: 'Firefox, Windows', system: null },
    })
    expect(await app.activates(number, { token: activation.token })).toMatchObject({ status: 200 })
    expect(await app.previews(activation.token)).toMatchObject({
      status: 404,
      body: { problem: 'not-found' },
    })
  })

  test('from the cabinet the token also says which queue system', async () => {
    const { token } = await opensInCabinet(portal, person)
    const app = await newInstallation(portal)
    expect((await app.previews(token)).body).toMatchObject({ system: 'INDIGO', browser: 'Safari, iOS' })
  })

  test('the page whose password was used hears of it, no other page', async () => {
    const { activation, recoveryId } = await asksRecovery(portal, person.iin)
    const other = await asksRecovery(portal, person.iin)
    const heard: string[] = []
    const app = await newInstallation(portal)
    await new Promise<void>((resolve) => {
      portal.parts.live.watch(recoveryTopic(other.recoveryId), () => heard.push('other'))
      portal.parts.live.watch(recoveryTopic(recoveryId), () => resolve(void heard.push('own')))
      void app.activates(number, activation)
    })
    expect(heard).toEqual(['own'])
  })

  test('the same installation may do it again, and stays what it was', async () => {
    const app = await newBound(portal, person)
    const before = (await app.feed()).accounts
    const { activation } = await asksRecovery(portal, person.iin)
    expect(await app.activates(number, activation)).toMatchObject({ status: 200 })
    expect((await app.feed()).accounts).toEqual(before)
  })

  test('a family shares a number: each account needs its own activation', async () => {
    const sister = await portal.account()
    const app = await newBound(portal, person)
    const { activation } = await asksRecovery(portal, sister.iin)
    expect((await app.feed()).requests.map(({ maskedIin }) => maskedIin)).toEqual([maskIin(person.iin)])
    expect(await app.activates(number, activation)).toMatchObject({ status: 200 })
    expect((await app.feed()).accounts).toHaveLength(2)
  })
})

describe('one answer for everything else', () => {
  test.each<[string, (app: Awaited<ReturnType<typeof newInstallation>>) => Promise<unknown>]>([
    [
      'another number',
      async (app) => app.activates('+77051239224', (await asksRecovery(portal, person.iin)).activation),
    ],
    ['another password', async (app) => app.activates(number, { password: '1234567890123' })],
    ['too few digits', async (app) => app.activates(number, { password: '12' })],
    ['no digits at all', async (app) => app.activates(number, { password: '' })],
    ['another token', async (app) => app.activates(number, { token: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    ['a decoy', async (app) => app.activates(number, (await asksRecovery(portal, newIin())).activation)],
    [
      'a closed account',
      async (app) => {
        const closed = await portal.account({ isClosed: true })
        return app.activates(number, (await asksRecovery(portal, closed.iin)).activation)
      },
    ],
    [
      'an account without a number',
      async (app) => {
        const without = await portal.account({ phone: null })
        return app.activates(number, (await asksRecovery(portal, without.iin)).activation)
      },
    ],
    [
      'a password that was used',
      async (app) => {
        const { activation } = await asksRecovery(portal, person.iin)
        await (await newInstallation(portal)).activates(number, activation)
        return app.activates(number, activation)
      },
    ],
    [
      'a password that has run out',
      async (app) => {
        const { activation } = await asksRecovery(portal, person.iin)
        portal.clock.advance({ minutes: 10 })
        return app.activates(number, activation)
      },
    ],
    [
      'a frozen account',
      async (app) => {
        await portal.database.reader
          .insertInto('restrictions')
          .values({
            account_id: person.id,
            kind: 'frozen',
            reason: 'owner-froze',
            since: portal.clock.now(),
            until: null,
          })
          .execute()
        return app.activates(number, (await asksRecovery(portal, person.iin)).activation)
      },
    ],
    [
      'a number that has changed since',
      async (app) => {
        const { activation } = await asksRecovery(portal, person.iin)
        await changeNumber(person, '+77051239225')
        return app.activates(number, activation)
      },
    ],
  ])('%s', async (_, tries) => {
    const app = await newInstallation(portal)
    expect(await tries(app)).toMatchObject(refused)
    expect((await app.feed()).accounts).toEqual([])
  })

  test('a number that is none costs no try', async () => {
    const { activation } = await asksRecovery(portal, person.iin)
    const app = await newInstallation(portal)
    for (const [typed, problem] of [
      ['', 'phone-empty'],
      ['12', 'phone-invalid'],
      ['+7 495 123-45-67', 'phone-not-kazakhstan'],
      ['+7 7172 70-00-00', 'phone-not-mobile'],
    ] as const) {
      expect(await app.activates(typed, activation)).toMatchObject({ status: 422, body: { problem } })
    }
    expect(await app.activates(number, activation)).toMatchObject({ status: 200 })
  })

  test('a decoy’s token is previewed as any other', async () => {
    const unknown = newIin()
    const app = await newInstallation(portal)
    const decoy = await app.previews((await asksRecovery(portal, unknown)).activation.token)
    const known = await app.previews((await asksRecovery(portal, person.iin)).activation.token)
    expect(decoy.body).toMatchObject({
      maskedIin: maskIin(unknown),
      browser: 'Firefox, Windows',
      system: null,
    })
    expect(Object.keys(decoy.body)).toEqual(Object.keys(known.body))
  })
})

describe('tries', () => {
  test('five numbers for one password, the right one at last included, for known and unknown alike', async () => {
    for (const iin of [person.iin, newIin()]) {
      const { activation, recoveryId } = await asksRecovery(portal, iin)
      const app = await newInstallation(portal)
      for (let tail = 10; tail < 15; tail += 1) {
        expect(await app.activates(`+770512392${tail}`, activation)).toMatchObject(refused)
      }
      expect(await app.activates(number, activation)).toMatchObject(refused)
      const { tries } = await portal.database.reader
        .selectFrom('activations')
        .where('recovery_id', '=', recoveryId)
        .select('tries')
        .executeTakeFirstOrThrow()
      expect(tries).toBe(5)
    }
  })

  test('30 wrong numbers a day over all pages stop public activation, not the cabinet’s', async () => {
    for (let page = 0; page < 6; page += 1) {
      const { activation } = await asksRecovery(portal, person.iin)
      const app = await newInstallation(portal)
      for (let tail = 10; tail < 15; tail += 1) await app.activates(`+770512392${tail}`, activation)
    }
    const app = await newInstallation(portal)
    const { activation } = await asksRecovery(portal, person.iin)
    expect(await app.activates(number, activation)).toMatchObject(refused)
    expect(await app.activates(number, await opensInCabinet(portal, person))).toMatchObject({ status: 200 })

    portal.clock.advance({ hours: 24 })
    const later = await asksRecovery(portal, person.iin)
    expect(await (await newInstallation(portal)).activates(number, later.activation)).toMatchObject({
      status: 200,
    })
  })

  test('an installation that only guesses waits, and is told how long', async () => {
    const app = await newInstallation(portal, { address: '203.0.113.90' })
    for (let guess = 0; guess < 10; guess += 1) {
      expect(await app.activates(number, { password: `12345678901${guess}0` })).toMatchObject(refused)
    }
    const { activation } = await asksRecovery(portal, person.iin)
    expect(await app.activates(number, activation)).toMatchObject({
      status: 429,
      body: { problem: 'wait', seconds: 30 },
    })
    expect((await app.previews(activation.token)).status).toBe(429)
    portal.clock.advance({ seconds: 30 })
    expect(await app.activates(number, activation)).toMatchObject({ status: 200 })
  })
})

describe('at once', () => {
  test('50 installations with one password and the right number: one gets it', async () => {
    const { activation } = await asksRecovery(portal, person.iin)
    await portal.database.reader
      .updateTable('activations')
      .set({ tries: -100 })
      .where('id', '=', activation.id)
      .execute()
    const apps = await Promise.all(
      Array.from({ length: 50 }, (_, at) => newInstallation(portal, { address: `192.0.2.${at}` })),
    )
    const replies = await Promise.all(apps.map((app) => app.activates(number, activation)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ body }) => body.problem === 'refused')).toHaveLength(49)
    const bound = await portal.database.reader
      .selectFrom('bindings')
      .where('account_id', '=', person.id)
      .select('id')
      .execute()
    expect(bound).toHaveLength(1)
  })

  test('40 wrong numbers at once take exactly the five tries', async () => {
    const { activation } = await asksRecovery(portal, person.iin)
    const apps = await Promise.all(
      Array.from({ length: 40 }, (_, at) => newInstallation(portal, { address: `198.51.100.${at}` })),
    )
    await Promise.all(apps.map((app, at) => app.activates(`+770512393${10 + at}`, activation)))
    const { tries } = await portal.database.reader
      .selectFrom('activations')
      .where('id', '=', activation.id)
      .select('tries')
      .executeTakeFirstOrThrow()
    expect(tries).toBe(5)
    expect(await (await newInstallation(portal)).activates(number, activation)).toMatchObject(refused)
  })
})

async function changeNumber(whose: Person, to: string) {
  const { keyring } = portal.parts
  portal.log.forbid(to)
  await portal.database.reader
    .updateTable('accounts')
    .set({ phone_index: keyring.index('phone', to), phone_sealed: keyring.seal('accounts.phone', to) })
    .where('id', '=', whose.id)
    .execute()
}
