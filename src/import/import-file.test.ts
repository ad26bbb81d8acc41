import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ImportKind, importFile } from './import-file.ts'
import {
  account,
  bring,
  counts,
  database,
  hashes,
  head,
  keyring,
  one,
  row,
  rowsIn,
  three,
  two,
  useOwnDatabase,
} from './importing.test-kit.ts'

useOwnDatabase()

describe('bad rows', () => {
  const mixed = [
    head,
    row(one),
    row('900101300018'),
    row(two, { name: '=1+1' }),
    row(one),
    row(three, {
      hash: '$argon2id$v=19$m=4194304,t=9,p=1$YS1kZW1vLXNhbHQtMTZieQ$/+SL895APNFuLOzRYAfkqNmGFDh8vwI7ol4v4SviwqE',
    }),
    `${three},x`,
  ]
  const named = [
    { line: 3, column: 'iin', problem: 'iin-check-digit' },
    { line: 4, column: 'full_name', problem: 'text-formula' },
    { line: 5, column: 'iin', problem: 'key-repeated' },
    { line: 6, column: 'password_hash', problem: 'hash-too-costly' },
    { line: 7, column: null, problem: 'cell-count' },
  ]

  test('are all named, and nothing is written', async () => {
    const report = await bring('accounts', mixed)
    expect(report.badRows).toEqual(named)
    expect(counts(report)).toEqual(['refused', 0, 0, 0, 5])
    expect([await rowsIn('accounts'), await rowsIn('audit_log')]).toEqual([0, 0])
  })

  test('can be skipped: the good ones come in', async () => {
    const report = await bring('accounts', mixed, { skipBad: true })
    expect(report.badRows).toEqual(named)
    expect(counts(report)).toEqual(['imported', 1, 0, 0, 5])
    expect(await rowsIn('accounts')).toBe(1)
  })

  test('past a thousand are counted', async () => {
    const many = Array.from({ length: 2500 }, (_, at) => row(at % 2 ? one : '1'))
    const report = await bring('accounts', [head, ...many])
    expect([report.bad, report.badRows.length, report.badRows.at(-1)?.line]).toEqual([2499, 1000, 1002])
  })

  test('a file without its first line, or torn, writes nothing even when bad rows are skipped', async () => {
    const headless = await bring('accounts', [row(one), row(two)], { skipBad: true })
    expect(headless.fileProblem).toEqual({ problem: 'columns-missing', columns: head.split(',') })
    const torn = await bring('accounts', [head, row(one), `${two},"Ким`, row(three)], { skipBad: true })
    expect([torn.outcome, torn.fileProblem]).toEqual(['refused', { problem: 'torn', line: 3 }])
    expect(await rowsIn('accounts')).toBe(0)
  })

  test('unknown columns are told', async () => {
    const report = await bring('accounts', [`${head},note,\u001b[31mred`, `${row(one)},x,y`])
    expect([report.outcome, report.ignoredColumns]).toEqual(['imported', ['note', '(column 8)']])
  })
})

test('a dry run counts and keeps nothing', async () => {
  await bring('accounts', [head, row(one)])
  const report = await bring('accounts', [head, row(one, { name: 'Ли Анна' }), row(two)], { dryRun: true })
  expect(counts(report)).toEqual(['tried', 1, 1, 0, 0])
  expect((await account(one)).name).toBe('Ким Руслан')
  expect([await rowsIn('accounts'), await rowsIn('audit_log')]).toEqual([1, 1])
})

test('a source that breaks off writes nothing and leaves the connection usable', async () => {
  const source = async function* () {
    yield Buffer.from(`${[head, row(one)].join('\n')}\n`)
    throw new Error('the disk went away')
  }
  await expect(importFile({ kind: 'accounts', stream: source(), database, keyring })).rejects.toThrow(
    'the disk',
  )
  expect(await rowsIn('accounts')).toBe(0)
})

test('two imports of one file at the same moment take turns', async () => {
  const file = [head, row(one, { hash: hashes[0] }), row(two)]
  const reports = await Promise.all([
    bring('accounts', file),
    bring('accounts', file),
    bring('accounts', file),
  ])
  expect(reports.map((report) => report.fresh).sort()).toEqual([0, 0, 2])
  expect(await rowsIn('passwords')).toBe(1)
})

test('the demo files come in twice without a change', async () => {
  const kinds: ImportKind[] = ['accounts', 'births', 'mobile-citizens', 'kindergarten', 'events']
  for (const again of [false, true]) {
    for (const kind of kinds) {
      const text = readFileSync(join(import.meta.dirname, `../../demo/${kind}.csv`), 'utf8')
      const report = await bring(kind, [text])
      expect(report.badRows).toEqual([])
      expect(again ? report.unchanged : report.fresh).toBe(report.rows)
    }
  }
})
