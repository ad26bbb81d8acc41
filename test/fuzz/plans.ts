import fc from 'fast-check'
import { jsonText, nastyWords, type Value, value } from './values.ts'

/** One request to be made: pure data, so that a seed makes the same ones again. */
export type Plan = {
  /** Which of the routes, as a number that is folded into their list. */
  readonly route: number
  readonly method: string | undefined
  readonly parameter: string | undefined
  readonly query: readonly [name: number, value: string] | undefined
  readonly fields: readonly (readonly [name: number, value: Value])[]
  /** Fields that no form has. */
  readonly strangeField: string | undefined
  /** How many of the form's other fields are filled in as a person would. */
  readonly isHonest: boolean
  readonly shape: 'form' | 'raw-form' | 'json' | 'multipart' | 'text' | 'bytes' | 'huge' | 'nothing'
  readonly csrf: 'own' | 'none' | 'other'
  readonly site: string | undefined
  readonly cookies: 'own' | 'none' | 'garbage' | 'swapped'
  readonly header: readonly [name: string, value: string] | undefined
  readonly json: string | undefined
  readonly proof: 'own' | 'none' | 'garbage' | 'old' | 'other-path' | 'odd-claims'
  /** Minutes that pass before it. */
  readonly minutes: number
}

const often = <T>(usual: T, weight: number, ...others: T[]) =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
const rarely = <T>(arbitrary: fc.Arbitrary<T>, weight: number) =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

/** The methods that Node's parser lets through, except those that a `Request` cannot carry. */
const methods = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND', 'M-SEARCH', 'PURGE']

const headerNames = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-length',
  'content-type',
  'forwarded',
  'host',
  'if-none-match',
  'last-event-id',
  'origin',
  'range',
  'referer',
  'sec-fetch-mode',
  'transfer-encoding',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-http-method-override',
]

export const plan: fc.Arbitrary<Plan> = fc.record({
  route: fc.nat({ max: 100_000 }),
  method: rarely(fc.constantFrom(...methods), 14),
  parameter: rarely(nastyWords, 3),
  query: rarely(fc.tuple(fc.nat({ max: 1000 }), nastyWords), 2),
  fields: fc.array(fc.tuple(fc.nat({ max: 1000 }), value), { maxLength: 4 }),
  strangeField: rarely(
    fc.constantFrom('__proto__', 'constructor', 'iin[]', 'iin[$ne]', 'toString', '', 'csrf'),
    10,
  ),
  isHonest: fc.boolean(),
  shape: often<Plan['shape']>(
    'form',
    12,
    'raw-form',
    'json',
    'multipart',
    'text',
    'bytes',
    'huge',
    'nothing',
  ),
  csrf: often<Plan['csrf']>('own', 12, 'none', 'other'),
  site: often<string | undefined>('same-origin', 16, 'cross-site', 'same-site', 'none', '', undefined),
  cookies: often<Plan['cookies']>('own', 16, 'none', 'garbage', 'swapped'),
  header: rarely(
    fc.oneof(
      { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...headerNames), nastyWords) },
      {
        weight: 1,
        arbitrary: fc.tuple(
          fc.constant('last-event-id'),
          fc.constantFrom('-'.repeat(36), 'f'.repeat(36), '0'),
        ),
      },
    ),
    4,
  ),
  json: rarely(jsonText, 2),
  proof: often<Plan['proof']>('own', 8, 'none', 'garbage', 'old', 'other-path', 'odd-claims'),
  minutes: often(0, 300, 1, 11, 35, 1500),
})
