import { expect, test } from 'vitest'
import { makeOptions } from '../bench/benchmark.ts'
import { iinOf } from '../bench/crowd.ts'
import { median, ratio } from '../bench/rounds.ts'
import { withSection } from '../bench/sections.ts'
import { parseIin } from '../src/domain/iin.ts'

test('a run replaces its own section only, and sections keep their order', () => {
  const put = (page: string, heading: string, text: string) =>
    withSection(page, heading, text, ['Sign-in', 'Sign-in of a peer'])
  const first = put(put(put('', 'Another', 'zero'), 'Sign-in of a peer', 'two'), 'Sign-in', 'one')
  const later = put(first, 'Sign-in', 'three\n\n| a |\n|---|\n| ## b |')
  expect(later.split(/^## /m).slice(1)).toEqual([
    'Sign-in\n\nthree\n\n| a |\n|---|\n| ## b |\n\n',
    'Sign-in of a peer\n\ntwo\n\n',
    'Another\n\nzero\n',
  ])
  expect(later.startsWith('# Benchmarks\n')).toBe(true)
  expect(put(later, 'Sign-in of a peer', 'two')).toBe(later)
})

test('a ratio is the median of the rounds’ own ratios, not the ratio of two medians', () => {
  const found = new Map([
    ['ours', [10, 100, 30].map((perSecond) => ({ perSecond }))],
    ['theirs', [10, 50, 60].map((perSecond) => ({ perSecond }))],
  ])
  expect(ratio(found, 'ours', 'theirs')).toEqual({ middle: 1, least: 0.5, most: 2 })
  expect(median([5, 1, 3])).toBe(3)
})

test('options are numbers, and what was asked for is told', () => {
  const options = makeOptions(['sign-in', '--rounds', '3'])
  expect([options.number('rounds', 5), options.number('seconds', 4)]).toEqual([3, 4])
  expect(options.used()).toBe('rounds 3, seconds 4')
  expect(() => makeOptions(['--rounds', 'x']).number('rounds', 5)).toThrow('--rounds needs a number')
})

test('the crowd has valid IINs, all different', () => {
  const iins = Array.from({ length: 30_000 }, (_, place) => iinOf(place))
  expect(new Set(iins).size).toBe(iins.length)
  expect(iins.filter((iin) => !parseIin(iin).ok)).toEqual([])
})
