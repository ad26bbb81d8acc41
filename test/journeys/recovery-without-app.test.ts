import { beforeAll, expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword, sendsAgain } from '../support/recovery.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

const number = '+77051239223'

test.each(['password', 'token'] as const)(
  'the app is registered with the page’s %s, shows the code, and the new password opens',
  async (kind) => {
    const person = await portal.account({ phone: number })
    const citizen = newCitizen(portal)
    const page = await asksForRecovery(citizen, person.iin)
    const password = page.document.querySelector('output')?.textContent ?? ''
    const token = /#activate=([\w-]{22})/.exec(page.html)?.[1] ?? ''
    const app = await newInstallation(portal)
    const secret = kind === 'password' ? { password } : { token }
    expect((await app.activates(number, secret)).body.outcome).toBe('registered')
    await citizen.opens('/recovery')
    expect(citizen.page.notices.join()).toContain('Номер зарегистрирован в приложении!')
    await sendsAgain(citizen)

    const asked = Number(/запрос № (\d\d)/.exec(citizen.page.words)?.[1])
    const { requests } = await app.feed()
    expect(requests.map((request) => request.number)).toEqual([asked])
    const code = String((await app.showsCode()).body.code)
    expect((await enters(citizen, code)).address).toContain('password-set')
    await citizen.givesPassword(freshPassword)
    expect(citizen.isSignedIn).toBe(true)
    expect((await app.feed()).accounts[0]?.restriction?.kind).toBe('limited')
  },
)

test('«Это не я» in the app: no code comes any more, and the page tells nothing of it', async () => {
  const person = await portal.account({ phone: number })
  const [owners, thief] = [newCitizen(portal), newCitizen(portal)]
  await asksForRecovery(owners, person.iin)
  const app = await newInstallation(portal)
  await app.activates(number, { password: owners.page.document.querySelector('output')?.textContent ?? '' })
  await asksForRecovery(thief, person.iin)
  const wanted = Number(/запрос № (\d\d)/.exec(thief.page.words)?.[1])
  const request = (await app.feed()).requests.find((each) => each.number === wanted)
  expect((await app.notMe({ request: request?.id ?? '' })).body.outcome).toBe('refused')
  expect((await app.showsCode(request?.id ?? '')).status).toBe(409)
  expect((await enters(thief, '1234')).problems).toEqual(['Код не подошёл. Осталось попыток: 2'])
})

test('a decoy’s password registers nothing', async () => {
  const citizen = newCitizen(portal)
  const page = await asksForRecovery(citizen, newIin())
  const app = await newInstallation(portal)
  const password = page.document.querySelector('output')?.textContent ?? ''
  expect((await app.activates(number, { password })).body.problem).toBe('refused')
  expect((await app.feed()).accounts).toEqual([])
})
