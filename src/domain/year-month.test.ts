import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithinOneMonth, monthOf } from './year-month.ts'

test('the month of a date', () => {
  expect(monthOf('2022-03-14')).toEqual({ year: 2022, month: 3 })
})

test.each([
  ['2022-12', '2023-01', true],
  ['2023-01', '2022-12', true],
  ['2022-03', '2022-03', true],
  ['2022-03', '2022-05', false],
  ['2022-03', '2023-03', false],
])('%s and %s: %s', (one, other, same) => {
  expect(isWithinOneMonth(monthOf(one), monthOf(other))).toBe(same)
})

test('the tolerance is the same both ways', () => {
  const month = fc.record({
    year: fc.integer({ min: 2000, max: 2030 }),
    month: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(fc.property(month, month, (a, b) => isWithinOneMonth(a, b) === isWithinOneMonth(b, a)))
})
