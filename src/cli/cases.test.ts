import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newCitizen } from '../../test/citizen.ts'
import { newNumber } from '../../test/support/family.ts'
import { moveChild } from '../../test/support/moved.ts'
import { newOwner } from '../../test/support/owner.ts'
import { newIin } from '../../test/support/people.ts'
import { newTestPortal, type TestPortal } from '../../test/support/portal.ts'
import { asksForRecovery, enters } from '../../test/support/recovery.ts'
import { insertCase } from '../cases/contest.ts'
import {
  answersOfStopped,
  newestRecovered,
  objectToTransfer,
  openContest,
  openStopped,
} from '../cases/index.ts'
import type { Iin } from '../domain/iin.ts'
import { answer, parseCall } from './cases.ts'
import { commands, helpOn } from './commands.ts'

let said: string[]
beforeEach(() => {
  said = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A contested recovery, and a command line for it; `says` gives what was printed since. */
async function contested() {
  const portal = await newTestPortal()
  const { database, parts } = portal
  const person = await portal.account({ iin: '880512400120' as Iin })
  const app = await newOwner(portal, person, { hoursOld: 1 })
  const thief = newCitizen(portal)
  await asksForRecovery(thief, person.iin)
  await enters(thief, (await app.showsCode()).code)
  const number = await database.inTransaction(async (tx) => {
    const event = await newestRecovered(tx, parts, person.id)
    if (!event) throw new Error('nothing was recovered')
    return (await openContest(tx, parts, { event, openedBy: 'replaced-password', browser: null }))?.number
  })
  const calls = async (...args: string[]) => {
    said.splice(0)
    const code = await answer(parseCall(args), database, parts, portal.clock)
    return { code, text: said.join('\n') }
  }
  return { portal, person, number: number ?? '', calls }
}

test('list and show tell what there is to decide, and of the person no more than the masked IIN', async () => {
  const { calls, number } = await contested()
  const list = await calls('list')
  expect(list.text).toMatch(
    new RegExp(`^${number}  .* UTC  contest, by replaced-password  IIN •••• •••• 0120  open$`),
  )
  const show = await calls('show', number.replace('-', ' '))
  expect(show.code).toBe(0)
  expect(show.text).toContain('contested: the password recovered')
  expect(show.text).toContain('account now: limited until decided')
  expect(show.text).toContain(
    'made through the recovery page, before the recovery, showed the contested code',
  )
  for (const secret of ['880512400120', 'Сейтқали', '77051239223', '203.0.113']) {
    expect(list.text + show.text).not.toContain(secret)
  }
})

/** A claim that a register has stopped; returns its number. */
function stops(portal: TestPortal, claim: { iin?: Iin; address?: string; number?: string } = {}) {
  const { database, parts } = portal
  const { iin = newIin(), address = '203.0.113.9', number } = claim
  const stopped = { iin, address, number, answers: { child: iin }, silent: ['births'], reference: 'A' }
  return database.inTransaction((tx) => openStopped(tx, parts, stopped))
}

test('claims that wait for a register, however many, do not hide what a person must decide', async () => {
  const { calls, number, portal } = await contested()
  const waiting: string[] = []
  for (let each = 0; each < 600; each += 1) waiting.push(await stops(portal))
  await portal.database.reader
    .updateTable('cases')
    .set({ opened_at: new Date(portal.clock.now().getTime() - 86_400_000) })
    .where('number', 'in', waiting)
    .execute()
  const lines = (await calls('list')).text.split('\n')
  expect(lines[0]).toContain(number)
  expect(lines).toHaveLength(501)
  expect(lines.at(-1)).toBe('Not listed: 101 claims that wait for a register.')
  const all = (await calls('list', '--all')).text.split('\n')
  expect(all[0]).toContain(number)
  expect(all).toHaveLength(500)
})

test('one address has one waiting claim of a person; no other takes a number away, or is told one', async () => {
  const { portal } = await contested()
  const { keyring } = portal.parts
  const reader = portal.database.reader
  const iin = newIin()
  const answers = (number: string) => answersOfStopped(reader, keyring, { iin, number })
  const own = await stops(portal, { iin })
  const strangers = await stops(portal, { iin, address: '198.51.100.4' })
  expect(await stops(portal, { iin, number: own }), 'the same journey').toBe(own)
  const many = await Promise.all(
    Array.from({ length: 20 }, () => stops(portal, { iin, address: '198.51.100.4' })),
  )
  expect(new Set([own, strangers, ...many]).size).toBe(22)
  expect(await answers(own)).toEqual({ child: iin })
  const open = await reader.selectFrom('cases').where('opened_by', '=', 'register').select('number').execute()
  expect(open).toHaveLength(2)
})

test('decide is taken once, kept with its author and note, and audited without them', async () => {
  const { calls, number, portal } = await contested()
  const words = ['--by', 'Desk 4', '--note', 'identity card seen']
  const decided = await calls('decide', number, 'objection-upheld', ...words)
  expect(decided.code).toBe(0)
  expect(decided.text).toContain(`kabinet cases release ${number}`)
  expect((await calls('decide', number, 'owner-confirmed', '--by', 'Desk 5')).code).toBe(1)
  expect((await calls('list')).text).toBe('No case is open.')
  expect((await calls('list', '--all')).text).toContain('objection-upheld')
  expect((await calls('show', number)).text).toContain('by Desk 4')
  expect((await calls('show', number)).text).toContain('account now: frozen until decided')
  expect((await calls('release', number, '--by', 'Desk 6')).code).toBe(0)
  expect((await calls('release', number, '--by', 'Desk 6')).code).toBe(1)
  expect((await calls('show', number)).text).toContain('note: identity card seen; released by Desk 6')
  const lines = await portal.database.reader
    .selectFrom('audit_log')
    .where('actor', '=', 'operator')
    .orderBy('id')
    .select(['type', 'outcome', 'detail'])
    .execute()
  expect(lines).toEqual([
    { type: 'case.decide', outcome: 'objection-upheld', detail: { case: number, frozen: true } },
    { type: 'case.release', outcome: 'released', detail: { case: number } },
  ])
})

test('two decisions at once: one is taken', async () => {
  const { calls, number } = await contested()
  const codes = await Promise.all([
    calls('decide', number, 'owner-confirmed', '--by', 'A'),
    calls('decide', number, 'objection-upheld', '--by', 'B'),
  ])
  expect(codes.map(({ code }) => code).toSorted()).toEqual([0, 1])
})

test('an objection tells when, where, what BMG said, and what both sides have; no more of the people', async () => {
  const portal = await newTestPortal()
  const { database, parts } = portal
  const former = await portal.account({ iin: '880512400120' as Iin, phone: newNumber() })
  const { transferId, holder } = await moveChild(portal, { former })
  const objection = { transferId, openedBy: 'session', browser: null } as const
  const opened = await database.inTransaction((tx) => objectToTransfer(tx, parts, objection))
  const calls = async (...args: string[]) => {
    said.splice(0)
    const code = await answer(parseCall(args), database, parts, portal.clock)
    return { code, text: said.join('\n') }
  }
  const number = opened?.number ?? ''
  const { text } = await calls('show', number)
  expect(text).toMatch(/contested: the transfer of .* UTC, claimed in Chrome, Android/)
  expect(text).toContain('BMG at the code: match')
  expect(text).toContain('not approved by the former holder')
  expect(text).toMatch(/new holder, account made by it: IIN •••• •••• \d{4}, limited until decided/)
  expect(text).toMatch(/app: .*after it, showed the contested code/)
  expect(text).toContain('former holder: IIN •••• •••• 0120, limited until decided\n  no app')
  for (const secret of [former.iin, holder.iin, 'Иванов', '+7777']) expect(text).not.toContain(secret)
  expect((await calls('decide', number, 'closed', '--by', 'A')).text).toContain('not decided so')
  expect((await calls('decide', number, 'objection-upheld', '--by', 'A')).code).toBe(0)
  expect((await calls('show', number)).text).toContain('closed for good')
})

test('a claim that waits for a register is listed without an account; it is given up, never judged', async () => {
  const portal = await newTestPortal()
  const { database, parts } = portal
  const { number } = await database.inTransaction((tx) =>
    insertCase(tx, parts, {
      accountId: null,
      kind: 'transfer',
      openedBy: 'register',
      detail: { silent: ['births'] },
      stopped: { iinIndex: Buffer.alloc(32), answersSealed: parts.keyring.seal('cases.answers', '{}') },
    }),
  )
  const calls = async (...args: string[]) => {
    said.splice(0)
    const code = await answer(parseCall(args), database, parts, portal.clock)
    return { code, text: said.join('\n') }
  }
  expect((await calls('list')).text).toContain('transfer, by register  no account yet  open')
  expect((await calls('show', number)).text).toContain('registers that did not answer: births')
  expect((await calls('decide', number, 'owner-confirmed', '--by', 'A')).code).toBe(1)
  expect(await calls('decide', number, 'closed', '--by', 'A')).toEqual({ code: 0, text: `${number}: closed` })
  expect((await calls('decide', number, 'closed', '--by', 'A')).code).toBe(1)
  const row = await database.reader.selectFrom('cases').select('answers_sealed').executeTakeFirst()
  expect(row).toEqual({ answers_sealed: null })
})

test('an unknown number is not found, and a wrong call is refused with how it is called', async () => {
  const { calls } = await contested()
  expect(await calls('show', '0000-0000')).toEqual({ code: 1, text: 'There is no such case.' })
  expect((await calls('decide', '00000000', 'owner-confirmed', '--by', 'A')).code).toBe(1)
  for (const wrong of [
    [],
    ['close'],
    ['show', '12'],
    ['show', '1234-5678', 'x'],
    ['decide', '1234-5678', 'owner-confirmed'],
    ['decide', '1234-5678', 'maybe', '--by', 'A'],
    ['release', '1234-5678'],
  ]) {
    expect(() => parseCall(wrong)).toThrow()
  }
})

test('help tells what a decision does, and which scenes a demo has', () => {
  const { cases, demo } = commands
  expect(cases && helpOn(cases)).toContain('objection-upheld')
  expect(demo && helpOn(demo)).toContain('old-installation')
})
