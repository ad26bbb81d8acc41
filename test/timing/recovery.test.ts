import { expect, inject, test } from 'vitest'
import { limits } from '../../src/domain/limits.ts'
import { areaUnderCurve, standardError } from './auc.ts'
import { measureRecovery, recoveryGroups, recoverySteps } from './measure-recovery.ts'

/** Five groups and four answers each: a smaller part of the sample than at sign-in, unless the whole is asked for. */
const sample = inject('timingSample')
const size = sample >= 1000 ? sample : sample / 2
/**
 * AUC 0.5 ± 0.05 over 1000 + 1000 answers (see timing.test.ts); wider as the sample is smaller, and a little more, since
 * forty pairs are looked at: by chance alone one run in ten thousand fails.
 */
const bound = (0.05 / standardError(1000)) * standardError(size) * (size < 1000 ? 1.25 : 1)

test('how long the recovery page and its answers take tells nothing about an account', async () => {
  const times = await measureRecovery(size)
  const { slotMilliseconds } = limits.signIn.answerSlot
  const lines: string[] = []
  const far: string[] = []
  for (const step of recoverySteps) {
    for (const [place, one] of recoveryGroups.entries()) {
      expect(times[step][one]).toHaveLength(size)
      if (step === 'ask' || step === 'wrong code')
        expect(Math.min(...times[step][one])).toBeGreaterThanOrEqual(slotMilliseconds)
      for (const other of recoveryGroups.slice(place + 1)) {
        const area = areaUnderCurve(times[step][one], times[step][other])
        const line = `${step}, ${one} / ${other}: ${area.toFixed(3)}`
        lines.push(line)
        if (Math.abs(area - 0.5) >= bound) far.push(line)
      }
    }
  }
  console.log([`AUC, allowed 0.5 ± ${bound.toFixed(3)}, ${size} each`, ...lines].join('\n'))
  expect(far).toEqual([])
}, 900_000)
