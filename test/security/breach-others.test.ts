import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { audit } from '../../src/account/audit.ts'
import { openStopped } from '../../src/cases/index.ts'
import { exportBreach, parseCall } from '../../src/cli/breach.ts'
import { newCitizen } from '../citizen.ts'
import { newClaim } from '../support/claim.ts'
import { newFamily, newNumber } from '../support/family.ts'
import { moveChild } from '../support/moved.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery } from '../support/recovery.ts'

const folder = await mkdtemp(join(tmpdir(), 'kabinet-breach-'))
afterAll(() => rm(folder, { recursive: true }))
let printed: string[]
beforeEach(() => {
  printed = []
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation((line) => void printed.push(String(line)))
})
afterEach(() => {
  vi.restoreAllMocks()
})

type Line = { iin: string | null; what: string; at: string; detail: Record<string, unknown> }
let files = 0

/** The lines of an export over the minutes around now, and which of some people stand in it as what. */
async function exported(portal: TestPortal, kind: string, minutes: [from: number, to: number] = [-5, 5]) {
  files += 1
  const file = join(folder, `${files}.jsonl`)
  const [from, to] = minutes.map((each) =>
    new Date(portal.clock.now().getTime() + each * 60_000).toISOString(),
  ) as [string, string]
  const call = parseCall(['export', file, '--from', from, '--to', to, '--kind', kind])
  expect(await exportBreach(call, portal.database, portal.parts.keyring)).toBe(0)
  const lines = (await readFile(file, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
  const as = (iin: string) =>
    [
      ...new Set(lines.filter((line) => line.iin === iin).map(({ detail }) => detail.as ?? 'holder')),
    ].toSorted()
  return { lines, as }
}

test('a session that was browsed affects the children who stood under the account then', async () => {
  const portal = await newTestPortal()
  const [parent, other] = [await portal.account(), await portal.account({ phone: newNumber() })]
  const family = await newFamily(portal, { holder: parent })
  const elsewhere = await newFamily(portal, { holder: other })
  await newCitizen(portal).signsIn(parent)
  const { lines, as } = await exported(portal, 'sessions')
  expect([as(parent.iin), as(family.child), as(elsewhere.child), as(other.iin)]).toEqual([
    ['holder'],
    ['child'],
    [],
    [],
  ])
  expect(lines.every(({ what }) => what === 'sessions')).toBe(true)
  expect(printed.join('\n')).toContain('People affected: 2')
  expect(printed.join('\n')).not.toContain(family.child)
})

test('a child who has moved since counts with the session of the former holder, not of the new one before', async () => {
  const portal = await newTestPortal()
  const former = await portal.account({ phone: newNumber() })
  const claimant = await portal.account({ phone: newNumber() })
  for (const person of [former, claimant]) await newCitizen(portal).signsIn(person)
  portal.clock.advance({ minutes: 90 })
  const { family } = await moveChild(portal, { former, claimant: claimant.iin })
  const { lines } = await exported(portal, 'sessions', [-100, -60])
  expect(lines.filter(({ iin }) => iin === family.child)).toHaveLength(1)
  const children = lines.filter(({ detail }) => detail.as === 'child')
  expect(children.map(({ at }) => at)).toEqual([lines.find(({ iin }) => iin === former.iin)?.at])
})

test('claims name claimants without an account, children, and whom the answers of a stopped one name', async () => {
  const portal = await newTestPortal()
  const holder = await portal.account()
  const [claimant, stranger] = [newIin(), newIin()]
  const family = await newFamily(portal, { holder, parents: [claimant, null] })
  const stopped = { child: newIin(), parents: [newIin(), newIin()] as const }
  const { transferId } = await newClaim(portal, { claimant, child: family.child, phone: newNumber() })
  await audit(portal.database.reader, {
    type: 'transfer.number',
    actor: 'stranger',
    outcome: 'asked',
    detail: { transfer: transferId },
  })
  const answers = {
    child: `${stopped.child.slice(0, 6)} ${stopped.child.slice(6)}`,
    first: stopped.parents[0],
    second: stopped.parents[1],
    certificate: '123456789012',
    status: 'queued',
  }
  await portal.database.inTransaction((tx) =>
    openStopped(tx, portal.parts, {
      ...{ iin: stranger, address: '203.0.113.9', answers, number: undefined },
      ...{ silent: ['births'], reference: '2345-6789' },
    }),
  )
  const claims = await exported(portal, 'claims')
  expect(claims.as(claimant)).toEqual(['claimant'])
  expect([claims.as(family.child), claims.as(stopped.child)]).toEqual([['child'], ['child']])
  expect(stopped.parents.map(claims.as)).toEqual([['parent'], ['parent']])
  expect([claims.as(holder.iin), claims.lines.length]).toEqual([[], 5])
  expect((await exported(portal, 'claims', [-500, -400])).lines).toEqual([])
  const codes = await exported(portal, 'recoveries')
  expect(codes.as(claimant)).toEqual(['claimant'])
  expect((await exported(portal, 'audit')).as(claimant)).toEqual(['claimant'])
})

test('a leaked copy affects everybody whose IIN it holds: children, closed accounts, claimants, visitors', async () => {
  const portal = await newTestPortal()
  const [holder, closed] = [await portal.account(), await portal.account({ isClosed: true })]
  const [claimant, visitor] = [newIin(), newIin()]
  const family = await newFamily(portal, { holder, parents: [claimant, null] })
  const orphan = await newFamily(portal, { holder: null })
  await newClaim(portal, { claimant, child: family.child, phone: newNumber() })
  await asksForRecovery(newCitizen(portal), visitor)
  portal.clock.advance({ hours: 3 })
  const { lines, as } = await exported(portal, 'copy')
  expect([as(holder.iin), as(closed.iin)]).toEqual([['holder'], ['holder']])
  expect([as(family.child), as(orphan.child)]).toEqual([['child'], ['child']])
  expect([as(claimant), as(visitor)]).toEqual([['claimant', 'visitor'], ['visitor']])
  expect(new Set(lines.map(({ what }) => what))).toEqual(new Set(['accounts', 'children', 'others']))
  expect(lines.some(({ iin }) => iin === null)).toBe(false)
  expect((await exported(portal, 'copy', [-2000, -1000])).lines.map(({ what }) => what)).not.toContain(
    'others',
  )
})
