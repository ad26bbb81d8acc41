import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { restrict } from '../../src/account/restrictions.ts'
import {
  asksRecovery,
  type Installation,
  newBound,
  newInstallation,
  opensInCabinet,
} from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

const number = '+77051239223'
let portal: TestPortal
let person: Person
beforeAll(async () => {
  portal = await newTestPortal()
})
beforeEach(async () => {
  person = await portal.account()
})

async function bindsPublicly(app: Installation) {
  return app.activates(number, (await asksRecovery(portal, person.iin)).activation)
}
const stateOf = async (app: Installation) => (await app.feed()).accounts[0]?.state
/** What happens to the account's newest open request when this app is tapped. */
const taps = async (app: Installation) => {
  const { recoveryId } = await asksRecovery(portal, person.iin)
  const { status, body } = await app.showsCode(recoveryId)
  return status === 200 ? 'code' : body.problem
}

describe('an older installation is asked first', () => {
  test('a newcomer waits, sees requests without codes, and gets codes after «Это я»', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    const newcomer = await newInstallation(portal)
    const reply = await bindsPublicly(newcomer)
    const until = new Date(portal.clock.now().getTime() + 86_400_000).toISOString()
    expect(reply.body).toMatchObject({ state: 'waits', waitsUntil: until })
    expect(await taps(newcomer)).toBe('waits')
    expect((await newcomer.feed()).requests[0]?.state).toBe('waits')

    const { approvals, notices } = await old.feed()
    expect(approvals).toMatchObject([{ binding: reply.body.binding, device: 'Chrome, Android' }])
    expect(notices[0]?.kind).toBe('app-waits')
    expect((await old.approves(String(reply.body.binding))).body).toEqual({ outcome: 'approved' })
    expect(await stateOf(newcomer)).toBe('active')
    expect(await taps(newcomer)).toBe('code')
    expect((await newcomer.feed()).notices[0]?.kind).toBe('app-approved')
    expect(await old.approves(String(reply.body.binding))).toMatchObject({
      status: 409,
      body: { problem: 'gone' },
    })
  })

  test('«Это не я» removes it; its requests and codes are gone', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    const newcomer = await newInstallation(portal)
    const { body } = await bindsPublicly(newcomer)
    expect((await old.notMe({ binding: String(body.binding) })).body).toEqual({ outcome: 'refused' })
    const { accounts, requests, notices } = await newcomer.feed()
    expect([accounts, requests]).toEqual([[], []])
    expect(notices.map(({ kind }) => kind)).toEqual(['app-removed'])
    expect(await taps(newcomer)).toBe('gone')
  })

  test('without a word it gets codes after 24 hours', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    const newcomer = await newInstallation(portal)
    const { body } = await bindsPublicly(newcomer)
    portal.clock.advance({ hours: 23, minutes: 59 })
    expect(await taps(newcomer)).toBe('waits')
    portal.clock.advance({ minutes: 1 })
    expect(await taps(newcomer)).toBe('code')
    expect(await old.notMe({ binding: String(body.binding) })).toMatchObject({ status: 409 })
  })

  test('nobody is asked who was silent for 30 days, has another number, or stands for another account', async () => {
    await newBound(portal, person, { hoursOld: 48 })
    portal.clock.advance({ hours: 30 * 24 + 1 })
    const sister = await portal.account()
    await newBound(portal, sister)
    const newcomer = await newInstallation(portal)
    expect((await bindsPublicly(newcomer)).body.state).toBe('active')
  })

  test('one that was seen in the last 30 days is asked, however old', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    portal.clock.advance({ hours: 40 * 24 })
    await old.feed()
    portal.clock.advance({ hours: 29 * 24 })
    expect((await bindsPublicly(await newInstallation(portal))).body.state).toBe('waits')
  })

  test('from the cabinet nobody is asked, and a waiting one stops waiting', async () => {
    await newBound(portal, person, { hoursOld: 48 })
    const newcomer = await newInstallation(portal)
    expect((await bindsPublicly(newcomer)).body.state).toBe('waits')
    const again = await newcomer.activates(number, await opensInCabinet(portal, person))
    expect(again.body.state).toBe('active')
    expect(await taps(newcomer)).toBe('code')
  })

  test('who waits has no say: neither about itself, nor another newcomer, nor a request', async () => {
    await newBound(portal, person, { hoursOld: 48 })
    const [thief, second] = [await newInstallation(portal), await newInstallation(portal)]
    const own = String((await bindsPublicly(thief)).body.binding)
    portal.clock.advance({ seconds: 1 })
    const other = String((await bindsPublicly(second)).body.binding)
    const { recoveryId } = await asksRecovery(portal, person.iin)
    expect((await thief.approves(own)).status).toBe(409)
    expect((await thief.approves(other)).body.problem).toBe('waits')
    expect((await thief.notMe({ binding: other })).body.problem).toBe('waits')
    expect((await thief.notMe({ request: recoveryId })).body.problem).toBe('waits')
    expect((await thief.feed()).approvals).toEqual([])
  })

  test('a newer one cannot decide about an older one', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    const waiting = String((await bindsPublicly(await newInstallation(portal))).body.binding)
    portal.clock.advance({ seconds: 1 })
    const newest = await newInstallation(portal)
    await newest.activates(number, await opensInCabinet(portal, person))
    expect((await newest.approves(waiting)).body.problem).toBe('gone')
    expect((await old.approves(waiting)).status).toBe(200)
  })

  test('an installation of another account decides nothing here', async () => {
    await newBound(portal, person, { hoursOld: 48 })
    const { body } = await bindsPublicly(await newInstallation(portal))
    const stranger = await newBound(portal, await portal.account(), { hoursOld: 48 })
    expect(await stranger.approves(String(body.binding))).toMatchObject({
      status: 409,
      body: { problem: 'gone' },
    })
    expect((await stranger.notMe({ binding: String(body.binding) })).status).toBe(409)
  })
})

