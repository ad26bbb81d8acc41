import { expect, test } from 'vitest'
import { newCitizen } from '../../test/citizen.ts'
import { type Installation, newBound } from '../../test/support/installation.ts'
import type { Person } from '../../test/support/people.ts'
import type { TestPortal } from '../../test/support/portal.ts'
import { asksForRecovery, enters } from '../../test/support/recovery.ts'
import { tamper } from '../audit/tampering.test-kit.ts'
import { readConfig } from '../config.ts'
import { deskIin, newDesk } from './audit.test-kit.ts'
import { parseCall } from './audit.ts'

const iin = deskIin

async function guesses(portal: TestPortal, times: number) {
  const stranger = newCitizen(portal, { address: '198.51.100.9' })
  await stranger.namesIin(iin)
  for (let time = 0; time < times; time += 1) await stranger.givesPassword(`Wrong-password-${time}`)
}

async function recovers(portal: TestPortal, person: Person, app: Installation) {
  portal.clock.advance({ minutes: 1 })
  const citizen = newCitizen(portal, { address: '198.51.100.20' })
  await asksForRecovery(citizen, person.iin)
  const { body } = await app.showsCode()
  const page = await enters(citizen, String(body.code))
  portal.clock.advance({ minutes: 5 })
  return page
}

test('a sign-in that waits: the rule, how much is taken, when it is free again, and what works meanwhile', async () => {
  const { portal, person, explains } = await newDesk()
  await newBound(portal, person)
  expect((await explains()).text).toContain('Nothing holds this parent back now.')
  await guesses(portal, 2)
  const few = (await explains()).text
  expect(few).toContain('Nothing holds this parent back now.')
  expect(few).toMatch(/Counted, and holding nothing back now:\n {2}- signIn\.failuresPerIin: 2 taken of 5, /)
  await guesses(portal, 6)
  const { code, text } = await explains()
  const free = new Date(portal.clock.now().getTime() + 30_000).toISOString().slice(0, 19).replace('T', ' ')
  expect(code).toBe(0)
  expect(text).toContain('Account •••• •••• 0120, INDIGO')
  expect(text).toContain(`signIn.failuresPerIin: 5 taken where 5 are free`)
  expect(text).toContain(`free again at ${free} UTC.`)
  expect(text).toContain('Next: Sign in from a browser that has signed in before')
  expect(text.match(/the password did not match \(stranger, password\)/g)).toHaveLength(5)
  expect(text.match(/not looked at; one line for each wait/g)).toHaveLength(1)
  portal.clock.advance({ seconds: 31 })
  expect((await explains()).text).toContain('Nothing holds this parent back now.')
  // Somebody at the desk looked at a person: that is told too.
  expect((await portal.audit('audit.read')).map((line) => [line.account_id, line.outcome])).toEqual(
    Array.from({ length: 4 }, () => [person.id, 'explained']),
  )
})

test('an IIN without an account: its own block is told, and that there is no account', async () => {
  const portal = await newDesk()
  const nobody = '900101300017'
  const stranger = newCitizen(portal.portal)
  await stranger.namesIin(nobody)
  for (let time = 0; time < 6; time += 1) await stranger.givesPassword('Wrong-password-1')
  const { text } = await portal.calls(['explain', '--iin'], nobody)
  expect(text).toContain('No account stands under this IIN.')
  expect(text).toContain('signIn.failuresPerIin: 5 taken')
  expect(await portal.calls(['explain', '--iin'], '900101300018')).toMatchObject({ code: 1 })
})

test('a contested and then frozen account: which case, since when, what is open, who goes on', async () => {
  const { portal, person, calls } = await newDesk()
  const app = await newBound(portal, person, { hoursOld: 48 })
  await recovers(portal, person, app)
  const notice = (await app.feed()).notices.find(({ kind }) => kind === 'password-recovered')?.id
  const { case: number } = (await app.asks('POST', 'not-me', { notice })).body
  const contested = await calls(['explain', String(number).replace('-', '')])
  expect(contested.code).toBe(0)
  expect(contested.text).toContain(`Case ${number}: not-me, opened at`)
  expect(contested.text).toContain(`until a person decides case ${number}: a recovery is contested`)
  expect(contested.text).toContain(`kabinet cases decide ${number}`)
  expect(contested.text).toMatch(/Open now: signing in, reading the feed, confirming a referral/)
  expect(contested.text).toMatch(/Closed now: changing the number/)
  expect(contested.text).toMatch(/a recovery was contested: a case stands.*\(citizen, app\)/)
  expect((await app.asks('POST', 'freeze', { notice })).status).toBe(200)
  const frozen = await calls(['explain', String(number)])
  expect(frozen.text).toMatch(/Frozen since .* the owner had it frozen/)
  expect(frozen.text).toContain('Open now: nothing but help.')
  expect((await portal.audit('case.freeze')).at(-1)?.outcome).toBe('frozen')
})

