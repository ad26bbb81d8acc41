import { expect, test } from 'vitest'
import { makeLog } from '../../src/http/log.ts'
import { newCitizen } from '../citizen.ts'
import { isPersonal, makeLogStream } from '../support/log-stream.ts'
import { newTestPortal } from '../support/portal.ts'

test('the check of the log finds what must not be there', () => {
  const stream = makeLogStream()
  stream.forbid('Tulpar#7-kok-aspan')
  const log = makeLog('info', stream.destination)
  for (const text of ['880512400120', '+77051239223', '8 of 77051239223', 'typed Tulpar#7-kok-aspan']) {
    log.info({ text }, 'line')
  }
  log.info({ ms: 123, reference: 'ABCD-2345' }, 'harmless')
  expect(stream.takePersonalData()).toHaveLength(4)
})

test('the log of errors keeps the place and scrubs what libraries quote', () => {
  const stream = makeLogStream()
  const log = makeLog('info', stream.destination)
  const cause = new Error('Key (iin)=(880512400120) already exists')
  log.error({ err: new Error('invalid input "Сейтқали Айгерім", +7 (705) 123-92-23', { cause }) }, 'fault')
  expect(stream.takePersonalData()).toEqual([])
  expect(JSON.stringify(stream.lines())).not.toContain('Айгерім')
  expect(JSON.stringify(stream.lines())).toContain('privacy.test.ts')
})

test('neither log, audit, metrics nor cookies hold a person’s data after a whole visit', async () => {
  const portal = await newTestPortal()
  const person = await portal.account({ name: 'Ким Руслан', phone: '+77017654321' })
  const citizen = newCitizen(portal)
  await citizen.signsIn(person, 'Wrong-password-1')
  await citizen.signsIn(person)
  for (const path of ['/cabinet', '/cabinet/profile', '/cabinet/security', '/nowhere?q=880512400120']) {
    await portal.fetch(
      new Request(`https://kabinet.test${path}`, { headers: { cookie: citizen.cookies.header() } }),
    )
  }
  await citizen.opens('/cabinet')
  const cookies = citizen.cookies.header()
  await citizen.presses('Выйти')
  expect(portal.log.lines().length).toBeGreaterThan(8)
  const { rows } = await portal.database.pool.query<{ all: string }>(
    'select json_agg(a)::text as all from audit_log a',
  )
  const metrics = await portal.parts.metrics.registry.metrics()
  const secrets = [person.iin, person.password, 'Руслан', '7017654321', 'Wrong-password-1']
  for (const text of [rows[0]?.all ?? '', metrics, cookies]) {
    expect(isPersonal(text, secrets)).toBe(false)
  }
  expect(metrics).toContain('route="/cabinet"')
})

test('nothing personal stands in the clear in the database', async () => {
  const portal = await newTestPortal()
  const person = await portal.account({ name: 'Ким Руслан', phone: '+77017654321' })
  await portal.child(person, { name: 'Ким Дамир' })
  await portal.event(person, { title: 'Руслан, место 5' })
  await newCitizen(portal).signsIn(person)
  const { rows } = await portal.database.pool.query<{ table_name: string }>(
    `select table_name from information_schema.tables where table_schema = 'public'`,
  )
  for (const { table_name: table } of rows) {
    const { rows: found } = await portal.database.pool.query<{ all: string | null }>(
      `select string_agg(t::text, '|') as all from ${table} t`,
    )
    const text = found[0]?.all ?? ''
    const bytes = text.replace(/\\\\x([0-9a-f]+)/g, (_, hex: string) =>
      Buffer.from(hex, 'hex').toString('latin1'),
    )
    for (const secret of [person.iin, '7017654321', '203.0.113.7', '$argon2id'])
      expect(bytes).not.toContain(secret)
    for (const secret of ['Руслан', 'Дамир']) {
      expect(bytes).not.toContain(Buffer.from(secret).toString('latin1'))
      expect(text).not.toContain(secret)
    }
  }
})

test('cookies carry every flag, and only what must outlive the browser does', async () => {
  const portal = await newTestPortal()
  const citizen = newCitizen(portal)
  await citizen.signsIn(await portal.account())
  await citizen.switchesTo('kk')
  const flags = (name: string) => citizen.cookies.attributesOf(name)?.split('; ').toSorted()
  for (const name of ['session', 'csrf']) {
    expect(flags(name)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
  }
  for (const [name, seconds] of [
    ['browser', 90 * 86_400],
    ['consents', 31_536_000],
    ['language', 31_536_000],
  ]) {
    expect(flags(`${name}`)).toEqual(['HttpOnly', `Max-Age=${seconds}`, 'Path=/', 'SameSite=Lax', 'Secure'])
  }
  expect(citizen.cookies.names().filter((name) => !name.startsWith('__Host-kabinet-'))).toEqual([])
})
