import { beforeAll, expect, test } from 'vitest'
import { asksRecovery, newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

const number = '+77051239223'
let portal: TestPortal
beforeAll(async () => {
  const sms = { url: 'http://127.0.0.1:9/sms', key: 'a-key-of-sixteen-letters' }
  portal = await newTestPortal({ config: { possessionProof: 'sms', sms } })
})

/** The six digits of the last SMS that waits to be sent to somebody. */
async function lastSms(): Promise<string | undefined> {
  const row = await portal.database.reader
    .selectFrom('outbox')
    .where('channel', '=', 'sms')
    .where('kind', '=', 'possession-code')
    .where('address_sealed', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .select('text_sealed')
    .executeTakeFirst()
  const text = row?.text_sealed ? portal.parts.keyring.open('outbox.text', row.text_sealed) : ''
  return /\d{6}/.exec(text)?.[0]
}

test('the app is bound once the digits of the SMS are typed too', async () => {
  const person = await portal.account()
  const { activation } = await asksRecovery(portal, person.iin)
  const app = await newInstallation(portal)
  expect(await app.activates(number, activation)).toMatchObject({
    status: 202,
    body: { outcome: 'sms-sent' },
  })
  expect((await app.feed()).accounts).toEqual([])
  const code = (await lastSms()) ?? ''
  const wrong = code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
  expect(await app.activates(number, activation, wrong)).toMatchObject({
    status: 422,
    body: { problem: 'sms-code-wrong' },
  })
  expect(await app.activates(number, activation, code)).toMatchObject({ status: 200 })
  expect((await app.feed()).accounts).toHaveLength(1)
})

test('a decoy and a wrong number are answered alike, and nothing is sent', async () => {
  const person = await portal.account()
  const before = await lastSms()
  for (const [iin, typed] of [
    [newIin(), number],
    [person.iin, '+77051239224'],
  ] as const) {
    const { activation } = await asksRecovery(portal, iin)
    const app = await newInstallation(portal)
    expect(await app.activates(typed, activation)).toMatchObject({
      status: 202,
      body: { outcome: 'sms-sent' },
    })
    expect(await app.activates(typed, activation, '123456')).toMatchObject({
      status: 422,
      body: { problem: 'sms-code-wrong' },
    })
  }
  expect(await lastSms()).toBe(before)
})
