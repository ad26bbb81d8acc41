import { expect, test } from 'vitest'
import { languages } from '../../src/domain/language.ts'
import { httpWords } from '../../src/http/messages.ts'
import { newCitizen } from '../citizen.ts'
import { newTestPortal } from '../support/portal.ts'

const portal = await newTestPortal()

test.each(languages)('an unknown page is told in %s, with a way on', async (language) => {
  const page = await newCitizen(portal, { language }).opens('/cabinet/security/sessions/1')
  const words = httpWords(language)
  expect(page.status).toBe(404)
  expect(page.heading).toBe(words.errors[404].title)
  expect(page.words).toContain(words.home)
  expect(page.words).toContain('ЦОН, тел. 1414')
})

test.each([
  ['application/json', '{"iin":"1"}'],
  ['multipart/form-data; boundary=x', '--x--'],
  ['text/plain', 'iin=1'],
  ['', 'iin=1'],
])('a body of type “%s” is refused with 415', async (type, body) => {
  const response = await newCitizen(portal).sends('POST', '/sign-in', body, { 'content-type': type })
  expect(response.status).toBe(415)
})

test('a body is read up to 64 KiB, also when its length is not told', async () => {
  const citizen = newCitizen(portal)
  const sends = (length: number) =>
    citizen.sends('POST', '/sign-in', new URLSearchParams({ iin: 'x'.repeat(length) }))
  expect((await sends(65_000)).status).toBe(200)
  expect((await sends(66_000)).status).toBe(413)
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1
      controller.enqueue(new Uint8Array(16_384).fill(120))
    },
  })
  const request = new Request('https://kabinet.test/sign-in', {
    method: 'POST',
    body: endless,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    duplex: 'half',
  } as RequestInit)
  expect((await portal.fetch(request)).status).toBe(413)
  expect(sent).toBeLessThan(10)
})

test('bytes that are no text do not break a form', async () => {
  const citizen = newCitizen(portal)
  const csrf = (await citizen.opens('/sign-in')).document
    .querySelector('input[name="csrf"]')
    ?.getAttribute('value')
  for (const value of ['%00', '%ff%fe', '%', '%ED%A0%80', '%F0%9F%92%A9'.repeat(500)]) {
    const response = await citizen.sends('POST', '/sign-in', `csrf=${csrf}&iin=${value}&to=${value}`, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(response.status).toBe(422)
  }
})

test('a fault shows a reference number and nothing of the inside', async () => {
  const iin = '880512400120'
  const broken = await newTestPortal({
    with: (parts) => ({
      hasher: {
        ...parts.hasher,
        verify: async () => {
          throw new TypeError(`cannot read "Сейтқали" of ${iin} +7 705 123 92 23 at secret.ts`)
        },
      },
    }),
  })
  const person = await broken.account()
  const page = await newCitizen(broken).signsIn(person)
  expect(page.status).toBe(500)
  expect(page.heading).toBe('Ошибка на нашей стороне')
  expect(page.html).not.toMatch(/TypeError|secret\.ts|node_modules|at \w+ \(|Сейтқали/)
  const reference = page.document.querySelector('.reference')?.textContent ?? ''
  expect(reference).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  const [fault] = broken.log.takeFaults()
  expect(fault).toMatchObject({ reference, msg: 'fault', err: { name: 'TypeError' } })
  expect(await broken.parts.metrics.registry.metrics()).toContain('kabinet_faults_total 1')
})

test('while the database is away pages that need it answer 503, and the others go on', async () => {
  const away = await newTestPortal()
  const citizen = newCitizen(away)
  await citizen.signsIn(await away.account())
  const stranger = newCitizen(away)
  await stranger.opens('/sign-in')
  await away.database.close()
  for (const path of ['/cabinet', '/cabinet/profile', '/']) {
    const page = await citizen.opens(path)
    expect(page.status).toBe(503)
    expect(page.headers.get('retry-after')).toBe('5')
    expect(page.heading).toBe('Кабинет ненадолго недоступен')
  }
  const typed = await stranger.namesIin((await portal.account()).iin)
  expect(typed.status).toBe(503)
  expect((await newCitizen(away).opens('/help')).status).toBe(200)
  expect(away.log.takeFaults()).toEqual([])
})

test('a journey stored in a shape of another version starts again, for reading and for sending', async () => {
  const citizen = newCitizen(portal)
  const person = await portal.account()
  await citizen.namesIin(person.iin)
  await portal.database.pool.query('update flows set state_sealed = $1', [
    portal.parts.keyring.seal('flows.sign-in', '{"at":"cabinet"}'),
  ])
  expect((await citizen.givesPassword(person.password)).address).toBe('/sign-in?notice=expired')
  expect((await citizen.opens('/sign-in/password')).address).toBe('/sign-in?notice=expired')
})

test('a journey that was altered in the database is a fault', async () => {
  const citizen = newCitizen(portal)
  const person = await portal.account()
  await citizen.namesIin(person.iin)
  await portal.database.pool.query('update flows set state_sealed = $1', [
    portal.parts.keyring.seal('passwords.phc', '{"at":"password"}'),
  ])
  expect((await citizen.givesPassword(person.password)).status).toBe(500)
  expect(portal.log.takeFaults()).toHaveLength(1)
})
