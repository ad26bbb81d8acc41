import { beforeAll, expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { newOwner } from '../support/owner.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword, otherThan, sendsAgain } from '../support/recovery.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({ limits: { recovery: { startsPerAddress: { starts: 1000 } } } })
})

const passwordsOf = async (person: Person) =>
  portal.database.reader
    .selectFrom('passwords')
    .where('account_id', '=', person.id)
    .where('set_by', '=', 'recovery')
    .select('id')
    .execute()

/** The same form as the page stands, sent so many times at once. */
async function atOnce(
  citizen: ReturnType<typeof newCitizen>,
  code: string,
  times: number,
): Promise<Response[]> {
  const csrf = citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const body = () => new URLSearchParams({ csrf, code, fresh: freshPassword, repeat: freshPassword })
  const sent = Array.from({ length: times }, () => citizen.sends('POST', '/recovery', body()))
  return Promise.all(sent)
}

test('the same code sent twice at once changes the password once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    const { code } = await owner.showsCode()
    const answers = await atOnce(citizen, code, 2)
    const to = answers.map((answer) => answer.headers.get('location') ?? String(answer.status))
    const done = '/sign-in/password?notice=password-set'
    // The other is told that its request is over, whether it began before the first was done or came later.
    expect(to.toSorted()).toEqual([done, '/sign-in/password?notice=recovery-over'].toSorted())
    expect(await passwordsOf(person)).toHaveLength(1)
  }
})

test('two browsers with a right code each: one sets the password, the other changes nothing', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const citizens = [newCitizen(portal), newCitizen(portal)]
  const codes: string[] = []
  for (const citizen of citizens) {
    await asksForRecovery(citizen, person.iin)
    codes.push((await owner.showsCode()).code)
  }
  const pages = await Promise.all(citizens.map((citizen, index) => enters(citizen, codes[index] ?? '')))
  expect(pages.filter((page) => page.address.includes('password-set'))).toHaveLength(1)
  expect(await passwordsOf(person)).toHaveLength(1)
})

test('two hundred guesses at once take exactly the three tries', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  const { code } = await owner.showsCode()
  await atOnce(citizen, otherThan(code), 200)
  const row = await portal.database.reader
    .selectFrom('recoveries')
    .where('account_id', '=', person.id)
    .select(['tries', 'code_tries'])
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ tries: 3, code_tries: 3 })
  expect(await passwordsOf(person)).toEqual([])
})

test('«Забыли пароль?» pressed twice at once leaves one request that the browser can use', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  await Promise.all([sendsAgain(citizen), sendsAgain(citizen)])
  await citizen.opens('/recovery')
  const { code } = await owner.showsCode()
  expect((await enters(citizen, code)).address).toContain('password-set')
})
