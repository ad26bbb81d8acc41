import { describe, expect, test } from 'vitest'
import { makeKeyring } from '../database/keyring.ts'
import { accounts } from './accounts.ts'
import { births } from './births.ts'
import { bodyCell, dateCell, lineCell, momentCell } from './cells.ts'
import { events } from './events.ts'
import { readHeader } from './header.ts'
import type { Kind } from './kind.ts'
import { kindergarten } from './kindergarten.ts'
import { mobileCitizens } from './mobile-citizens.ts'

const only = (value: string) => () => value
const problem = (cell: { ok: boolean; problem?: string }) => (cell.ok ? null : cell.problem)

describe('texts', () => {
  test.each([
    ['', 'text-empty'],
    ['   ', 'text-empty'],
    ['=cmd()', 'text-formula'],
    [' +1', 'text-formula'],
    ['-1', 'text-formula'],
    ['@x', 'text-formula'],
    ['＝1', 'text-formula'],
    ['a\0b', 'text-control-character'],
    ['a\nb', 'text-control-character'],
    ['a\u009bb', 'text-control-character'],
    ['a\ufffdb', 'text-broken-character'],
    ['x'.repeat(301), 'text-too-long'],
    ['𐐀'.repeat(300), null],
    ['Әлихан О’Нил-Оспанов', null],
  ])('%j → %s', (text, expected) => {
    expect(problem(lineCell(only(text), 'name', 300))).toBe(expected)
  })

  test('are kept in one form', () => {
    expect(lineCell(only('  Ки\u0306м   Руслан '), 'name', 300)).toEqual({
      ok: true,
      value: 'Кӣм Руслан'.replace('ӣ', 'й'),
    })
    expect(bodyCell(only('a\r\nb\rc\n'), 'body', 300)).toEqual({ ok: true, value: 'a\nb\nc' })
    expect(problem(bodyCell(only('a\u0007'), 'body', 300))).toBe('text-control-character')
    expect(bodyCell(only(''), 'body', 300)).toEqual({ ok: true, value: '' })
  })
})

test.each([
  ['2023-02-28', true],
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2023-13-01', false],
  ['28.02.2023', false],
  ['0001-01-01', false],
  ['', false],
])('date %s: %s', (text, fine) => {
  expect(dateCell(only(text), 'since').ok).toBe(fine)
})

test.each([
  ['2026-09-01T09:00:00+05:00', '2026-09-01T04:00:00.000Z'],
  ['2026-09-01T09:00Z', '2026-09-01T09:00:00.000Z'],
  ['2026-09-01T09:00:00.123456+05:00', '2026-09-01T04:00:00.123Z'],
  ['2026-09-01T09:00:00', null],
  ['2026-09-31T09:00:00Z', null],
  ['2026-09-01T24:00:00Z', null],
  ['2026-09-01 09:00:00+05:00', null],
  ['2026-09-01T09:00:00+99:00', null],
])('moment %s', (text, expected) => {
  const read = momentCell(only(text), 'at')
  expect(read.ok ? read.value.toISOString() : null).toBe(expected)
})

/** The digest is the last value but those of the password; sealed values differ each time. */
function stagedValue(kind: Kind, cells: Record<string, string>, name: string) {
  const keyring = makeKeyring([{ id: 'test', secret: 'a-secret-of-more-than-thirty-two-characters' }])
  const read = kind.read((column) => cells[column] ?? '', { keyring, extraPrefixes: undefined })
  if (!read.ok) return `${read.column}: ${read.problem}`
  return read.values[kind.staging.findIndex(([column]) => column === name)]
}

const person = {
  iin: '900101300017',
  full_name: 'Ким Руслан',
  phone: '87017654321',
  language: 'ru',
  system: 'INDIGO',
  password_hash: '$2b$10$ZzB4EAMhQMkj4nMWUu0OJOIh5WLtwkDFgT/yUj10.S9ufjWFpDXZy',
}

