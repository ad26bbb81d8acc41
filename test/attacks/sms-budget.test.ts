import { expect, test } from 'vitest'
import { states } from '../support/figures.ts'
import { asksRecovery, type Installation, newInstallation, opensInCabinet } from '../support/installation.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

/** Where a number is proven by SMS, its SMS are counted: whoever fills that count must not keep the owner out. */
const number = '+77051239223'
const sms = { url: 'http://127.0.0.1:9/sms', key: 'a-key-of-sixteen-letters' }
const newPortal = () =>
  newTestPortal({
    config: { possessionProof: 'sms', sms },
    limits: { signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } } },
  })
type Secret = Parameters<Installation['activates']>[1]

/** Asks for the SMS again and again, ten times from each app, as an app's own budget allows. */
async function asks(portal: TestPortal, times: number, secret: (time: number) => Promise<Secret> | Secret) {
  const statuses: number[] = []
  let app = await newInstallation(portal)
  for (let time = 0; time < times; time += 1) {
    if (time % 9 === 8) app = await newInstallation(portal)
    statuses.push((await app.activates(number, await secret(time))).status)
  }
  return statuses
}

const sentTo = async (portal: TestPortal) => {
  const rows = await portal.database.reader
    .selectFrom('outbox')
    .where('kind', '=', 'possession-code')
    .where('address_sealed', 'is not', null)
    .select('id')
    .execute()
  return rows.length
}

test('made-up passwords with the owner’s number use up nothing of the owner’s', async () => {
  const portal = await newPortal()
  const person = await portal.account({ phone: number })
  const statuses = await asks(portal, 35, (time) => ({
    password: String(1_000_000 + time).padStart(13, '0'),
  }))
  expect(new Set(statuses)).toEqual(new Set([202]))
  expect(await sentTo(portal)).toBe(0)
  const own = await newInstallation(portal)
  const { activation } = await asksRecovery(portal, person.iin)
  const reply = await own.activates(number, activation)
  states('made-up passwords that use up the SMS of a number', {
    ...{ attempts: 35, came: reply.status === 202 ? 0 : 35, allowed: 0 },
    says: `the owner afterwards: ${reply.status} ${reply.body.outcome}`,
  })
  expect(reply).toMatchObject({ status: 202, body: { outcome: 'sms-sent' } })
  expect(await sentTo(portal)).toBe(1)
})

test('who knows IIN and number sends at most 30 SMS a day, and the way through the cabinet stays open', async () => {
  const portal = await newPortal()
  const person = await portal.account({ phone: number })
  const statuses = await asks(portal, 35, async () => (await asksRecovery(portal, person.iin)).activation)
  const sent = await sentTo(portal)
  states('SMS to one number by who knows its IIN too', {
    ...{ attempts: 35, came: sent, allowed: 30 },
    says: 'in a day; the cabinet’s way stays open',
  })
  expect([sent, statuses.filter((status) => status === 429).length]).toEqual([30, 5])
  const own = await newInstallation(portal)
  expect((await own.activates(number, await opensInCabinet(portal, person))).status).toBe(202)
})

test('whether IIN and number belong together does not show, however often the SMS is asked for', async () => {
  const portal = await newPortal()
  const person = await portal.account({ phone: number })
  const stranger = await portal.account({ phone: '+77051239224' })
  const answers = async (iin: typeof person.iin) =>
    asks(portal, 33, async () => (await asksRecovery(portal, iin)).activation)
  const right = await answers(person.iin)
  expect(await answers(stranger.iin)).toEqual(right)
}, 60_000)

test('whoever knows IIN and number and activates app after app sends at most six SMS a day, and the owner still gets in', async () => {
  const portal = await newTestPortal({
    config: { sms },
    limits: { signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } } },
  })
  const person = await portal.account({ phone: number })
  const told = async () => {
    const rows = await portal.database.reader
      .selectFrom('outbox')
      .where('account_id', '=', person.id)
      .where('channel', '=', 'sms')
      .select('kind')
      .execute()
    return rows.length
  }
  const binds = async () =>
    (await newInstallation(portal)).activates(number, (await asksRecovery(portal, person.iin)).activation)
  const replies = []
  for (let each = 0; each < 40; each += 1) replies.push(await binds())
  states('apps activated to flood their owner with SMS', {
    ...{ attempts: replies.length, came: await told(), allowed: 6 },
    says: 'SMS in a day; the owner binds through the cabinet',
  })
  expect(await told()).toBe(6)
  const made = replies.filter(({ status }) => status === 200)
  expect(made).toHaveLength(6)
  // What is past the limit is refused as a wrong number is.
  const wrong = await (await newInstallation(portal)).activates(
    '+77010000001',
    (await asksRecovery(portal, person.iin)).activation,
  )
  for (const { status, body } of replies.slice(6)) expect([status, body]).toEqual([wrong.status, wrong.body])
  // The owner binds through the cabinet, at once and counted nowhere; and publicly on the next day.
  const own = await newInstallation(portal)
  const reply = await own.activates(number, await opensInCabinet(portal, person))
  expect(reply).toMatchObject({ status: 200, body: { state: 'active' } })
  const code = await own.showsCode((await asksRecovery(portal, person.iin)).recoveryId)
  expect(String(code.body.code)).toHaveLength(4)
  portal.clock.advance({ hours: 25 })
  expect((await binds()).status).toBe(200)
}, 60_000)

test('of many activations at once no more than the day’s are made', async () => {
  const portal = await newTestPortal()
  const person = await portal.account({ phone: number })
  const activations = []
  for (let each = 0; each < 20; each += 1)
    activations.push([await newInstallation(portal), await asksRecovery(portal, person.iin)] as const)
  const replies = await Promise.all(
    activations.map(([app, { activation }]) => app.activates(number, activation)),
  )
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(6)
})
