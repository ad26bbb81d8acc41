import { beforeAll, expect, test } from 'vitest'
import { asksRecovery, newBound, newInstallation } from '../support/installation.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

test('a change of the account, from whichever side, is heard at once; the stream says nothing else', async () => {
  const person = await portal.account()
  const app = await newBound(portal, person, { hoursOld: 48 })
  const stream = await app.listens()
  const { recoveryId } = await asksRecovery(portal, person.iin)
  await portal.event(person)
  expect(await stream.next()).toEqual({ event: 'changed', id: '', data: '' })
  await app.showsCode(recoveryId)
  expect(await stream.next()).toEqual({ event: 'changed', id: '', data: '' })
  await stream.stop()
})

test('a binding that is made while the stream is open is heard, and its account from then on', async () => {
  const person = await portal.account()
  const app = await newInstallation(portal)
  const stream = await app.listens()
  const { activation } = await asksRecovery(portal, person.iin)
  await app.activates('+77051239223', activation)
  expect((await stream.next())?.event).toBe('changed')
  await portal.event(person)
  expect((await stream.next())?.event).toBe('changed')
  await stream.stop()
})

test('a removed installation’s stream ends', async () => {
  const app = await newBound(portal, await portal.account())
  const stream = await app.listens()
  await app.removes()
  let told = await stream.next()
  while (told) told = await stream.next()
  expect(told).toBeUndefined()
})

test('four streams at most for one installation', async () => {
  const app = await newInstallation(portal)
  const streams = []
  for (let opened = 0; opened < 4; opened += 1) streams.push(await app.listens())
  const fifth = await app.sends('GET', '/companion/live')
  expect([fifth.status, await fifth.json()]).toEqual([429, { problem: 'too-many' }])
  for (const stream of streams) await stream.stop()
})

test('notices are marked delivered and opened, by their own installation only', async () => {
  const person = await portal.account()
  const app = await newBound(portal, person)
  const other = await newBound(portal, await portal.account())
  const state = async () => (await app.feed()).notices[0]?.state
  const notices = [(await app.feed()).notices[0]?.id]
  await other.asks('POST', 'seen', { notices, state: 'opened' })
  expect(await state()).toBe('queued')
  await app.asks('POST', 'seen', { notices, state: 'delivered' })
  expect(await state()).toBe('delivered')
  await app.asks('POST', 'seen', { notices, state: 'opened' })
  expect(await state()).toBe('opened')
})

test('notices speak the installation’s language', async () => {
  const person = await portal.account()
  const titles = []
  for (const language of ['kk', 'ru', 'en'] as const) {
    const app = await newBound(portal, person, { language, through: 'cabinet' })
    titles.push((await app.feed()).notices[0]?.title)
  }
  expect(new Set(titles).size).toBe(3)
})
