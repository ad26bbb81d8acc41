import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { makeOptions } from '../bench/benchmark.ts'
import { allBenchmarks, shapeOf } from '../bench/benchmarks.ts'
import { iinOf } from '../bench/crowd.ts'
import { isSteady, judgedOverload, type Part, partTold } from '../bench/overload-section.ts'
import { median, ratio } from '../bench/rounds.ts'
import { sectionsOf, withSection } from '../bench/sections.ts'
import { middleRound } from '../bench/sign-in-steps.ts'
import { summaryHeading, targetsTable, withTargets } from '../bench/targets.ts'
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
})

test('a median is the one in the middle, of an even number the mean of the two there', () => {
  expect([median([5, 1, 3]), median([4, 1, 10, 2]), median([7, 8]), median([])]).toEqual([3, 3, 7.5, 0])
})

test('where a sign-in’s time goes adds up: its lines are of one round', () => {
  const cpu = (server: number, load: number) => ({ server, load })
  const rounds = [
    { perSecond: 200, cpu: cpu(7, 1) },
    { perSecond: 50, cpu: cpu(30, 2) },
    { perSecond: 100, cpu: cpu(9, 4) },
  ]
  const idle = 'idle cores, and other programs on them'
  const whole = 'all cores, for one sign-in'
  const cores = 10 * availableParallelism()
  expect(Object.fromEntries(middleRound(rounds))).toEqual({
    ...cpu(9, 4),
    [idle]: cores - 13,
    [whole]: cores,
  })
  const ofTwo = middleRound(rounds.slice(0, 2))
  const sum = ['server', 'load', idle].reduce((all, who) => all + (ofTwo.get(who) ?? Number.NaN), 0)
  expect(sum).toBeCloseTo(ofTwo.get(whole) ?? 0)
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

test('the summary says of every target what its section says, with the cause of a miss', () => {
  const judged = targetsTable([
    { what: 'fast', figure: '91 %', isReached: true, cause: 'not asked for' },
    { what: 'faster', figure: '80 %', isReached: false, cause: 'it is slow' },
  ])
  const aims = [{ heading: 'Speed', targets: ['fast', 'faster', 'fastest'] }]
  const page = withTargets(withSection('', 'Speed', judged, ['Speed']), aims, ['Speed'])
  expect([...sectionsOf(page).keys()]).toEqual([summaryHeading, 'Speed'])
  const rows = sectionsOf(page)
    .get(summaryHeading)
    ?.match(/^\| fast.*$/gm)
  expect(rows).toEqual([
    '| fast | 91 % | yes | Speed |',
    '| faster | 80 % | **no**: it is slow | Speed |',
    '| fastest | | not measured | Speed |',
  ])
  expect(withTargets(page, aims, ['Speed'])).toBe(page)
})

test('the summary of docs/benchmarks.md agrees with its sections, and they judge only what their benchmarks list', async () => {
  const page = readFileSync(new URL('../docs/benchmarks.md', import.meta.url), 'utf8')
  const { aims, headings } = shapeOf(await allBenchmarks())
  expect(withTargets(page, aims, headings)).toBe(page)
  const listed = aims.flatMap(({ targets }) => targets)
  expect(listed.length).toBeGreaterThan(15)
  expect(new Set(listed).size).toBe(listed.length)
  const [, ...tables] = page
    .replaceAll(/^## Targets$[\s\S]*?(?=^## )/gm, '')
    .split('| target | figure | reached |')
  const judged = tables.flatMap((table) =>
    [...(table.split('\n\n', 1)[0] ?? '').matchAll(/^\| (?!-)(.*?) \|/gm)].map(([, what = '']) => what),
  )
  expect(judged.filter((what) => !listed.includes(what))).toEqual([])
})

test('overload is judged by the larger capacity, and says where the machine was not steady', () => {
  const times = { refusedP50: 1, refusedP99: 20, enteredP50: 500, enteredP99: 900 }
  const flooded = {
    goodput: 85,
    offered: 900,
    refused: 800,
    refusedLate: 0,
    wrong: 0,
    heldBack: 0,
    cores: 0.1,
  }
  const page = { path: '/help', asked: 600, wrong: 0, p50: 1, p99: 11, most: 90 }
  const part = (before: number, after: number): Part => ({
    what: 'password',
    capacity: [before, after],
    unsteady: [[50, 90]],
    steady: 0.2,
    flooded: { ...flooded, ...times },
    probed: { pages: [page], memoryBefore: 200, memoryHalves: [300, 310] },
  })
  expect([isSteady(part(80, 100)), isSteady(part(100, 79))]).toEqual([true, false])
  expect(judgedOverload([part(90, 80)])).toContain('| 94 %, offered 10.0 × capacity | yes |')
  expect(partTold(part(90, 80))).toContain('capacity before and after was 50 and 90 sign-ins/s')
  expect(judgedOverload([part(87, 165)])).toContain(
    '| 52 %, offered 5.5 × capacity | **no**: the capacity was not steady',
  )
  expect(partTold(part(87, 165))).toContain('not steady either')
})
