import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type LimitRule, limitRules } from '../domain/limit-rules.ts'
import { limits } from '../domain/limits.ts'
import { explainedRules, type RuleWords, unexplainedRules } from './explain-rules.ts'

const src = fileURLToPath(new URL('..', import.meta.url))
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.(test|test-kit)\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(src, name), 'utf8') }))

test('every rule is explained, or has a reason why not', () => {
  const all = [...Object.keys(explainedRules), ...Object.keys(unexplainedRules)]
  expect(all.toSorted()).toEqual([...limitRules].toSorted())
  expect(Object.values(unexplainedRules).filter((reason) => reason.length < 20)).toEqual([])
})

test('the list has all rules of the source: whatever writes counts takes its rule from it, by type', () => {
  const writes = /(insert into|update|insertInto\('|updateTable\(')\s*limit_(counters|marks)/
  const writers = files.filter(({ text }) => writes.test(text))
  expect(writers.map(({ name }) => name).toSorted()).toEqual([
    'account/attempts.ts',
    'account/fresh-budget.ts',
    'notify/alert-budget.ts',
    'notify/possession.ts',
  ])
  for (const { name, text } of writers) expect(text, name).toContain('LimitRule')
  // The type is what keeps others out: nobody who counts may widen it.
  const widened = files.filter(
    ({ text }) =>
      /attempts\.ts'|alert-budget\.ts'/.test(text) && /\brules?: (readonly )?string|as LimitRule/.test(text),
  )
  expect(widened.map(({ name }) => name)).toEqual([])
})

test('every explanation names a limit of the table and a number of it', () => {
  for (const [rule, words] of Object.entries(explainedRules) as [LimitRule, RuleWords][]) {
    const [group = '', name = ''] = words.limit.split('.')
    const limit = (limits as unknown as Record<string, Record<string, Record<string, unknown>>>)[group]?.[
      name
    ]
    const most = words.most(limits)
    expect(
      [most, most - 1].some((each) => Object.values(limit ?? {}).includes(each)),
      rule,
    ).toBe(true)
  }
})
