import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contract, fits, type Operation, operationOf } from '../../test/support/register-contract.ts'
import { birthsForm, birthsPath } from './adapters/http-births.ts'
import { healthForm, healthPath } from './adapters/http-health.ts'
import { kindergartenForm, kindergartenPath } from './adapters/http-kindergarten.ts'
import { mobileCitizensForm, mobileCitizensPath } from './adapters/http-mobile-citizens.ts'

// `docs/registers/openapi.yaml` is what another team builds from: it must be what the adapters send and take. That the
// questions fit it is held by the stand-in, which refuses every other one (test/support/register-server.ts).

const forms: Readonly<Record<string, z.ZodType>> = {
  [birthsPath]: birthsForm,
  [kindergartenPath]: kindergartenForm,
  [mobileCitizensPath]: mobileCitizensForm,
  [healthPath]: healthForm,
}
const paths = Object.keys(forms)
const answerOf = (operation: Operation) => {
  const answer = operation.responses['200']
  const content = answer?.content['application/json']
  if (!answer || !content) throw new Error(`${operation.operationId} has no answer`)
  return { answer, ...content }
}
const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

test('it has the adapters’ addresses and no others; what names a person is a POST', () => {
  expect(contract.openapi).toMatch(/^3\.1\./)
  expect(Object.keys(contract.paths).toSorted()).toEqual(paths.toSorted())
  expect(operations.map(({ path, method }) => `${method} ${path}`).toSorted()).toEqual([
    'get /health',
    'post /births/compare',
    'post /kindergarten/compare',
    'post /mobile-citizens/compare',
  ])
  for (const { operation } of operations) {
    expect(operation.parameters.map((each) => [each.name, each.in])).toEqual([['Request-Id', 'header']])
  }
})

test.each(paths)('%s: the answer’s schema is the adapter’s', (path) => {
  const ours = z.toJSONSchema(forms[path] ?? z.never())
  expect(bare(answerOf(operationOf(path)).schema)).toEqual(bare(ours))
})

test.each(paths)('%s: its examples fit the schema and the adapter, and nothing else does', (path) => {
  const { schema, examples } = answerOf(operationOf(path))
  expect(Object.keys(examples).length).toBeGreaterThan(0)
  for (const { value } of Object.values(examples)) {
    const good = value as Record<string, unknown>
    expect([fits(schema, good), forms[path]?.safeParse(good).success]).toEqual([true, true])
    const [first = ''] = Object.keys(good)
    const { [first]: _, ...less } = good
    for (const bad of [less, { ...good, name: 'x' }, { ...good, [first]: 'x' }, [good], null]) {
      expect([fits(schema, bad), forms[path]?.safeParse(bad).success]).toEqual([false, false])
    }
  }
})

describe('questions', () => {
  const questions = operations.flatMap(({ path, operation }) => {
    const content = operation.requestBody?.content['application/json']
    return content ? [{ path, ...content }] : []
  })

  test.each(questions)(
    '$path: its examples fit; every part is needed, and none may be added',
    ({ schema, examples }) => {
      for (const { value } of Object.values(examples)) {
        const good = value as Record<string, unknown>
        expect(fits(schema, good)).toBe(true)
        expect(fits(schema, { ...good, name: 'x' })).toBe(false)
        for (const key of Object.keys(good)) {
          const { [key]: _, ...less } = good
          expect(fits(schema, less), `without ${key}`).toBe(false)
          expect(fits(schema, { ...good, [key]: 'x' }), `a bad ${key}`).toBe(false)
        }
      }
    },
  )
})

test('every error answer is a problem in RFC 9457’s form, and its examples fit', () => {
  for (const { operation } of operations) {
    const errors = Object.entries(operation.responses).filter(([status]) => status !== '200')
    expect(errors.map(([status]) => status)).toEqual(expect.arrayContaining(['401', '403', '500', '503']))
    for (const [status, { content }] of errors) {
      const problem = content['application/problem+json']
      expect(problem, `${operation.operationId} ${status}`).toBeDefined()
      for (const { value } of Object.values(problem?.examples ?? {})) {
        expect(problem && fits(problem.schema, value)).toBe(true)
      }
    }
  }
})

test('every answer carries the request’s id', () => {
  for (const { operation } of operations) {
    const id = answerOf(operation).answer.headers?.['Request-Id']?.schema
    expect(id && fits(id, '0123456789abcdef'.repeat(2))).toBe(true)
    expect(id && fits(id, 'another')).toBe(false)
  }
})

/** A schema without what only explains it; the order of `required` means nothing. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'description' && key !== '$schema')
      .map(([key, each]) => [key, key === 'required' ? (each as string[]).toSorted() : bare(each)]),
  )
}
