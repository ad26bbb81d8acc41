import fc from 'fast-check'

/** A value that is only known while a request is made: of the walker itself, or one of the portal's own answers. */
export type Own = { readonly own: 'iin' | 'password' | 'phone' | 'code' | 'seen' | 'id'; readonly at: number }
export type Value = string | Own

/** Shows up in a page only if what was typed became markup. */
export const markup = '"\'><x-fuzz onload=x>'

/** Well-formed IINs, BINs and near misses; some stand in the manual and the domain's own tests. */
const iins = [
  '880512400120',
  '900101300017',
  '210228500056',
  '990101000014',
  '180229500013',
  '900101300018',
  '210140000016',
  '000000000000',
  '９００１０１３００００１７',
  '900101 300-017',
  '٩٠٠١٠١٣٠٠٠١٧',
  '9001013000171',
  '90010130001',
]
const numbers = [
  '+77051239223',
  '87011234567',
  '7011234567',
  '+7 (701) 123-45-67',
  '+79161234567',
  '112',
  '+',
]
const codes = [
  '0000',
  '1234',
  '12 34',
  '000000',
  '123456',
  '1234567890123',
  '１２３４',
  '12345',
  '-123',
  '1e3',
]
const emails = [
  'ata+ana@posta.example.kz',
  'ata@пошта.қаз',
  'ata@posta.example.kz\r\nBcc: ana@posta.example.kz',
  'ata@posta.example.kz, ana@posta.example.kz',
  '"ata\\"\r\n ana"@posta.example.kz',
  `${'a'.repeat(64)}@${'a.'.repeat(94)}kz`,
]
const certificates = ['II-АБ № 123456', 'ІІ-АБ N 123456', '123456', '№', 'I'.repeat(40)]
const passwords = ['Aspan-tau#9-jusan', 'Qazaqstan-2026!', 'aaaaaaaaaaaaaaa', 'short', 'ә'.repeat(600)]
const words = [
  'ru',
  'kk',
  'en',
  'yes',
  'on',
  '1',
  '0',
  'true',
  'null',
  'feed',
  'home',
  'mother',
  'queued',
  'reset',
]

/** What has broken other programs. */
const nasty = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nSet-Cookie: x=y',
  '\r\n\r\n<html>',
  '\n{"level":30,"msg":"forged"}',
  '\ud800',
  'a\udfffb',
  '\uffff',
  '\u202e\u2066',
  'e\u0301'.repeat(200),
  'İıſß',
  '\u2028\u2029',
  '👩‍👩‍👧‍👦'.repeat(30),
  markup,
  "' or 1=1 --",
  "'; select pg_sleep(1) --",
  '\\',
  '%',
  '%00',
  '%0d%0a',
  '%ED%A0%80',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  '//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  '{"$gt":""}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what an attacker types.
  '${7*7}{{7*7}}',
  '-1',
  '1e309',
  'NaN',
  '9'.repeat(400),
  '2026-11-25T10:00:00Z',
  '2026-11-25T10:00:00.000001Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-20T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  '-'.repeat(36),
  'f'.repeat(36),
  '999999999999999_00000000-0000-4000-8000-000000000000',
  '999999999999999',
  '-1',
  'x'.repeat(5000),
  '٣'.repeat(2000),
]

const own = fc.record({
  own: fc.constantFrom('iin', 'password', 'phone', 'code', 'seen', 'id'),
  at: fc.nat({ max: 1000 }),
}) as fc.Arbitrary<Own>

/** Something to type into a field: often what belongs there, in some form, and often what does not. */
export const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 8, arbitrary: own },
  { weight: 3, arbitrary: fc.constantFrom(...iins) },
  { weight: 2, arbitrary: fc.constantFrom(...numbers) },
  { weight: 2, arbitrary: fc.constantFrom(...codes) },
  { weight: 1, arbitrary: fc.constantFrom(...certificates) },
  { weight: 1, arbitrary: fc.constantFrom(...emails) },
  { weight: 2, arbitrary: fc.constantFrom(...passwords) },
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 6, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
)

/** Values of the same shape as one that a form brought along, at the ends of what the shape allows and past them. */
export const shapes: readonly { readonly is: RegExp; readonly others: readonly string[] }[] = [
  {
    is: /^\d{4}-\d\d-\d\dT/,
    others: [
      '-271821-04-20T00:00:00Z',
      '+275760-09-13T00:00:00.000Z',
      '-004713-01-01T00:00:00Z',
      '0000-01-01T00:00:00Z',
      '2026-02-30T24:00:00Z',
      '2026-11-25T10:00:00+26:00',
      '1',
    ],
  },
  {
    is: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    others: [
      '-'.repeat(36),
      'f'.repeat(36),
      '00000000-0000-0000-0000-000000000000',
      'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
      '{00000000-0000-4000-8000-000000000000}',
      '00000000-0000-4000-8000-00000000000',
    ],
  },
]

/** A part of an address or a header: what a URL or a header may hold at all. */
export const nastyWords: fc.Arbitrary<string> = fc.constantFrom(...iins, ...numbers, ...nasty)

/** JSON that is deep, wide or long, or ends a reader that goes into it. */
export const jsonBombs = [
  `${'['.repeat(4000)}${']'.repeat(4000)}`,
  `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`,
  `{"notices":${'['.repeat(8000)}${']'.repeat(8000)}}`,
  `{"notices":[${Array<string>(100).fill('"00000000-0000-4000-8000-000000000000"').join()}],"state":"opened"}`,
  `{${Array.from({ length: 1400 }, (_, at) => `"x${at}":1`).join()}}`,
  `{"phone":${'9'.repeat(16_000)}}`,
  `{"x":"${'y'.repeat(17_000)}"}`,
  `{"x":"${'y'.repeat(2_000_000)}"}`,
]

/** JSON as no honest app sends it, and text that is none. */
export const jsonText: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '1e999',
    '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
    '{"request":"a","request":"b"}',
    '{"language":"ru","language":{"toString":1}}',
    '{"phone":"\\ud800","password":"\\u0000"}',
    '\ufeff{"language":"ru"}',
    ...jsonBombs.slice(0, -1),
  ),
)
