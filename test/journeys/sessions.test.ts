import { beforeAll, expect, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

async function signedIn(): Promise<Citizen> {
  const citizen = newCitizen(portal)
  await citizen.signsIn(await portal.account())
  return citizen
}

const isOpen = async (citizen: Citizen) => (await citizen.sends('GET', '/cabinet')).status === 200

test('a session gets its id at sign-in, whatever was planted before', async () => {
  const citizen = newCitizen(portal)
  citizen.cookies.set('session', 'planted-by-somebody-else')
  await citizen.signsIn(await portal.account())
  expect(citizen.cookies.get('session')).not.toBe('planted-by-somebody-else')
  expect(citizen.cookies.get('session')).toMatch(/^[\w-]{22}$/)
  citizen.cookies.set('session', 'planted-by-somebody-else')
  expect(await isOpen(citizen)).toBe(false)
})

test('the token of a form changes at sign-in', async () => {
  const citizen = newCitizen(portal)
  await citizen.opens('/sign-in')
  const before = citizen.cookies.get('csrf')
  await citizen.signsIn(await portal.account())
  expect(citizen.cookies.get('csrf')).not.toBe(before)
})

test('half an hour of nothing ends a session and says so; before that any page keeps it', async () => {
  const citizen = await signedIn()
  for (let page = 0; page < 3; page += 1) {
    portal.clock.advance({ minutes: 29 })
    expect(await isOpen(citizen)).toBe(true)
  }
  portal.clock.advance({ minutes: 30, seconds: 1 })
  const page = await citizen.opens('/cabinet/children')
  expect(page.address).toBe('/sign-in?to=children&notice=ended')
  expect(page.notices.join()).toContain('Сеанс завершён, потому что Вы долго ничего не делали')
})

const streams = Object.values(routes).flatMap((part) =>
  Object.values(part as Record<string, unknown>).filter(
    (path): path is string => typeof path === 'string' && path.endsWith('/live'),
  ),
)
test.each(streams)('the stream %s does not keep a session alive', async (path) => {
  expect(streams).toHaveLength(4)
  const citizen = await signedIn()
  portal.clock.advance({ minutes: 20 })
  const stream = await citizen.sends('GET', path)
  expect([200, 204]).toContain(stream.status)
  await stream.body?.cancel()
  portal.clock.advance({ minutes: 11 })
  expect(await isOpen(citizen)).toBe(false)
})

test('twelve hours end a session however busy it was', async () => {
  const citizen = await signedIn()
  for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
    portal.clock.advance({ minutes: 20 })
    expect(await isOpen(citizen)).toBe(true)
  }
  portal.clock.advance({ minutes: 20 })
  expect(await isOpen(citizen)).toBe(false)
})

test('«Продолжить» in the idle warning keeps the session, and is told when it is over', async () => {
  const citizen = await signedIn()
  const idle = citizen.page.document.querySelector('kabinet-idle')
  expect(Number(idle?.getAttribute('data-seconds'))).toBe(1800)
  const stays = () =>
    citizen.sends(
      'POST',
      idle?.getAttribute('data-extend') ?? '',
      new URLSearchParams({ csrf: idle?.getAttribute('data-csrf') ?? '' }),
    )
  portal.clock.advance({ minutes: 29 })
  expect((await stays()).status).toBe(204)
  portal.clock.advance({ minutes: 29 })
  expect(await isOpen(citizen)).toBe(true)
  portal.clock.advance({ minutes: 31 })
  expect((await stays()).status).toBe(401)
})

test('«Выйти» ends the session on the server, and nothing is left for Back', async () => {
  const citizen = await signedIn()
  expect(citizen.page.headers.get('cache-control')).toBe('no-store')
  const session = citizen.cookies.get('session') ?? ''
  const csrf = citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const left = await citizen.sends('POST', '/sign-out', new URLSearchParams({ csrf }))
  expect(left.status).toBe(303)
  expect(left.headers.get('location')).toBe('/sign-in?notice=signed-out')
  expect(left.headers.get('clear-site-data')).toBe('"cache"')
  expect(citizen.cookies.get('session')).toBeUndefined()
  expect((await citizen.opens('/sign-in?notice=signed-out')).notices.join()).toContain('Вы вышли')
  citizen.cookies.set('session', session)
  expect(await isOpen(citizen)).toBe(false)
  expect(await portal.audit('sign-out')).toContainEqual(expect.objectContaining({ outcome: 'ended' }))
})

test.each(['/cabinet', '/cabinet/children', '/cabinet/profile', '/cabinet/security', '/help', '/'])(
  'the way out is on %s',
  async (address) => {
    const citizen = await signedIn()
    await citizen.opens(address)
    expect((await citizen.presses('Выйти')).address).toBe('/sign-in?notice=signed-out')
  },
)

test('an account that is closed meanwhile is signed out everywhere', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  await portal.database.pool.query('update accounts set closed_at = $2 where id = $1', [
    person.id,
    portal.clock.now(),
  ])
  expect(await isOpen(citizen)).toBe(false)
})

test('the database keeps no token that opens anything', async () => {
  const citizen = await signedIn()
  const { rows } = await portal.database.pool.query<{ all: string }>(
    `select json_agg(row_to_json(s))::text || (select json_agg(row_to_json(t))::text from trusted_browsers t) as all from sessions s`,
  )
  for (const name of ['session', 'browser', 'csrf']) {
    const value = citizen.cookies.get(name) ?? 'none'
    expect(rows[0]?.all).not.toContain(value)
    expect(rows[0]?.all).not.toContain(Buffer.from(value, 'base64url').toString('hex'))
  }
})
