import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { exportBreach, parseCall } from '../../src/cli/breach.ts'
import { newCitizen } from '../citizen.ts'
import { newTestPortal } from '../support/portal.ts'
import { asksForRecovery } from '../support/recovery.ts'

const portal = await newTestPortal()
const { keyring } = portal.parts
const folder = await mkdtemp(join(tmpdir(), 'kabinet-breach-'))
afterAll(() => rm(folder, { recursive: true }))
let printed: string[]
beforeEach(() => {
  printed = []
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation((line) => void printed.push(String(line)))
})

const around = (hours: number) => new Date(portal.clock.now().getTime() + hours * 3_600_000).toISOString()
const say = (file: string, from: string, to: string, ...more: string[]) =>
  exportBreach(
    parseCall(['export', join(folder, file), '--from', from, '--to', to, ...more]),
    portal.database,
    keyring,
  )
type Line = {
  iin: string | null
  what: string
  at: string
  until: string | null
  detail: Record<string, unknown>
}
const linesOf = async (file: string): Promise<Line[]> =>
  (await readFile(join(folder, file), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)

test('who was signed in, recovered or told of something within the time, and nobody else', async () => {
  const [early, struck, untouched] = [await portal.account(), await portal.account(), await portal.account()]
  await newCitizen(portal).signsIn(early)
  portal.clock.advance({ hours: 5 })
  const from = portal.clock.now().toISOString()
  portal.clock.advance({ minutes: 5 })
  const citizen = newCitizen(portal, { address: '198.51.100.9' })
  await citizen.signsIn(struck)
  await asksForRecovery(newCitizen(portal, { address: '198.51.100.10' }), struck.iin)
  portal.clock.advance({ minutes: 5 })

  expect(await say('acts.jsonl', from, around(0.1), '--kind', 'sessions,recoveries,events')).toBe(0)
  const lines = await linesOf('acts.jsonl')
  expect(new Set(lines.map(({ iin }) => iin))).toEqual(new Set([struck.iin]))
  expect(lines).toContainEqual(
    expect.objectContaining({
      what: 'sessions',
      detail: expect.objectContaining({ address: '198.51.100.9' }),
    }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({
      what: 'recoveries',
      detail: expect.objectContaining({ address: '198.51.100.10' }),
    }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({
      what: 'events',
      detail: expect.objectContaining({ event: 'signed-in-new-browser' }),
    }),
  )
  expect((await stat(join(folder, 'acts.jsonl'))).mode & 0o777).toBe(0o600)
  expect(printed.join('\n')).toContain('People affected: 1')
  expect(printed.join('\n')).not.toContain(struck.iin)
  expect((await portal.audit('breach.export')).at(-1)).toMatchObject({
    actor: 'operator',
    outcome: 'written',
  })

  expect(await say('all.csv', from, around(0.1), '--kind', 'accounts')).toBe(0)
  const csv = await readFile(join(folder, 'all.csv'), 'utf8')
  expect(csv.split('\r\n')[0]).toBe('iin,what,at,until,detail')
  for (const { iin } of [early, struck, untouched]) expect(csv).toContain(`"${iin}","accounts"`)
  expect(await say('all.csv', from, around(0.1))).toBe(1)
})

test('lines of an account that was erased since are counted, and name nobody', async () => {
  const person = await portal.account()
  const from = around(-0.1)
  await portal.database.pool.query(
    `insert into audit_log (at, type, actor, account_id, outcome) values ($1, 'sign-in', 'citizen', $2, 'matched')`,
    [portal.clock.now(), person.id],
  )
  await portal.database.pool.query('delete from accounts where id = $1', [person.id])
  expect(await say('gone.jsonl', from, around(0.1), '--kind', 'audit')).toBe(0)
  expect(await linesOf('gone.jsonl')).toMatchObject([
    { iin: null, what: 'audit', detail: { type: 'sign-in' } },
  ])
  expect(printed.join('\n')).toContain('which name nobody: 1')
})

test('a call without offsets, with an unknown kind or turned round is refused before anything is read', () => {
  const call =
    (from: string, to: string, ...more: string[]) =>
    () =>
      parseCall(['export', 'x.csv', '--from', from, '--to', to, ...more])
  expect(call('2026-11-20', '2026-11-21T00:00Z')).toThrow(/offset/)
  expect(call('2026-11-20T00:00', '2026-11-21T00:00Z')).toThrow(/offset/)
  expect(call('2026-11-22T00:00Z', '2026-11-21T00:00Z')).toThrow(/later/)
  expect(call('2026-11-20T00:00Z', '2026-11-21T00:00+05:00', '--kind', 'rumours')).toThrow(/one of/)
  expect(call('2026-11-20T00:00+05:00', '2026-11-21T00:00+05:00')().from.toISOString()).toBe(
    '2026-11-19T19:00:00.000Z',
  )
})
