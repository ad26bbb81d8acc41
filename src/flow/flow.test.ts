import { describe, expect, test } from 'vitest'
import { signInFlow } from '../sign-in/flow.ts'
import { describeFlow, type FlowTable, flow, next } from './flow.ts'

const tea = flow({
  kind: 'tea',
  about: 'Somebody makes tea.',
  first: 'cold',
  last: 'drunk',
  lifetimeMinutes: 5,
  steps: {
    cold: { page: '/kettle', on: { boiled: 'hot' } },
    hot: { page: '/cup', on: { waited: 'cold', sipped: 'drunk' } },
    drunk: { page: '/thanks', on: {} },
  },
})

test('an event leads where the table says', () => {
  expect(next(tea, 'cold', 'boiled')).toBe('hot')
  expect(next(tea, 'hot', 'sipped')).toBe('drunk')
})

test.each(['sipped', '', 'constructor', '__proto__', 'toString'])(
  'the event “%s” leaves a step as it is',
  (event) => {
    expect(next(tea, 'cold', event)).toBe('cold')
  },
)

test('the page for docs/flows draws every arrow', () => {
  const page = describeFlow(tea)
  for (const arrow of ['[*] --> cold', 'cold --> hot: boiled', 'hot --> drunk: sipped', 'drunk --> [*]']) {
    expect(page).toContain(`  ${arrow}\n`)
  }
  expect(page).toContain('| hot | `/cup` | waited | cold |')
})

const flows: readonly [kind: string, table: FlowTable<string>][] = [
  ['tea', tea],
  ['sign-in', signInFlow],
]
describe.each(flows)('the flow %s', (_, { first, last, steps }) => {
  test('can be walked from its first step to its last, past every other one', () => {
    const reached = new Set([first])
    for (const step of reached) for (const to of Object.values(steps[step]?.on ?? {})) reached.add(to)
    expect([...reached].toSorted()).toEqual(Object.keys(steps).toSorted())
    expect(steps[last]?.on).toEqual({})
  })
})
