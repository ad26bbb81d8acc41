import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tryCode, useCode } from '../../src/account/codes.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import type { MobileCitizensAnswer } from '../../src/registries/mobile-citizens.ts'
import { asksRecovery, type Installation, newBound } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let answer: MobileCitizensAnswer
let portal: TestPortal
let person: Person
let app: Installation
beforeAll(async () => {
  const mobileCitizens = { ask: async () => answer }
  portal = await newTestPortal({ with: ({ registers }) => ({ registers: { ...registers, mobileCitizens } }) })
})
beforeEach(async () => {
  answer = 'MATCH'
  person = await portal.account()
  app = await newBound(portal, person, { hoursOld: 48 })
})

const asks = async (iin = person.iin) => (await asksRecovery(portal, iin)).recoveryId
const tries = (recoveryId: string, code: string) =>
  tryCode(portal.database.reader, portal.parts, recoveryId, code)
const uses = (recoveryId: string, match: { codeMac: Buffer }) =>
  portal.database.inTransaction((tx) => useCode(tx, portal.parts, recoveryId, match))
const bindingOf = async (app: Installation) => (await app.feed()).accounts[0]?.binding
async function shown(recoveryId: string): Promise<string> {
  const { status, body } = await app.showsCode(recoveryId)
  expect(status).toBe(200)
  return String(body.code)
}
const another = (code: string) => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
const stateOf = async (recoveryId: string) =>
  (await app.feed()).requests.find(({ id }) => id === recoveryId)?.state

describe('a code', () => {
  test('is made by the tap, has four digits, and works once in its own request', async () => {
    const [mine, other] = [await asks(), await asks()]
    expect(await tries(mine, '0000')).toEqual({ is: 'wrong', triesLeft: 2 })
    const code = await shown(mine)
    expect(code).toMatch(/^\d{4}$/)
    expect([await stateOf(mine), await stateOf(other)]).toEqual(['shown', 'open'])
    expect(await tries(other, code)).toMatchObject({ is: 'wrong' })
    const match = await tries(mine, `${code.slice(0, 2)} ${code.slice(2)}`)
    if (match.is !== 'match') throw new Error(match.is)
    expect(await uses(mine, match)).toEqual({ bindingId: await bindingOf(app), bmg: 'match', isYoung: false })
    expect(await uses(mine, match)).toBeUndefined()
    expect(await tries(mine, code)).toEqual({ is: 'spent' })
    expect((await portal.audit('recovery-code')).at(-1)?.outcome).toBe('shown')
  })

  test('is kept as a keyed hash, which nobody makes without the key', async () => {
    const id = await asks()
    const code = await shown(id)
    const { rows } = await portal.database.pool.query('select * from recoveries where id = $1', [id])
    const { code_mac: stored, ...others } = rows[0] as Record<string, unknown>
    expect(stored).toEqual(portal.parts.keyring.mac('recovery-code', `${id}:${code}`))
    const other = makeKeyring([{ id: 'test', secret: 'another-secret-of-the-same-name-and-length' }])
    expect(stored).not.toEqual(other.mac('recovery-code', `${id}:${code}`))
    expect(Object.values(others).map(String)).not.toContain(code)
  })

  test('redeemed twenty times at once it is redeemed once', async () => {
    const id = await asks()
    const match = await tries(id, await shown(id))
    if (match.is !== 'match') throw new Error(match.is)
    const all = await Promise.all(Array.from({ length: 20 }, () => uses(id, match)))
    expect(all.filter(Boolean)).toHaveLength(1)
  })

  test('says that its installation is young', async () => {
    const young = await newBound(portal, await portal.account().then((p) => (person = p)))
    app = young
    const id = await asks()
    const match = await tries(id, await shown(id))
    if (match.is !== 'match') throw new Error(match.is)
    expect(await uses(id, match)).toMatchObject({ isYoung: true })
  })

  test('says so too on the first day after a wait that no older installation answered', async () => {
    const person = await portal.account()
    await newBound(portal, person, { hoursOld: 48 })
    const newcomer = await newBound(portal, person)
    const isYoung = async () => {
      const { recoveryId } = await asksRecovery(portal, person.iin)
      const { code } = (await newcomer.showsCode(recoveryId)).body
      const match = await tries(recoveryId, String(code))
      if (match.is !== 'match') throw new Error(match.is)
      return (await uses(recoveryId, match))?.isYoung
    }
    portal.clock.advance({ hours: 24, seconds: 1 })
    expect(await isYoung()).toBe(true)
    portal.clock.advance({ hours: 24 })
    expect(await isYoung()).toBe(false)
  })

  test('lives ten minutes, and not past its request', async () => {
    const id = await asks()
    const code = await shown(id)
    portal.clock.advance({ minutes: 10 })
    expect(await tries(id, code)).toMatchObject({ is: 'wrong' })
    expect(await app.showsCode(id)).toMatchObject({ status: 409, body: { problem: 'gone' } })
  })

  test('a second tap makes another; the first is void, and the tries stay counted', async () => {
    const id = await asks()
    const first = await shown(id)
    await tries(id, another(first))
    let second = await shown(id)
    while (second === first) second = await shown(id)
    expect(await tries(id, first)).toEqual({ is: 'wrong', triesLeft: 1 })
    expect((await tries(id, second)).is).toBe('match')
    expect(await tries(id, second)).toEqual({ is: 'spent' })
  })

  test('200 guesses at once take exactly three tries', async () => {
    const id = await asks()
    const code = await shown(id)
    const all = await Promise.all(Array.from({ length: 200 }, () => tries(id, another(code))))
    expect(all.filter(({ is }) => is === 'wrong')).toHaveLength(3)
    expect(await tries(id, code)).toEqual({ is: 'spent' })
  })

  test('has three tries of its own, whatever the page allows', async () => {
    const patient = await newTestPortal({ limits: { recovery: { request: { tries: 50 } } } })
    const owner = await patient.account()
    const phone = await newBound(patient, owner)
    const { recoveryId } = await asksRecovery(patient, owner.iin)
    const code = String((await phone.showsCode(recoveryId)).body.code)
    const tried = (guess: string) => tryCode(patient.database.reader, patient.parts, recoveryId, guess)
    for (let wrong = 0; wrong < 3; wrong += 1) await tried(another(code))
    expect((await tried(code)).is).toBe('wrong')
  })

  test('where nobody has tapped nothing matches, known or not', async () => {
    for (const iin of [person.iin, newIin()]) {
      const id = await asks(iin)
      const all = await Promise.all(['0000', '', '0'.repeat(64)].map((guess) => tries(id, guess)))
      expect(all.map(({ is }) => is)).toEqual(['wrong', 'wrong', 'wrong'])
    }
  })

  test('its digits are all equally likely', async () => {
    const seen = Array<number>(10).fill(0)
    const id = await asks()
    for (let made = 0; made < 150; made += 1) {
      for (const digit of await shown(id)) seen[Number(digit)] = (seen[Number(digit)] ?? 0) + 1
    }
    // χ² with 9 degrees of freedom: 600 digits, 60 of each expected; 40 would come once in 100,000 runs.
    const chi = seen.reduce((sum, count) => sum + (count - 60) ** 2 / 60, 0)
    expect(chi).toBeLessThan(40)
  })
})

