import { expect, test } from 'vitest'
import { type Row, rowsOf, withRows } from './support/figures-document.ts'

const row = (test: string, run: string, came = '0'): Row => ({
  ...{ test, run, attempts: '10', came, allowed: '0', says: '', date: '2026-11-28' },
})

test('a run writes the rows of its own files anew, keeps the others, and drops those of files that are gone', () => {
  const first = withRows(
    '',
    [row('b.test.ts', 'two'), row('a.test.ts', 'one'), row('c.test.ts', 'three')],
    () => true,
  )
  expect(rowsOf(first).map(({ run }) => run)).toEqual(['one', 'two', 'three'])
  const later = withRows(first, [row('a.test.ts', 'another', '3 | of\n4')], (file) => file !== 'c.test.ts')
  expect(rowsOf(later)).toEqual([row('a.test.ts', 'another', '3, of, 4'), row('b.test.ts', 'two')])
  expect(withRows(later, [], () => true)).toBe(later)
})
