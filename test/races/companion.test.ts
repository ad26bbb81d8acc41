import { beforeAll, expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { asksRecovery, Installation, newBound, newInstallation } from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters } from '../support/recovery.ts'

const number = '+77051239223'
const rounds = 8

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({
    limits: {
      recovery: { startsPerAddress: { starts: 1000 } },
      signIn: { perAddress: { failures: 100_000 } },
    },
  })
})

const bindingsOf = (person: Person) =>
  portal.database.reader
    .selectFrom('bindings')
    .where('account_id', '=', person.id)
    .select(['id', 'removed_at', 'removed_by', 'approved_at'])
    .execute()

test('50 installations claim one one-time password at once: exactly one wins', async () => {
  const person = await portal.account()
  const { activation } = await asksRecovery(portal, person.iin)
  const apps = await Promise.all(Array.from({ length: 50 }, () => newInstallation(portal)))
  // Five tries are what a password has, so most are turned away unread; whoever is read first must win alone.
  const replies = await Promise.all(
    apps.map((app) => app.asks('POST', 'activate', { phone: number, password: activation.password })),
  )
  const statuses = Object.groupBy(replies, ({ status }) => String(status))
  expect([statuses['200']?.length, statuses['422']?.length]).toEqual([1, 49])
  expect(new Set(statuses['422']?.map(({ body }) => body.problem))).toEqual(new Set(['refused']))
  expect(await bindingsOf(person)).toHaveLength(1)
})

test('50 installations with three living passwords of one account get three bindings, never a fourth', async () => {
  const person = await portal.account()
  const pages = await Promise.all(Array.from({ length: 3 }, () => asksRecovery(portal, person.iin)))
  const apps = await Promise.all(Array.from({ length: 50 }, () => newInstallation(portal)))
  const replies = await Promise.all(
    apps.map((app, place) => {
      const password = pages[place % 3]?.activation.password
      return app.asks('POST', 'activate', { phone: number, password })
    }),
  )
  const bound = replies.filter(({ status }) => status === 200)
  expect(bound.length).toBeGreaterThan(0)
  expect(bound.length).toBeLessThanOrEqual(3)
  expect(bound.filter(({ body }) => body.state === 'active')).toHaveLength(1)
  expect((await bindingsOf(person)).filter((row) => row.removed_at === null)).toHaveLength(bound.length)
})

test('«Это я» and «Это не я» about one newcomer at once: one of them holds, and the other knows', async () => {
  const seen = new Set<string>()
  for (let round = 0; round < rounds; round += 1) {
    const person = await portal.account()
    const owner = await newBound(portal, person, { hoursOld: 72 })
    const newcomer = await newBound(portal, person)
    const [question] = (await owner.feed()).approvals
    const binding = question?.binding ?? ''
    const twin = await twinOf(owner)
    const [yes, no] = await Promise.all([owner.approves(binding), twin.notMe({ binding })])
    expect([yes.status, no.status].sort()).toEqual([200, 409])
    const row = (await bindingsOf(person)).find(({ id }) => id === binding)
    const isIn = row?.removed_at === null
    expect(isIn).toBe(yes.status === 200)
    expect(row?.approved_at !== null).toBe(yes.status === 200)
    await asksForRecovery(newCitizen(portal), person.iin)
    const [request] = (await owner.feed()).requests
    expect((await newcomer.showsCode(request?.id)).status).toBe(isIn ? 200 : 409)
    seen.add(isIn ? 'approved' : 'refused')
  }
  expect(seen.size).toBeGreaterThan(0)
})

test('«Показать код» and «Это не я» at once: after the refusal no code of it works', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const person = await portal.account()
    const owner = await newBound(portal, person, { hoursOld: 72 })
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    const request = (await owner.feed()).requests[0]?.id ?? ''
    const twin = await twinOf(owner)
    const [shown, refused] = await Promise.all([owner.showsCode(request), twin.notMe({ request })])
    expect(refused.status).toBe(200)
    expect([200, 409]).toContain(shown.status)
    const code = shown.status === 200 ? String(shown.body.code) : '1234'
    expect((await enters(citizen, code)).status).toBe(422)
    const set = await portal.database.reader
      .selectFrom('passwords')
      .where('account_id', '=', person.id)
      .where('set_by', '=', 'recovery')
      .select('id')
      .execute()
    expect(set).toEqual([])
  }
})

test('the code is entered while «Это не я» is tapped: the password is set or the request refused, never both', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const person = await portal.account()
    const owner = await newBound(portal, person, { hoursOld: 72 })
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    const request = (await owner.feed()).requests[0]?.id ?? ''
    const { code } = (await owner.showsCode(request)).body
    const [page, refused] = await Promise.all([enters(citizen, String(code)), owner.notMe({ request })])
    expect(page.address.includes('password-set')).toBe(refused.status === 409)
  }
})

/** The same key, asking once more at the same time: a phone with two open windows. */
async function twinOf(app: Installation): Promise<Installation> {
  const twin = Object.assign(Object.create(Installation.prototype) as Installation, app)
  twin.nonce = app.nonce
  return twin
}