describe('six digits', () => {
  test('past fifteen wrong tries on codes that were shown, for that account alone', async () => {
    for (let request = 0; request < 5; request += 1) {
      const id = await asks()
      const code = await shown(id)
      for (let wrong = 0; wrong < 3; wrong += 1) await tries(id, another(code))
    }
    expect(await shown(await asks())).toMatch(/^\d{6}$/)
    const own = app
    const sister = await portal.account()
    app = await newBound(portal, sister)
    expect(await shown(await asks(sister.iin))).toMatch(/^\d{4}$/)
    app = own
    portal.clock.advance({ hours: 30 * 24 })
    await app.feed()
    expect(await shown(await asks())).toMatch(/^\d{4}$/)
  })

  test('blind guesses make no code longer', async () => {
    for (let request = 0; request < 6; request += 1) {
      const id = await asks()
      for (let wrong = 0; wrong < 3; wrong += 1) await tries(id, '0000')
    }
    expect(await shown(await asks())).toMatch(/^\d{4}$/)
  })

  test('for everybody past the hour’s budget, and where the deployment says so', async () => {
    const busy = await newTestPortal({ limits: { codes: { wrongOverall: { failures: 1 } } } })
    const [guessed, other] = [await busy.account(), await busy.account()]
    const [phone, others] = [await newBound(busy, guessed), await newBound(busy, other)]
    const { recoveryId } = await asksRecovery(busy, guessed.iin)
    const code = String((await phone.showsCode(recoveryId)).body.code)
    expect(code).toMatch(/^\d{4}$/)
    for (let wrong = 0; wrong < 2; wrong += 1) {
      await tryCode(busy.database.reader, busy.parts, recoveryId, another(code))
    }
    await asksRecovery(busy, other.iin)
    expect((await others.showsCode()).body.code).toMatch(/^\d{6}$/)

    const long = await newTestPortal({ config: { codeDigits: 6 } })
    const owner = await long.account()
    const app6 = await newBound(long, owner)
    await asksRecovery(long, owner.iin)
    expect((await app6.showsCode()).body.code).toMatch(/^\d{6}$/)
  })
})

