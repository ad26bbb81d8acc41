import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockSeconds, blockSecondsAfter } from '../../test/support/blocks.ts'
import { raisedForTests } from '../../test/support/limits.ts'
import { addressDelaySlots } from './backoff.ts'
import { isShipped, limitRows } from './limit-table.ts'
import { limits } from './limits.ts'

describe('the table', () => {
  test('holds the numbers of the security policy', () => {
    expect(limits.signIn.failuresPerIin).toMatchObject({
      attempts: 5,
      firstBlockSeconds: 30,
      longestBlockSeconds: 3600,
    })
    expect(limits.signIn.perAddress).toMatchObject({ failures: 20, failuresWindowSeconds: 600, iins: 30 })
    expect(limits.codes.code).toMatchObject({ digits: 4, lifetimeSeconds: 600, tries: 3 })
    expect(limits.codes.wrongPerAccount).toMatchObject({
      tries: 15,
      windowSeconds: 2_592_000,
      digitsBeyond: 6,
    })
    expect(limits.alerts.perAccount).toMatchObject({ alerts: 3, windowSeconds: 86_400, gapSeconds: 60 })
    expect(limits.activation.oneTimePassword).toMatchObject({ digits: 13, qrBits: 128, tries: 5 })
    expect(limits.transfer.answersPerPair).toMatchObject({ attemptsADay: 3, attemptsAMonth: 5 })
    expect(limits.sessions.life).toMatchObject({ idBits: 128, idleSeconds: 1800, overallSeconds: 43_200 })
  })

  test('prints one row a limit, with readable numbers and every reason filled', () => {
    const rows = limitRows(limits)
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(rows.find((row) => row.id === 'signIn.failuresPerIin')?.values).toBe(
      'attempts 5, first block 30 s, longest block 1 h, window 24 h',
    )
    expect(rows.find((row) => row.id === 'codes.wrongPerAccount')?.values).toContain('window 30 d')
    expect(rows.find((row) => row.id === 'passwords.length')?.values).toContain('most 1024 bytes')
    for (const row of rows) {
      for (const cell of Object.values(row)) expect(cell).not.toBe('')
    }
  })

  test('other numbers than the shipped ones are noticed, each of them', () => {
    expect(isShipped(limits)).toBe(true)
    expect(isShipped(raisedForTests({}))).toBe(true)
    const raised = raisedForTests({ signIn: { failuresPerIin: { attempts: 5000 } } })
    expect(raised.signIn.failuresPerIin).toMatchObject({ attempts: 5000, firstBlockSeconds: 30 })
    expect(raised.codes).toEqual(limits.codes)
    expect(isShipped(raised)).toBe(false)
    expect(limits.signIn.failuresPerIin.attempts).toBe(5)
  })
})

describe('sign-in blocks', () => {
  test('are 30 s, doubling to an hour', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((beyond) => blockSeconds(beyond))).toEqual([
      0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600,
    ])
    expect(blockSeconds(1e9)).toBe(3600)
    expect(blockSeconds(-3)).toBe(0)
  })

  test('leave exactly the budget free', () => {
    expect([1, 2, 3, 4, 5, 6].map((failures) => blockSecondsAfter(failures))).toEqual([0, 0, 0, 0, 30, 60])
  })
})

describe('an address', () => {
  test.each([
    [0, 0, 0],
    [19, 29, 0],
    [20, 0, 1],
    [0, 30, 1],
    [39, 59, 1],
    [40, 0, 2],
    [0, 120, 4],
    [160, 0, 8],
    [1e12, 1e12, 8],
  ])('with %d failures and %d IINs is delayed by %d', (failures, iins, slots) => {
    expect(addressDelaySlots(failures, iins)).toBe(slots)
  })

  test('never waits less for more traffic', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (failures, iins) => {
        const here = addressDelaySlots(failures, iins)
        expect(addressDelaySlots(failures + 1, iins)).toBeGreaterThanOrEqual(here)
        expect(addressDelaySlots(failures, iins + 1)).toBeGreaterThanOrEqual(here)
      }),
    )
  })
})
