import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import {
  countDistinct,
  countInWindow,
  forgetAttempts,
  giveBackAttempt,
  readCounts,
  takeAttempt,
} from '../../src/account/attempts.ts'
import type { Database } from '../../src/database/database.ts'
import { limits } from '../../src/domain/limits.ts'
import { blockSecondsAfter } from '../support/blocks.ts'
import { freshDatabase } from '../support/database.ts'

const shipped = limits.signIn.failuresPerIin
const start = new Date('2026-11-22T09:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})

test('the database’s arithmetic is the domain’s, for any budget', async () => {
  const budgets = fc.record({
    attempts: fc.integer({ min: 1, max: 6 }),
    firstBlockSeconds: fc.integer({ min: 1, max: 90 }),
    longestBlockSeconds: fc.integer({ min: 90, max: 7200 }),
  })
  await fc.assert(
    fc.asyncProperty(budgets, async (numbers) => {
      const budget = { ...shipped, ...numbers, windowSeconds: 1_000_000 }
      const key = randomBytes(32)
      let now = 0
      for (let failures = 1; failures <= budget.attempts + 9; failures += 1) {
        expect(await takeAttempt(database.reader, 'sign-in.iin', budget, key, later(now))).toEqual({
          ok: true,
          taken: failures,
        })
        const block = blockSecondsAfter(failures, budget)
        if (block === 0) continue
        const refused = await takeAttempt(database.reader, 'sign-in.iin', budget, key, later(now))
        expect(refused).toEqual({ ok: false, waitSeconds: block, isNews: true })
        const tooEarly = await takeAttempt(
          database.reader,
          'sign-in.iin',
          budget,
          key,
          later(now + block - 1),
        )
        expect(tooEarly).toEqual({ ok: false, waitSeconds: 1, isNews: false })
        now += block
      }
    }),
    { numRuns: 15 },
  )
})

test('200 takers at once get exactly the budget', async () => {
  const key = randomBytes(32)
  const taken = await Promise.all(
    Array.from({ length: 200 }, () => takeAttempt(database.reader, 'sign-in.iin', shipped, key, start)),
  )
  expect(taken.filter(({ ok }) => ok)).toHaveLength(shipped.attempts)
})

test('a quiet window refills the budget; success empties the count', async () => {
  const key = randomBytes(32)
  const take = (seconds: number) => takeAttempt(database.reader, 'sign-in.iin', shipped, key, later(seconds))
  for (let failures = 0; failures < 5; failures += 1) await take(0)
  expect((await take(0)).ok).toBe(false)
  expect(await take(shipped.windowSeconds)).toEqual({ ok: true, taken: 1 })
  await take(shipped.windowSeconds)
  const counts = () => readCounts(database.reader, ['sign-in.iin'], key, later(shipped.windowSeconds))
  expect(await counts()).toEqual({ 'sign-in.iin': 2 })
  await forgetAttempts(database.reader, 'sign-in.iin', key)
  expect(await counts()).toEqual({})
  expect(await take(shipped.windowSeconds)).toEqual({ ok: true, taken: 1 })
})

test('an attempt that was never looked at is given back, its block too', async () => {
  const key = randomBytes(32)
  for (let failures = 0; failures < 5; failures += 1) {
    await takeAttempt(database.reader, 'sign-in.iin', shipped, key, start)
  }
  await giveBackAttempt(database.reader, 'sign-in.iin', key)
  expect(await takeAttempt(database.reader, 'sign-in.iin', shipped, key, start)).toEqual({
    ok: true,
    taken: 5,
  })
})

test('windows count what happens at once exactly, and distinct marks once', async () => {
  const [key, mark] = [randomBytes(32), randomBytes(32)]
  const window = { rule: 'codes.wrong-account', seconds: 600 } as const
  const count = () => countInWindow(database.reader, window, key, start)
  const counts = await Promise.all(Array.from({ length: 50 }, count))
  expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, number) => number + 1))
  expect(await readCounts(database.reader, [window.rule], key, later(599))).toEqual({ [window.rule]: 50 })
  expect(await readCounts(database.reader, [window.rule], key, later(600))).toEqual({})
  expect(await countInWindow(database.reader, window, key, later(600))).toBe(1)

  const distinct = { rule: 'sign-in.address-iins', seconds: 600 } as const
  const see = (each: Buffer) => countDistinct(database.reader, distinct, key, each, start)
  await Promise.all(Array.from({ length: 20 }, () => see(mark)))
  expect(await readCounts(database.reader, [distinct.rule], key, start)).toEqual({ [distinct.rule]: 1 })
  expect(await see(randomBytes(32))).toBe(2)
})