describe('what BMG says', () => {
  test('another person’s number: no code, an earlier one is void, and the app says so', async () => {
    const id = await asks()
    const code = await shown(id)
    answer = 'MISMATCH'
    expect(await app.showsCode(id)).toMatchObject({ status: 409, body: { problem: 'number-not-yours' } })
    expect(await stateOf(id)).toBe('number-not-yours')
    expect(await tries(id, code)).toMatchObject({ is: 'wrong' })
    expect(await app.notMe({ request: id })).toMatchObject({
      status: 409,
      body: { problem: 'number-not-yours' },
    })
  })

  test.each<[MobileCitizensAnswer, string]>([
    ['NOT_REGISTERED', 'not-registered'],
    ['UNAVAILABLE', 'unavailable'],
  ])('%s gives a code, and says so at the end', async (said, bmg) => {
    answer = said
    const id = await asks()
    const match = await tries(id, await shown(id))
    if (match.is !== 'match') throw new Error(match.is)
    expect(await uses(id, match)).toMatchObject({ bmg })
  })
})

describe('«Это не я»', () => {
  test('ends the request, voids the code, and tells every app of the account', async () => {
    const second = await newBound(portal, person, { through: 'cabinet' })
    const id = await asks()
    const code = await shown(id)
    expect((await second.notMe({ request: id })).body).toEqual({ outcome: 'refused' })
    expect(await tries(id, code)).toEqual({ is: 'spent' })
    for (const each of [app, second]) {
      const { notices } = await each.feed()
      expect(notices[0]).toMatchObject({ kind: 'recovery-refused', state: 'queued' })
      expect(notices[0]?.title).not.toBe('')
    }
    expect(await app.notMe({ request: id })).toMatchObject({ status: 409, body: { problem: 'gone' } })
  })
})

describe('an installation that has gone', () => {
  test('loses key, accounts and the codes it has shown; the others are told', async () => {
    const second = await newBound(portal, person, { through: 'cabinet' })
    const id = await asks()
    const code = await shown(id)
    const match = await tries(id, code)
    expect((await app.removes()).body).toEqual({ outcome: 'removed' })
    expect((await app.asks('GET', 'feed')).body).toEqual({ problem: 'unknown-installation' })
    if (match.is !== 'match') throw new Error(match.is)
    expect(await uses(id, match)).toBeUndefined()
    expect((await second.feed()).notices[0]?.kind).toBe('app-removed')
    await app.hello()
    expect((await app.feed()).accounts).toEqual([])
  })

  test('a number that changed takes the say away', async () => {
    const id = await asks()
    const { keyring } = portal.parts
    const fresh = '+77051239299'
    portal.log.forbid(fresh)
    await portal.database.reader
      .updateTable('accounts')
      .set({
        phone_index: keyring.index('phone', fresh),
        phone_sealed: keyring.seal('accounts.phone', fresh),
      })
      .where('id', '=', person.id)
      .execute()
    expect((await app.feed()).accounts).toEqual([])
    expect(await app.showsCode(id)).toMatchObject({ status: 409, body: { problem: 'gone' } })
    expect((await app.notMe({ request: id })).status).toBe(409)
  })
})

test('another account’s installation gets nothing of this one', async () => {
  const stranger = await newBound(portal, await portal.account())
  const id = await asks()
  expect(await stranger.showsCode(id)).toMatchObject({ status: 409, body: { problem: 'gone' } })
  expect(await stranger.notMe({ request: id })).toMatchObject({ status: 409, body: { problem: 'gone' } })
  expect((await stranger.feed()).requests.map((request) => request.id)).not.toContain(id)
})

test('thirty taps and removals crosswise end without a deadlock, and no code outlives its installation', async () => {
  const ids = await Promise.all(
    Array.from({ length: 10 }, () => asksRecovery(portal, person.iin, randomBytes(32))),
  )
  const second = await newBound(portal, person, { through: 'cabinet' })
  await second.asks('GET', 'feed')
  const replies = await Promise.all([
    ...ids.map(({ recoveryId }) => app.showsCode(recoveryId)),
    ...ids.map(({ recoveryId }) => second.showsCode(recoveryId)),
    app.removes(),
    ...ids.slice(0, 5).map(({ recoveryId }) => second.notMe({ request: recoveryId })),
  ])
  expect(replies.filter(({ status }) => status >= 500)).toEqual([])
  const left = await portal.database.reader
    .selectFrom('recoveries')
    .innerJoin('bindings', 'bindings.id', 'recoveries.code_binding')
    .where('recoveries.account_id', '=', person.id)
    .where('recoveries.code_mac', 'is not', null)
    .where('bindings.removed_at', 'is not', null)
    .select('recoveries.id')
    .execute()
  expect(left).toEqual([])
})