describe('three installations at most', () => {
  const alive = async () => {
    const rows = await portal.database.reader
      .selectFrom('bindings')
      .where('account_id', '=', person.id)
      .orderBy('made_at')
      .select(['id', 'removed_by'])
      .execute()
    return rows.map(({ removed_by: end }) => end ?? 'alive')
  }

  test('a fourth replaces the newest that nobody approved; the owner’s stays', async () => {
    const owner = await newBound(portal, person, { hoursOld: 48 })
    for (let made = 0; made < 4; made += 1) {
      portal.clock.advance({ seconds: 1 })
      await bindsPublicly(await newInstallation(portal))
    }
    expect(await alive()).toEqual(['alive', 'alive', 'replaced', 'replaced', 'alive'])
    expect(await stateOf(owner)).toBe('active')
  })

  test('one that was silent for 30 days gives way before a living one', async () => {
    await newBound(portal, person, { through: 'cabinet' })
    portal.clock.advance({ hours: 31 * 24 })
    for (let made = 0; made < 3; made += 1) {
      portal.clock.advance({ seconds: 1 })
      await bindsPublicly(await newInstallation(portal))
    }
    expect(await alive()).toEqual(['replaced', 'alive', 'alive', 'alive'])
  })

  test('where three are approved and alive, a stranger’s fourth is refused', async () => {
    for (let made = 0; made < 3; made += 1) await newBound(portal, person, { through: 'cabinet' })
    const fourth = await newInstallation(portal)
    expect(await bindsPublicly(fourth)).toMatchObject({ status: 422, body: { problem: 'refused' } })
    expect(await alive()).toEqual(['alive', 'alive', 'alive'])
  })
})

describe('limited mode', () => {
  const limit = (reason: 'young-installation' | 'contested' = 'young-installation') =>
    portal.database.inTransaction((tx) => {
      const now = portal.clock.now()
      const until = reason === 'contested' ? null : new Date(now.getTime() + 86_400_000)
      return restrict(tx, { accountId: person.id, kind: 'limited', reason, now, until })
    })
  const restriction = async (app: Installation) => (await app.feed()).accounts[0]?.restriction

  test('an older installation ends it with «Это я»', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    await limit()
    expect((await restriction(old))?.kind).toBe('limited')
    expect((await old.endsLimited()).status).toBe(200)
    expect(await restriction(old)).toBeNull()
    expect((await old.feed()).notices[0]?.kind).toBe('limited-ended')
    expect((await old.endsLimited()).body.problem).toBe('gone')
  })

  test('neither the young one that led to it nor one made meanwhile can end it', async () => {
    const young = await newBound(portal, person, { hoursOld: 1 })
    await limit()
    const meanwhile = await newBound(portal, person, { through: 'cabinet' })
    expect((await young.endsLimited()).body.problem).toBe('waits')
    expect((await meanwhile.endsLimited()).body.problem).toBe('waits')
    expect((await restriction(young))?.kind).toBe('limited')
  })

  test('what the cabinet binds meanwhile counts as public: it waits, and approves nobody', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    await limit()
    const meanwhile = await newInstallation(portal)
    const reply = await meanwhile.activates(number, await opensInCabinet(portal, person))
    expect(reply.body.state).toBe('waits')
    portal.clock.advance({ seconds: 1 })
    const next = String((await bindsPublicly(await newInstallation(portal))).body.binding)
    expect((await meanwhile.approves(next)).status).toBe(409)
    expect((await old.approves(next)).status).toBe(200)
  })

  test('a young one may still refuse newcomers, but approve none', async () => {
    const young = await newBound(portal, person, { hoursOld: 1 })
    await limit()
    const next = String((await bindsPublicly(await newInstallation(portal))).body.binding)
    expect((await young.approves(next)).body.problem).toBe('waits')
    expect((await young.notMe({ binding: next })).status).toBe(200)
  })

  test('a contest is ended by its decision alone; a further limit does not shorten the first', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    await limit()
    await limit('contested')
    expect(await restriction(old)).toEqual({ kind: 'limited', until: null, canEnd: false })
    expect((await old.endsLimited()).body.problem).toBe('waits')
  })

  test('a frozen account gives no codes and hears no «Это я»', async () => {
    const old = await newBound(portal, person, { hoursOld: 48 })
    const next = String((await bindsPublicly(await newInstallation(portal))).body.binding)
    await portal.database.inTransaction((tx) =>
      restrict(tx, {
        accountId: person.id,
        kind: 'frozen',
        reason: 'owner-froze',
        now: portal.clock.now(),
        until: null,
      }),
    )
    expect(await taps(old)).toBe('frozen')
    expect((await old.approves(next)).body.problem).toBe('frozen')
    expect((await old.endsLimited()).body.problem).toBe('frozen')
    expect((await restriction(old))?.kind).toBe('frozen')
  })
})
