import { expect, test } from 'vitest'
import { isDatabaseAway } from './away.ts'
import { makeTurnstile } from './turnstile.ts'

test('so many are inside at once, and the others come in as they came', async () => {
  const turnstile = makeTurnstile(2, 1000)
  const order: number[] = []
  let [inside, most] = [0, 0]
  await Promise.all(
    Array.from({ length: 9 }, async (_, at) => {
      await turnstile.enter()
      order.push(at)
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 2))
      inside -= 1
      turnstile.leave()
    }),
  )
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(most).toBe(2)
  expect(turnstile.waiting()).toBe(0)
})

test('who waits too long is told that the database is away, and takes nobody’s turn', async () => {
  const turnstile = makeTurnstile(1, 20)
  await turnstile.enter()
  await expect(turnstile.enter()).rejects.toSatisfy(isDatabaseAway)
  const next = turnstile.enter()
  expect(turnstile.waiting()).toBe(1)
  turnstile.leave()
  await next
  turnstile.leave()
  await turnstile.enter()
  expect(turnstile.waiting()).toBe(0)
})
