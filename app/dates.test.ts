import { expect, test } from 'vitest'
import { dayOf, isSameDay, momentOf, timeOf } from './dates.ts'

const at = '2026-11-22T19:30:00Z'

test('days and times are Kazakhstan’s, in words of each language', () => {
  expect(dayOf('kk', at)).toBe('23 қараша')
  expect(dayOf('ru', at)).toBe('23 ноября')
  expect(dayOf('en', at)).toBe('23 November')
  expect(timeOf('kk', at)).toBe('00:30')
})

test('a moment of today is its time alone', () => {
  expect(momentOf('ru', at, Date.parse('2026-11-23T10:00:00Z'))).toBe('00:30')
  expect(momentOf('kk', at, Date.parse('2026-11-24T10:00:00Z'))).toBe('23 қараша, 00:30')
  expect(isSameDay('2026-11-22', Date.parse('2026-11-22T18:59:00Z'))).toBe(true)
})
