import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { dueAt, untilNextSlot } from './time-slot.ts'

const took = async (arrived: number, slot: number, extra?: number) => {
  await untilNextSlot(arrived, slot, extra)
  return performance.now() - arrived
}

test.each([
  [0.01, 20],
  [1, 20],
  [19.99, 20],
  [20, 20],
  [20.01, 40],
  [41, 60],
])('after %d ms of work an answer is due at %d', (worked, due) => {
  expect(dueAt(0, worked, 20)).toBe(due)
  expect(dueAt(1000, 1000 + worked, 20)).toBe(1000 + due)
})

test('an answer waits for the next whole slot since the request arrived, and never less', async () => {
  for (const worked of [0, 1, 7, 19])
    expect(await took(performance.now() - worked, 20)).toBeGreaterThanOrEqual(20)
  expect(await took(performance.now() - 21, 20)).toBeGreaterThanOrEqual(40)
})

test('a busy turn of the event loop does not shorten the slot', async () => {
  for (let round = 0; round < 20; round += 1) {
    const arrived = performance.now()
    while (performance.now() - arrived < 8);
    expect(await took(arrived, 20)).toBeGreaterThanOrEqual(20)
  }
})

test('an earned delay comes on top', async () => {
  expect(await took(performance.now(), 20, 30)).toBeGreaterThanOrEqual(50)
})
