import { expect, inject, test } from 'vitest'
import { areaUnderCurve, standardError } from './auc.ts'
import {
  measureNumbers,
  measureVerdicts,
  numberGroups,
  slotMilliseconds,
  type Times,
  verdictGroups,
} from './measure-transfer.ts'

/** Smaller than at sign-in unless the whole is asked for (see timing.test.ts): five groups each, two kinds of answers. */
const sample = inject('timingSample')
const size = sample >= 1000 ? sample : sample / 4
/** A little wider than there, since twenty pairs are looked at. */
const bound = (0.05 / standardError(1000)) * standardError(size) * (size < 1000 ? 1.25 : 1)

function tells<Group extends string>(times: Times<Group>, groups: readonly Group[]): string[] {
  const lines: string[] = []
  const far: string[] = []
  for (const [place, one] of groups.entries()) {
    expect(times[one]).toHaveLength(size)
    expect(Math.min(...times[one])).toBeGreaterThanOrEqual(slotMilliseconds)
    for (const other of groups.slice(place + 1)) {
      const area = areaUnderCurve(times[one], times[other])
      lines.push(`${one} / ${other}: ${area.toFixed(3)}`)
      if (Math.abs(area - 0.5) >= bound) far.push(lines.at(-1) ?? '')
    }
  }
  console.log([`AUC, allowed 0.5 ± ${bound.toFixed(3)}, ${size} each`, ...lines].join('\n'))
  return far
}

test('how long a refusal takes does not tell which answers were wrong', async () => {
  expect(tells(await measureVerdicts(size), verdictGroups)).toEqual([])
}, 900_000)

test('how long «Получить код» takes tells neither of BMG’s answer nor of an account', async () => {
  expect(tells(await measureNumbers(size), numberGroups)).toEqual([])
}, 900_000)
