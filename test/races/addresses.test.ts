import { expect, test } from 'vitest'
import type { Citizen } from '../../test/citizen.ts'
import { newCitizen } from '../citizen.ts'
import { newMailingPortal, ownEmail } from '../support/mailbox.ts'
import type { Person } from '../support/people.ts'

const portal = await newMailingPortal()
const at = '/cabinet/security/address'
const crowd = 24

async function signedIn(): Promise<{ person: Person; citizen: Citizen }> {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  await citizen.opens(at)
  return { person, citizen }
}

/** The same form, many times at once; returns where each answer led or its status. */
async function atOnce(
  citizen: Citizen,
  path: string,
  forms: readonly Record<string, string>[],
): Promise<string[]> {
  const csrf = citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const answers = await Promise.all(
    forms.map((form) => citizen.sends('POST', path, new URLSearchParams({ csrf, ...form }))),
  )
  return answers.map((answer) => answer.headers.get('location') ?? String(answer.status))
}
const count = (answers: readonly string[], wanted: string) => answers.filter((each) => each === wanted).length
const same = (form: Record<string, string>) => Array.from({ length: crowd }, () => form)
const told = async (person: Person) => {
  const events = portal.database.reader.selectFrom('events').where('account_id', '=', person.id)
  return (await events.where('kind', '=', 'address-added').select('id').execute()).length
}
const named = (person: Person) =>
  portal.database.reader
    .selectFrom('notice_addresses')
    .where('account_id', '=', person.id)
    .selectAll()
    .execute()

test('of many right codes at once one confirms, and everybody is told once', async () => {
  const { person, citizen } = await signedIn()
  const email = ownEmail(portal)
  await atOnce(citizen, at, [{ email }])
  const code = await portal.code(email)
  const answers = await atOnce(citizen, `${at}/code`, same({ code }))
  expect(count(answers, '/cabinet/security?done=address')).toBe(1)
  expect(await told(person)).toBe(1)
  expect((await portal.inbox(email)).length).toBe(2)
})

test('many wrong codes at once use up exactly the tries, and the right one is refused after them', async () => {
  const { person, citizen } = await signedIn()
  const email = ownEmail(portal)
  await atOnce(citizen, at, [{ email }])
  const code = await portal.code(email)
  const guesses = Array.from({ length: 60 }, (_, at) => String(at).padStart(6, '0')).filter(
    (guess) => guess !== code,
  )
  const answers = await atOnce(
    citizen,
    `${at}/code`,
    guesses.map((guess) => ({ code: guess })),
  )
  const { tries } = portal.parts.limits.addresses.code
  expect([count(answers, '422'), count(answers, '429')]).toEqual([tries, guesses.length - tries])
  expect(await atOnce(citizen, `${at}/code`, [{ code }])).toEqual(['429'])
  expect(await told(person)).toBe(0)
})

test('many addresses named at once: as many mails as a day allows, and one of them waits', async () => {
  const { person, citizen } = await signedIn()
  const emails = Array.from({ length: crowd }, () => ownEmail(portal))
  const answers = await atOnce(
    citizen,
    at,
    emails.map((email) => ({ email })),
  )
  const { messages } = portal.parts.limits.addresses.codesPerAccount
  expect(count(answers, `${at}/code`)).toBe(messages)
  expect(count(answers, '429')).toBe(crowd - messages)
  const mails = (await Promise.all(emails.map((email) => portal.inbox(email)))).flat()
  expect(mails.length).toBe(messages)
  expect((await named(person)).length).toBe(1)
})

test('one address named by many accounts at once gets one mail', async () => {
  const email = ownEmail(portal)
  const people = await Promise.all(Array.from({ length: 8 }, () => signedIn()))
  const answers = (await Promise.all(people.map(({ citizen }) => atOnce(citizen, at, [{ email }])))).flat()
  expect([count(answers, `${at}/code`), count(answers, '429')]).toEqual([1, 7])
  expect((await portal.inbox(email)).length).toBe(1)
})

test('an address removed many times at once is told once that it was', async () => {
  const { person, citizen } = await signedIn()
  const email = ownEmail(portal)
  await atOnce(citizen, at, [{ email }])
  await atOnce(citizen, `${at}/code`, [{ code: await portal.code(email) }])
  const [row] = await named(person)
  const answers = await atOnce(citizen, `${at}/remove`, same({ address: row?.id ?? '' }))
  expect([count(answers, '/cabinet/security?done=address-removed'), count(answers, '404')]).toEqual([
    1,
    crowd - 1,
  ])
  expect((await portal.inbox(email)).length).toBe(3)
})
