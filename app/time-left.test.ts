import { expect, test } from 'vitest'
import { partLeft, timeLeft } from './time-left.ts'
import { codeWords } from './words/code.ts'

const left = (seconds: number) => timeLeft(seconds * 1000, 0)

test('minutes are rounded up, the last one is told in tens of seconds', () => {
  expect(left(600)).toEqual({ kind: 'minutes', minutes: 10 })
  expect(left(541)).toEqual({ kind: 'minutes', minutes: 10 })
  expect(left(540)).toEqual({ kind: 'minutes', minutes: 9 })
  expect(left(61)).toEqual({ kind: 'minutes', minutes: 2 })
  expect(left(60)).toEqual({ kind: 'seconds', seconds: 60 })
  expect(left(31)).toEqual({ kind: 'seconds', seconds: 40 })
  expect(left(1)).toEqual({ kind: 'seconds', seconds: 10 })
  expect(left(0)).toEqual({ kind: 'over' })
  expect(left(-5)).toEqual({ kind: 'over' })
})

test.each([
  ['ru', 10, 'Осталось 10 минут'],
  ['ru', 2, 'Осталось 2 минуты'],
  ['ru', 21, 'Осталась 21 минута'],
  ['kk', 5, '5 минут қалды'],
  ['en', 5, '5 minutes left'],
] as const)('%s: %i minutes', (language, minutes, said) => {
  expect(codeWords(language).left({ kind: 'minutes', minutes })).toBe(said)
})

test.each([
  ['ru', 40, 'Осталось 40 секунд'],
  ['kk', 40, '40 секунд қалды'],
  ['en', 10, '10 seconds left'],
] as const)('%s: %i seconds', (language, seconds, said) => {
  expect(codeWords(language).left({ kind: 'seconds', seconds })).toBe(said)
})

test('the bar empties from whole to nothing', () => {
  expect(partLeft(0, 600, 0)).toBe(1)
  expect(partLeft(0, 600, 300)).toBe(0.5)
  expect(partLeft(0, 600, 900)).toBe(0)
  expect(partLeft(600, 600, 600)).toBe(0)
})
