import { expect, test } from 'vitest'
import { mostTries, retrySeconds } from './back-off.ts'

test('pauses double from ten seconds to an hour, the upper half by chance', () => {
  const longest = Array.from({ length: mostTries }, (_, at) => Math.round(retrySeconds(at + 1, 0.9999999)))
  expect(longest).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600])
  const shortest = Array.from({ length: mostTries }, (_, at) => retrySeconds(at + 1, 0))
  expect(shortest).toEqual(longest.map((seconds) => seconds / 2))
})

test('Retry-After lengthens a pause, to an hour at most, and never shortens it', () => {
  expect(retrySeconds(1, 0, 90)).toBe(90)
  expect(retrySeconds(1, 0, 999_999)).toBe(3600)
  expect(retrySeconds(9, 0, 5)).toBe(1280)
})
