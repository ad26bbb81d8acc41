import { expect, test } from 'vitest'
import { otherKills } from '../../bench/faults/kill.ts'
import { complaintsOf } from '../../bench/faults/report.ts'
import { inRounds } from '../../bench/faults/rounds.ts'
import { isSeeing, lies, proveSight } from '../../bench/faults/sight.ts'
import './built.ts'

/** A few rounds of what `npm run bench faults` does at length; the machine may be busy. */
const slow = 120_000

test('a forgotten commit is reported as a loss, and a transaction without one statement as half done', {
  timeout: slow,
}, async ({ annotate }) => {
  const some = lies.filter(({ what }) => /^a new password’s COMMIT|leaves the other sessions/.test(what))
  expect(some.map(({ as }) => as)).toEqual(['lost', 'halfDone'])
  const sight = await proveSight(some, 1)
  await annotate(JSON.stringify(sight.seen))
  expect(sight.honest).toMatchObject({ lost: [], halfDone: [], repeated: [] })
  expect(sight.honest.acknowledged).toBeGreaterThan(0)
  expect(isSeeing(sight)).toBe(true)
})

test('server and engine killed at once: nothing acknowledged is lost, nothing is half done', {
  timeout: slow,
}, async ({ annotate }) => {
  const both = otherKills.find(({ name }) => name === 'kill-both')
  if (!both) throw new Error('no such fault')
  const rounds = 2
  const outcome = await inRounds(both, rounds)
  await annotate(`${outcome.acknowledged} acknowledged; back after ${outcome.recoveries.join(', ')} ms`)
  expect(complaintsOf(outcome)).toEqual([])
  expect(outcome.acknowledged).toBeGreaterThan(10)
  expect(outcome.recoveries).toHaveLength(rounds)
})