test('a register that does not answer, or gives the number to somebody else, is named with what helps', async () => {
  let says: 'UNAVAILABLE' | 'MISMATCH' | 'NOT_REGISTERED' = 'UNAVAILABLE'
  const { portal, person, explains } = await newDesk({
    with: ({ registers }) => ({
      registers: { ...registers, mobileCitizens: { ask: async () => says } },
    }),
  })
  const app = await newBound(portal, person, { hoursOld: 48 })
  expect((await recovers(portal, person, app)).address).toContain('password-set')
  const away = (await explains()).text
  expect(away).toMatch(/BMG\) said at .*: it did not answer/)
  expect(away).toContain('the register of mobile citizens did not confirm the number')
  expect(away).toMatch(/Limited mode since .*, until /)
  says = 'MISMATCH'
  portal.clock.advance({ hours: 25 })
  await asksForRecovery(newCitizen(portal), iin)
  expect((await app.showsCode()).status).toBe(409)
  const other = (await explains()).text
  expect(other).toContain('the number belongs to somebody else’s IIN, so no code is shown')
  expect(other).not.toContain('Limited mode since')
  expect(other).toContain('BMG gives the number to somebody else: no code (citizen, app)')
})

test('an account without an app or password is told what comes first', async () => {
  const { portal, explains, calls } = await newDesk()
  await portal.database.pool.query('delete from passwords')
  const { text } = await explains()
  expect(text).toContain('No app is bound to the account')
  expect(text).toContain('The account has no password')
  await guesses(portal, 1)
  const [line] = await portal.audit('sign-in')
  const byReference = await calls(['explain', line?.request_id?.toLowerCase() ?? ''])
  expect(byReference.text).toContain(`Request ${line?.request_id}:`)
  expect(byReference.text).toContain('The account has no password')
  expect((await calls(['explain', 'ABCD-2345'])).code).toBe(1)
  expect((await calls(['explain', '2345-6789'])).text).toContain('neither such a case nor such a reference')
})

test('export gives every line as JSON on one line, or one account’s, and tells that it was read', async () => {
  const { portal, person, calls } = await newDesk()
  await newCitizen(portal).signsIn(person)
  await guesses(portal, 1)
  await portal.database.pool.query(
    `insert into audit_log (type, actor, outcome) values ('a' || chr(13) || chr(10) || '{"seq":1}', 'x', 'ұ')`,
  )
  const { code, text } = await calls(['export'])
  const lines = text.split('\n').map((each) => JSON.parse(each))
  expect(code).toBe(0)
  expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3])
  expect(lines[0]).toMatchObject({
    ...{ type: 'sign-in', actor: 'citizen', factor: 'password', outcome: 'matched', account: person.id },
    detail: { trusted: false, rehashed: expect.any(Boolean) },
    previous: '0'.repeat(64),
  })
  expect(lines[2]).toMatchObject({ type: 'a\r\n{"seq":1}', previous: lines[1].hash })
  expect((await portal.audit('audit.read')).map(({ outcome }) => outcome)).toEqual(['exported'])
  expect((await calls(['export', '--from', '2020-01-01', '--to', '2020-02-01'])).text).toBe('')
  expect((await calls(['export', '--account-of-case', '1234-5678'])).code).toBe(1)
})

test('verify says how much fits, and names what does not with exit code 1', async () => {
  const { portal, calls } = await newDesk()
  await guesses(portal, 3)
  const fine = await calls(['verify'])
  expect(fine.code).toBe(0)
  expect(fine.text).toMatch(/^3 lines fit, up to line 3, in \d+\.\d s \(\d+ a second\)\nThere are no anchors/)
  expect((await calls(['verify', '--anchors', '/nowhere/anchors'])).code).toBe(1)
  const month = new Date().toISOString().slice(0, 7)
  await tamper(portal.database, `update audit_log set outcome = 'matched' where id = 2`)
  const wrong = await calls(['verify'])
  expect(wrong.code).toBe(1)
  expect(wrong.text).toContain(`WRONG  changed: line 2 (id 2) of ${month}: its content`)
})

test('anchors go to a file of the data folder, another file, or an https address beside the file', () => {
  const read = (named?: string) => {
    const config = readConfig('demo', { KABINET_DATA: '/srv/data', KABINET_AUDIT_ANCHOR: named })
    return config.ok ? config.config.auditAnchors : config.problems
  }
  const file = '/srv/data/audit-anchors.jsonl'
  expect(read()).toEqual({ file, url: undefined })
  expect(read('/mnt/away/anchors')).toEqual({ file: '/mnt/away/anchors', url: undefined })
  expect(read('https://anchors.example.kz/kabinet')).toEqual({
    file,
    url: 'https://anchors.example.kz/kabinet',
  })
  expect(read('http://anchors.example.kz')).toEqual([
    'KABINET_AUDIT_ANCHOR must be a file or start with https://',
  ])
})

test('a wrong call is refused with how it is called', () => {
  for (const wrong of [
    [],
    ['check'],
    ['verify', 'x'],
    ['verify', '--from', 'yesterday'],
    ['export', '--account-of-case', '12'],
    ['explain'],
    ['explain', 'short'],
    ['explain', iin],
    ['explain', '1234-5678', '--iin'],
  ]) {
    expect(() => parseCall(wrong), wrong.join(' ')).toThrow()
  }
})
