import { expect, inject, test } from 'vitest'
import { states } from '../support/figures.ts'
import {
  measureNumbers,
  measureVerdicts,
  numberGroups,
  slotMilliseconds,
  verdictGroups,
} from './measure-transfer.ts'
import { compare } from './pairs.ts'

/** Smaller than at sign-in unless the whole is asked for (see timing.test.ts): five groups each, two kinds of answers. */
const sample = inject('timingSample')
const size = sample >= 1000 ? sample : sample / 4
const atLeast = slotMilliseconds

test('how long a refusal takes does not tell which answers were wrong', async () => {
  const { figure, far } = compare(await measureVerdicts(size), verdictGroups, { size, atLeast })
  states('time of a refused claim', figure)
  expect(far).toEqual([])
}, 900_000)

test('how long «Получить код» takes tells neither of BMG’s answer nor of an account', async () => {
  const { figure, far } = compare(await measureNumbers(size), numberGroups, { size, atLeast })
  states('time of «Получить код»', figure)
  expect(far).toEqual([])
}, 900_000)
