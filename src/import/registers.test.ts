import { describe, expect, test } from 'vitest'
import { feedChannel, listEvents } from '../account/events.ts'
import {
  account,
  bring,
  child,
  counts,
  database,
  head,
  keyring,
  kindergarten,
  one,
  row,
  standsUnder,
  three,
  two,
  useOwnDatabase,
} from './importing.test-kit.ts'

useOwnDatabase()

describe('children', () => {
  test('come under the applicant’s account, made before or after them', async () => {
    await bring('accounts', [head, row(one)])
    await bring('kindergarten', [...kindergarten, child(three, one), child(two, '850715400028')])
    expect(await standsUnder(three)).toBe((await account(one)).id)
    expect(await standsUnder(two)).toBeNull()
    await bring('accounts', [head, row('850715400028')])
    expect(await standsUnder(two)).toBe((await account('850715400028')).id)
  })

  test('are never moved by an import', async () => {
    await bring('accounts', [head, row(one), row(two)])
    await bring('kindergarten', [...kindergarten, child(three, one)])
    const moved = await bring('kindergarten', [...kindergarten, child(three, two, 'attending')])
    expect(counts(moved)).toEqual(['imported', 0, 1, 0, 0])
    expect(await standsUnder(three)).toBe((await account(one)).id)
  })
})

describe('registers', () => {
  test('spellings of one certificate are no change; one parent is enough', async () => {
    const births = 'child_iin,certificate_number,first_parent_iin,second_parent_iin'
    expect(counts(await bring('births', [births, `${three},II-АБ № 123456,${one},${two}`]))).toEqual([
      'imported',
      1,
      0,
      0,
      0,
    ])
    expect(counts(await bring('births', [births, `${three},ІІ - АБ 123456,${one},${two}`]))).toEqual([
      'imported',
      0,
      0,
      1,
      0,
    ])
    expect(counts(await bring('births', [births, `${three},7654321,,${two}`]))).toEqual([
      'imported',
      0,
      1,
      0,
      0,
    ])
    const stored = await database.reader.selectFrom('births').selectAll().executeTakeFirstOrThrow()
    expect(stored).toMatchObject({
      certificate_index: keyring.index('certificate', '7654321'),
      certificate_digits: keyring.index('certificate-digits', '7654321'),
      has_series: false,
      first_parent_index: keyring.index('iin', two),
      second_parent_index: null,
    })
  })

  test('a number goes over to another IIN, and stands once in a file', async () => {
    expect(counts(await bring('mobile-citizens', ['iin,phone', `${one},87017654321`]))).toEqual([
      'imported',
      1,
      0,
      0,
      0,
    ])
    expect(counts(await bring('mobile-citizens', ['iin,phone', `${two},+77017654321`]))).toEqual([
      'imported',
      0,
      1,
      0,
      0,
    ])
    const twice = await bring('mobile-citizens', ['iin,phone', `${one},87017654321`, `${two},87017654321`])
    expect(twice.badRows).toEqual([{ line: 3, column: 'phone', problem: 'key-repeated' }])
  })

  test('extra prefixes are the caller’s', async () => {
    const file = ['iin,phone', `${one},87991234567`]
    expect((await bring('mobile-citizens', file)).outcome).toBe('refused')
    expect((await bring('mobile-citizens', file, { extraPrefixes: ['799'] })).outcome).toBe('imported')
  })
})

describe('events', () => {
  const columns = 'iin,system,at,kind,title_kk,title_ru,title_en,body_kk,body_ru,body_en'
  const event = (iin: string, word: string, at = '2026-09-01T09:00:00+05:00') =>
    `${iin},INDIGO,${at},notice,Т ${word},Т ${word},T ${word},,,`

  test('come into the feed once; equal ones are told apart in any order', async () => {
    await bring('accounts', [head, row(one)])
    const file = [event(one, 'a'), event(one, 'b'), event(one, 'a'), event(one, 'c', '2026-09-01T05:00:00Z')]
    expect(counts(await bring('events', [columns, ...file]))).toEqual(['imported', 4, 0, 0, 0])
    expect(counts(await bring('events', [columns, ...file.reverse()]))).toEqual(['imported', 0, 0, 4, 0])
    const feed = await listEvents(database.reader, keyring, (await account(one)).id, { limit: 10 })
    expect(feed.map((each) => each.category === 'system' && each.words.en.title).sort()).toEqual(
      ['T a', 'T a', 'T b', 'T c'].sort(),
    )
    expect(feed.at(-1)?.at).toEqual(new Date('2026-09-01T04:00:00Z'))
  })

  test('new words change an event in its place', async () => {
    await bring('accounts', [head, row(one)])
    await bring('events', [columns, event(one, 'a')])
    await database.pool.query('update events set read_at = now()')
    expect(counts(await bring('events', [columns, event(one, 'b')]))).toEqual(['imported', 0, 1, 0, 0])
    const feed = await listEvents(database.reader, keyring, (await account(one)).id, { limit: 10 })
    expect(feed).toMatchObject([{ unread: false, words: { ru: { title: 'Т b' } } }])
  })

  test('an event for nobody is a bad row, and so is one without an offset', async () => {
    await bring('accounts', [head, row(one)])
    const report = await bring(
      'events',
      [columns, event(one, 'a'), event(two, 'b'), event(one, 'c', '2026-09-01T09:00:00')],
      {
        skipBad: true,
      },
    )
    expect(counts(report)).toEqual(['imported', 1, 0, 0, 2])
    expect(report.badRows).toEqual([
      { line: 3, column: 'iin', problem: 'account-unknown' },
      { line: 4, column: 'at', problem: 'time-invalid' },
    ])
  })

  test('open feeds hear of new events once, after the commit', async () => {
    await bring('accounts', [head, row(one), row(two)])
    const heard: string[] = []
    const stop = await database.listen(feedChannel, (payload) => heard.push(payload))
    await bring('events', [columns, event(one, 'a')], { dryRun: true })
    await bring('events', [columns, event(one, 'a'), event(one, 'b'), event(two, 'c')])
    await bring('events', [columns, event(one, 'changed'), event(one, 'b'), event(two, 'c')])
    await expect.poll(() => heard.length).toBeGreaterThanOrEqual(2)
    expect(heard.sort()).toEqual([(await account(one)).id, (await account(two)).id].sort())
    await stop()
  })
})
