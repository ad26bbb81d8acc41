import { Readable } from 'node:stream'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from '../database/database.ts'
import { makeKeyring } from '../database/keyring.ts'
import { type ImportKind, importFile, importKinds } from './import-file.ts'
import { describeBadRow, describeFileProblem } from './sentences.ts'

const keyring = makeKeyring([{ id: 'test', secret: 'a-secret-of-more-than-thirty-two-characters' }])
const kinds = Object.keys(importKinds) as ImportKind[]

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})

function bring(kind: ImportKind, bytes: Uint8Array, options = {}) {
  return importFile({ kind, stream: Readable.from([bytes]), database, keyring, options })
}

const soup = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '"',
      ',',
      ';',
      '\n',
      '\r',
      '\0',
      '=',
      '\ufeff',
      '\u202e',
      '9',
      '$argon2id$',
      'Ә',
      '\ud800',
    ),
    fc.string({ minLength: 1, maxLength: 3, unit: 'binary' }),
  ),
  maxLength: 60,
})

test('bytes of any kind under the right column names end in a report', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kinds),
      fc.uint8Array({ maxLength: 300 }),
      soup,
      async (kind, bytes, text) => {
        const head = `${importKinds[kind].columns.join(',')}\n`
        const report = await bring(kind, Buffer.concat([Buffer.from(head + text), bytes]), { skipBad: true })
        expect(report.fresh + report.changed + report.unchanged + report.bad).toBe(
          report.fileProblem ? report.bad : report.rows,
        )
      },
    ),
    { numRuns: 150 },
  )
})

test('bytes of any kind alone are refused in words', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 500 }), async (kind, bytes) => {
      const report = await bring(kind, bytes, { skipBad: true })
      expect(report.outcome).toBe('refused')
      expect(report.fileProblem && describeFileProblem(report.fileProblem)).toMatch(/^(the|this) /)
    }),
    { numRuns: 50 },
  )
})

test('what is told of a bad row never holds what stands in it', async () => {
  const cells = [
    'iin,phone',
    '900101300018,87017654321',
    'Сейтқали,87017654321',
    '900101300017,not-a-number-1234567',
  ]
  const report = await bring('mobile-citizens', Buffer.from(cells.join('\n')))
  const told = report.badRows.map(describeBadRow)
  expect(told).toEqual([
    'line 2, column iin: the check digit is wrong',
    'line 3, column iin: an IIN has digits only',
    'line 4, column phone: this is not a phone number',
  ])
})

test('a hundred thousand rows come in at a useful rate, and again as unchanged', {
  timeout: 120_000,
}, async () => {
  const lines = ['iin,phone']
  for (let at = 0; at < 100_000; at += 1) lines.push(`900101300017,+7701${String(at).padStart(7, '0')}`)
  const bytes = Buffer.from(lines.join('\n'))
  const first = await bring('mobile-citizens', bytes)
  expect(first).toMatchObject({ outcome: 'imported', fresh: 100_000, bad: 0 })
  // A floor that only a change of order breaks: a busy machine must not fail it.
  expect(first.rows / first.seconds).toBeGreaterThan(2000)
  expect(await bring('mobile-citizens', bytes)).toMatchObject({ fresh: 0, changed: 0, unchanged: 100_000 })
})
