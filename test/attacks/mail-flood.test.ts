import { expect, test } from 'vitest'
import { addressWords } from '../../src/cabinet/security/addresses/messages.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { toldAt } from '../support/addresses.ts'
import { states } from '../support/figures.ts'
import { newMailingPortal, ownEmail } from '../support/mailbox.ts'

const portal = await newMailingPortal()
const words = addressWords('ru')
const at = '/cabinet/security/address'
const accounts = 10
const days = 2
const everyHours = 6

/** Asks for a code to an address as often as the pages let an account, the browser's forms apart. */
async function asks(citizen: Citizen, email: string): Promise<boolean> {
  const csrf = citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const answer = await citizen.sends('POST', at, new URLSearchParams({ csrf, email }))
  return answer.headers.get('location') === `${at}/code`
}

test('ten accounts for two days cannot put more than five codes a day into a stranger’s mailbox', async () => {
  const victim = ownEmail(portal)
  const people = await Promise.all(Array.from({ length: accounts }, () => portal.account()))
  const sentAt: number[] = []
  let asked = 0
  for (let hour = 0; hour < days * 24; hour += everyHours) {
    for (const person of people) {
      const citizen = newCitizen(portal)
      await citizen.signsIn(person)
      await citizen.opens(at)
      asked += 1
      if (await asks(citizen, victim)) sentAt.push(portal.clock.now().getTime())
      // A clock that jumps over a lease would have the mail that is just leaving sent again.
      await portal.inbox(victim)
      portal.clock.advance({ seconds: 61 })
    }
    portal.clock.advance({ hours: everyHours, seconds: -61 * accounts })
  }
  const mails = await portal.inbox(victim)
  const { messages, windowSeconds } = portal.parts.limits.addresses.codesPerAddress
  const worst = Math.max(
    ...sentAt.map((from) => sentAt.filter((to) => to >= from && to < from + windowSeconds * 1000).length),
  )
  states('codes into a stranger’s mailbox, from many accounts', {
    ...{ attempts: asked, came: `${worst} in any 24 h`, allowed: messages },
    says: `${accounts} accounts, ${days} days, ${mails.length} mails in all`,
  })
  expect(asked).toBe((accounts * days * 24) / everyHours)
  expect(mails.length).toBe(sentAt.length)
  // The harness would see a flood: without the limit every second one of these would have been a mail.
  expect(mails.length).toBeGreaterThanOrEqual(days * messages - 1)
  expect(worst).toBe(messages)
  expect(new Set(mails.map(({ subject }) => subject))).toEqual(new Set(['Подтвердите адрес для уведомлений']))
}, 120_000)

test('nobody’s counts hold back the notices that an address already gets', async () => {
  const owner = await portal.account()
  const email = await toldAt(portal, owner.id, ownEmail(portal))
  const stranger = newCitizen(portal)
  await stranger.signsIn(await portal.account())
  await stranger.opens(at)
  const { messages } = portal.parts.limits.addresses.codesPerAddress
  for (let sent = 0; sent < messages; sent += 1) {
    expect(await asks(stranger, email)).toBe(true)
    portal.clock.advance({ seconds: 61 })
  }
  expect(await asks(stranger, email)).toBe(false)
  // Whoever names an address does not learn that it is told of somebody else's account.
  await stranger.opens(at)
  const page = await stranger.types({ [words.email]: email }).presses(words.send)
  expect([page.status, page.problems]).toEqual([429, []])
  const before = (await portal.inbox(email)).length
  const citizen = newCitizen(portal, {
    browser: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  })
  await citizen.signsIn(owner)
  const second = newCitizen(portal)
  await second.signsIn(owner)
  await second.opens('/cabinet/security')
  await second.presses('Завершить все, кроме этого')
  expect((await portal.inbox(email)).length).toBeGreaterThan(before)
})

test('one account cannot write to a row of strangers: five codes a day, whoever they are for', async () => {
  const citizen = newCitizen(portal)
  await citizen.signsIn(await portal.account())
  await citizen.opens(at)
  const strangers = Array.from({ length: 40 }, () => ownEmail(portal))
  let sent = 0
  for (const stranger of strangers) if (await asks(citizen, stranger)) sent += 1
  const mails = (await Promise.all(strangers.map((stranger) => portal.inbox(stranger)))).flat()
  states('codes to many strangers, from one account', {
    ...{ attempts: strangers.length, came: mails.length },
    ...{ allowed: portal.parts.limits.addresses.codesPerAccount.messages, says: 'mails in a day' },
  })
  expect([sent, mails.length]).toEqual(Array(2).fill(portal.parts.limits.addresses.codesPerAccount.messages))
})
