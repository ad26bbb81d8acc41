import { expect, test } from 'vitest'
import { makeBoundedQueue } from './bounded-queue.ts'

/** A job that ends when told to. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

test('runs a few at once, in order, and refuses the rest at once', async () => {
  const queue = makeBoundedQueue(2, 3)
  const gates = Array.from({ length: 6 }, gate)
  const started: number[] = []
  const results = gates.map((one, index) =>
    queue.run(async () => {
      started.push(index)
      await one.opened
      return index
    }),
  )
  expect(await results[5]).toBe('busy')
  expect(started).toEqual([0, 1])
  expect(queue.depth()).toBe(5)

  gates[1]?.open()
  expect(await results[1]).toBe(1)
  await new Promise(setImmediate)
  expect(started).toEqual([0, 1, 2])
  for (const one of gates) one.open()
  expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4, 'busy'])
  expect(started).toEqual([0, 1, 2, 3, 4])
  expect(queue.depth()).toBe(0)
})

test('never runs more than allowed, whoever arrives when one leaves', async () => {
  const queue = makeBoundedQueue(3, 1000)
  let [running, most] = [0, 0]
  const job = async () => {
    running += 1
    most = Math.max(most, running)
    await Promise.resolve()
    running -= 1
  }
  const burst = () => Array.from({ length: 50 }, () => queue.run(job))
  const first = burst()
  await first[0]
  await Promise.all([...first, ...burst()])
  expect(most).toBe(3)
  expect(queue.depth()).toBe(0)
})

test('a job that throws gives its place back', async () => {
  const queue = makeBoundedQueue(1, 0)
  await expect(queue.run(() => Promise.reject(new Error('fault')))).rejects.toThrow('fault')
  expect(queue.depth()).toBe(0)
  expect(await queue.run(async () => 'done')).toBe('done')
})