describe('digests', () => {
  const digest = (change: Partial<typeof person>) =>
    stagedValue(accounts, { ...person, ...change }, 'source_digest')

  test('are the same for the same facts in another spelling', () => {
    const respelt = {
      iin: ' 9001 0130 0017',
      phone: '+7 (701) 765-43-21',
      full_name: ' Ким  Руслан',
      language: 'RU',
    }
    expect(digest(respelt)).toEqual(digest({}))
  })

  test.each([
    { full_name: 'Ким Русланa' },
    { phone: '' },
    { language: 'kk' },
    { system: 'SAKURA' },
    { iin: '210228500056' },
  ])('differ with %o', (change) => {
    expect(digest(change)).not.toEqual(digest({}))
  })

  test('the password has its own, and an empty one has none', () => {
    expect(digest({ password_hash: '' })).toEqual(digest({}))
    expect(stagedValue(accounts, person, 'phc_digest')).toBeInstanceOf(Buffer)
    expect(stagedValue(accounts, { ...person, password_hash: '' }, 'phc_digest')).toBeNull()
  })
})

test.each<[Kind, Record<string, string>, string]>([
  [accounts, { ...person, phone: '+7 903 123-45-67' }, 'phone: phone-not-kazakhstan'],
  [accounts, { ...person, language: 'de' }, 'language: language-unknown'],
  [accounts, { ...person, system: 'OTHER' }, 'system: system-unknown'],
  [accounts, { ...person, password_hash: 'secret' }, 'password_hash: hash-unknown'],
  [accounts, { ...person, iin: '210140000016' }, 'iin: iin-is-bin'],
  [mobileCitizens, { iin: '900101300017' }, 'phone: phone-empty'],
  [births, { child_iin: '900101300017', certificate_number: 'x' }, 'certificate_number: certificate-invalid'],
  [births, { child_iin: '900101300017', certificate_number: '1234567' }, 'first_parent_iin: iin-empty'],
  [
    births,
    {
      child_iin: '900101300017',
      certificate_number: '1234567',
      first_parent_iin: '210228500056',
      second_parent_iin: '210228500056',
    },
    'second_parent_iin: parents-equal',
  ],
  [kindergarten, { child_iin: '900101300017', child_name: 'Аяна', status: 'gone' }, 'status: status-unknown'],
  [
    events,
    { iin: '900101300017', system: 'INDIGO', at: '2026-09-01T09:00:00Z', kind: 'Notice' },
    'kind: kind-invalid',
  ],
  [
    events,
    {
      ...{ iin: '900101300017', system: 'INDIGO', at: '2026-09-01T09:00:00Z', kind: 'notice' },
      ...{ title_kk: 'a', title_ru: 'a', title_en: 'a', body_ru: 'b', body_en: 'b' },
    },
    'body_kk: body-not-in-every-language',
  ],
])('a bad row is refused with its column (%#)', (kind, cells, expected) => {
  expect(stagedValue(kind, cells, kind.staging[0]?.[0] ?? '')).toBe(expected)
})

describe('column names', () => {
  test('come in any order and case', () => {
    const header = readHeader([' Phone', 'IIN ', 'x'], ['iin', 'phone'])
    expect(header.ok && header.cellsOf(['p', 'i', ''])?.('iin')).toBe('i')
    expect(header.ok && header.cellsOf(['p', 'i'])).toBeUndefined()
    expect(header.ok && header.ignored).toEqual(['x'])
  })

  test('are each there once; what stands in their place is not quoted', () => {
    expect(readHeader(['iin', '900101300017'], ['iin', 'phone'])).toEqual({
      ok: false,
      file: { problem: 'columns-missing', columns: ['phone'] },
    })
    expect(readHeader(['iin', 'phone', 'iin'], ['iin', 'phone'])).toEqual({
      ok: false,
      file: { problem: 'columns-repeated', columns: ['iin'] },
    })
  })
})
