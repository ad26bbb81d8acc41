import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { limits } from '../src/domain/limits.ts'
import { makeMetrics } from '../src/http/metrics.ts'
import { routes } from '../src/routes.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

test('every metric and label of the alerts exists', () => {
  const { registry } = makeMetrics({ withProcess: true })
  type Rule = { alert: string; expr: string; labels: { severity: string }; annotations: { summary: string } }
  const { groups } = parse(textOf('deploy/alerts.yaml')) as { groups: { rules: Rule[] }[] }
  const rules = groups.flatMap((group) => group.rules)
  const labelsOf = (name: string): readonly string[] | undefined => {
    const metric =
      registry.getSingleMetric(name) ?? registry.getSingleMetric(name.replace(/_(bucket|count|sum)$/, ''))
    return metric && (metric as unknown as { labelNames: string[] }).labelNames
  }
  const unknown = rules.flatMap(({ alert, expr }) =>
    [...expr.matchAll(/\b((?:kabinet|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)].flatMap(
      ([, name = '', selector = '']) => {
        const labels = labelsOf(name)
        if (!labels) return `${alert}: ${name}`
        const asked = [...selector.matchAll(/(\w+)[!=~]+"/g)].map(([, label = '']) => label)
        return asked
          .filter((label) => !['job', ...labels].includes(label))
          .map((label) => `${alert}: ${name}{${label}}`)
      },
    ),
  )
  expect(unknown).toEqual([])
  expect(rules.length).toBeGreaterThan(12)
  // Nothing but the functions and words of PromQL, names that were looked up, and Prometheus’s own `up`.
  const words = rules.flatMap(
    ({ expr }) =>
      expr.replace(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"|\((?:le|register)\)/g, ' ').match(/[a-z_]\w*/gi) ?? [],
  )
  const promql = /^(absent|up|sum|max|by|rate|increase|histogram_quantile|changes|and|offset|1?d|e6)$/
  expect(words.filter((word) => !promql.test(word) && !labelsOf(word))).toEqual([])
  for (const [, route] of textOf('deploy/alerts.yaml').matchAll(/route="([^"]*)"/g))
    expect(routes.cabinet.feed).toBe(route)
  // Each has a line in the document that says what to do.
  const document = textOf('docs/operations/monitoring.md')
  expect(
    rules.filter(({ alert }) => !document.includes(`| \`${alert}\` |`)).map(({ alert }) => alert),
  ).toEqual([])
})

test('from how many on sign-ins are turned away is the number of the code', () => {
  const { turnedAwayFrom, waiting } = limits.signIn.hashQueue
  expect(textOf('deploy/alerts.yaml')).toContain(`from ${turnedAwayFrom} on they are turned away`)
  expect(textOf('docs/operations/monitoring.md')).toContain(`from ${turnedAwayFrom} waiting on`)
  expect(textOf('docs/operations/sizing.md')).toContain(`at ${turnedAwayFrom} a node`)
  expect(textOf('docs/operations/sizing.md')).toContain(`of ${waiting}`)
})
