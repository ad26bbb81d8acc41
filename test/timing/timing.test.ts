import { expect, inject, test } from 'vitest'
import { limits } from '../../src/domain/limits.ts'
import { states } from '../support/figures.ts'
import { areaUnderCurve, standardError } from './auc.ts'
import { groups, measureRefusals } from './measure.ts'

/**
 * The claim is AUC 0.5 ± 0.05 over 1000 + 1000 answers (docs/security, line 45): 3.9 standard errors there. A smaller
 * sample has a larger error, so its bound grows with it and a portal that tells nothing fails as rarely. The whole
 * measurement: `npx vitest run --mode full test/timing`.
 */
const size = inject('timingSample')
const bound = (0.05 / standardError(1000)) * standardError(size)

test('the area under the curve is right', () => {
  expect(areaUnderCurve([1, 2, 3], [4, 5, 6])).toBe(0)
  expect(areaUnderCurve([4, 5, 6], [1, 2, 3])).toBe(1)
  expect(areaUnderCurve([1, 2, 3], [1, 2, 3])).toBe(0.5)
  expect(areaUnderCurve([1, 3], [2, 2])).toBe(0.5)
})

test('how long a refusal takes does not tell whether an IIN has an account or a password', async () => {
  const times = await measureRefusals(size)
  const { slotMilliseconds } = limits.signIn.answerSlot
  for (const group of groups) {
    expect(times[group]).toHaveLength(size)
    expect(Math.min(...times[group])).toBeGreaterThanOrEqual(slotMilliseconds)
  }
  const areas = [
    areaUnderCurve(times.known, times.unknown),
    areaUnderCurve(times.known, times['without a password']),
    areaUnderCurve(times.unknown, times['without a password']),
  ]
  states('time of a refused password', {
    attempts: size * groups.length,
    came: `AUC ${areas.map((area) => area.toFixed(3)).join(', ')}`,
    allowed: `0.5 ± ${bound.toFixed(3)}`,
    says: `answers to ${size} each: ${groups.join('; ')}`,
  })
  for (const area of areas) expect(Math.abs(area - 0.5)).toBeLessThan(bound)
}, 240_000)
