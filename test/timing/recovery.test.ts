import { expect, inject, test } from 'vitest'
import { limits } from '../../src/domain/limits.ts'
import { states } from '../support/figures.ts'
import { measureRecovery, recoveryGroups, recoverySteps } from './measure-recovery.ts'
import { compare } from './pairs.ts'

/** Five groups and four answers each: a smaller part of the sample than at sign-in, unless the whole is asked for. */
const sample = inject('timingSample')
const size = sample >= 1000 ? sample : sample / 2

test('how long the recovery page and its answers take tells nothing about an account', async () => {
  const times = await measureRecovery(size)
  const { slotMilliseconds } = limits.signIn.answerSlot
  const all = recoverySteps.flatMap((step) => {
    const atLeast = step === 'ask' || step === 'wrong code' ? slotMilliseconds : 0
    const { figure, far } = compare(times[step], recoveryGroups, { size, atLeast })
    states('time of recovery', { ...figure, of: step })
    return far.map((pair) => `${step}, ${pair}`)
  })
  expect(all).toEqual([])
}, 900_000)
