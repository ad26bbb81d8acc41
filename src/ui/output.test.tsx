import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { Output } from './output.tsx'

test.each([
  ['0472', 4, ['0472']],
  ['047293', 3, ['047', '293']],
  ['4829103847561', 4, ['4829', '1038', '47561']],
  ['4829103847561', 3, ['482', '910', '384', '7561']],
  ['4829-1307', 'none', ['4829-1307']],
] as const)('%s in groups of %s', (value, group, groups) => {
  const { document } = parseHTML(String(<Output label="Код" value={value} group={group} />))
  const output = document.querySelector('output')
  expect([...(output?.children ?? [])].map((part) => part.textContent)).toEqual(groups)
  expect(output?.textContent).toBe(value)
  expect(output?.getAttribute('aria-label')).toBe('Код')
})
