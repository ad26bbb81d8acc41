import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { drawnAhead } from './drawn-ahead.ts'

test('no byte is given twice, whatever is asked for', () => {
  const random = drawnAhead({ bytes: randomBytes })
  const given = Array.from({ length: 3000 }, (_, n) => random.bytes(8 + (n % 40)))
  expect(given.map(({ byteLength }) => byteLength)).toEqual(given.map((_, n) => 8 + (n % 40)))
  expect(new Set(given.map((bytes) => bytes.toString('hex', 0, 8))).size).toBe(3000)
  const before = given.map((bytes) => bytes.toString('hex'))
  given[0]?.fill(0)
  expect(given.slice(1).map((bytes) => bytes.toString('hex'))).toEqual(before.slice(1))
})

test('more than is drawn at once is drawn for itself', () => {
  const bytes = drawnAhead({ bytes: randomBytes }).bytes(10_000)
  expect(bytes.byteLength).toBe(10_000)
  expect(new Set(bytes).size).toBe(256)
})
