import { expect, test } from 'vitest'
import { makeTurnstile } from './turnstile.ts'

const tooLate = () => new Error('too late')

test('so many are inside at once, and the others come in as they came', async () => {
  const turnstile = makeTurnstile(2, { milliseconds: 1000, tooLate })
  const order: number[] = []
  let [inside, most] = [0, 0]
  await Promise.all(
    Array.from({ length: 9 }, (_, at) =>
      turnstile.through(async () => {
        order.push(at)
        inside += 1
        most = Math.max(most, inside)
        await new Promise((resolve) => setTimeout(resolve, 2))
        inside -= 1
      }),
    ),
  )
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(most).toBe(2)
  expect(turnstile.waiting()).toBe(0)
  expect(turnstile.depth()).toBe(0)
})

test('who waits too long is told so, and takes nobody’s turn', async () => {
  const turnstile = makeTurnstile(1, { milliseconds: 20, tooLate })
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = turnstile.through(() => promise)
  await expect(turnstile.through(async () => {})).rejects.toThrow('too late')
  const next = turnstile.through(async () => 'mine')
  expect(turnstile.waiting()).toBe(1)
  resolve()
  await first
  expect(await next).toBe('mine')
  expect(await turnstile.through(async () => 'free')).toBe('free')
  expect(turnstile.depth()).toBe(0)
})

test('a job that fails gives its turn back', async () => {
  const turnstile = makeTurnstile(1)
  await expect(turnstile.through(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await turnstile.through(async () => 'yes')).toBe('yes')
})
