import { describe, expect, test } from 'vitest'
import {
  account,
  bring,
  child,
  counts,
  database,
  hashes,
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

describe('accounts', () => {
  test('come with everything sealed, and can be found by IIN and number', async () => {
    expect(
      counts(await bring('accounts', [head, row(one, { hash: hashes[0] }), row(two, { phone: '' })])),
    ).toEqual(['imported', 2, 0, 0, 0])
    const first = await account(one)
    expect(keyring.open('accounts.iin', first.iin_sealed)).toBe(one)
    expect(first).toMatchObject({
      name: 'Ким Руслан',
      phone: '+77017654321',
      language: 'ru',
      system: 'INDIGO',
    })
    expect(first.phone_index).toEqual(keyring.index('phone', '+77017654321'))
    expect(first.passwords).toEqual([{ phc: hashes[0], current: true, setBy: 'import' }])
    expect(await account(two)).toMatchObject({ phone: null, phone_index: null, passwords: [] })
  })

  test('a hash with commas needs no quotes, in any column', async () => {
    const file = [
      'iin,full_name,password_hash,phone,language,system',
      `${one},Ким Руслан,${hashes[0]},,ru,INDIGO`,
    ]
    expect(counts(await bring('accounts', file))).toEqual(['imported', 1, 0, 0, 0])
    expect((await account(one)).passwords).toMatchObject([{ phc: hashes[0] }])
    const comma = await bring('accounts', [head, `${two},Ким, Руслан,,ru,INDIGO,${hashes[1]}`])
    expect(comma.badRows).toEqual([{ line: 2, column: null, problem: 'cell-count' }])
  })

  test('again: nothing changes, whatever the order of columns and rows', async () => {
    await bring('accounts', [head, row(one, { hash: hashes[0] }), row(two)])
    const before = await account(one)
    const again = [
      'system;password_hash;iin;phone;language;full_name',
      `INDIGO;;${two};+7 701 765 43 21;ru;Ким  Руслан `,
      `indigo;${hashes[0]};${one};87017654321;RU;Ким Руслан`,
    ]
    expect(counts(await bring('accounts', again))).toEqual(['imported', 0, 0, 2, 0])
    expect(await account(one)).toEqual(before)
  })

  test('the file brings a new name and number; the language is the person’s', async () => {
    await bring('accounts', [head, row(one), row(two)])
    const changed = row(one, { name: 'Ли Анна', phone: '87051239223', language: 'kk' })
    expect(counts(await bring('accounts', [head, changed, row(two)]))).toEqual(['imported', 0, 1, 1, 0])
    expect(await account(one)).toMatchObject({ name: 'Ли Анна', phone: '+77051239223', language: 'ru' })
  })

  test('a number that the person has set stays', async () => {
    await bring('accounts', [head, row(one)])
    await database.pool.query(`update accounts set phone_set_by = 'person'`)
    await bring('accounts', [head, row(one, { name: 'Ли Анна', phone: '87051239223' })])
    expect(await account(one)).toMatchObject({ name: 'Ли Анна', phone: '+77017654321' })
  })

  test('an account that a transfer made gets its name from the file, and keeps its number', async () => {
    await bring('accounts', [head, row(one)])
    await database.pool.query(
      `update accounts set name_sealed = $1, phone_set_by = 'transfer', source_digest = null`,
      [keyring.seal('accounts.name', '')],
    )
    await bring('accounts', [head, row(one, { name: 'Ли Анна', phone: '87051239223' })])
    expect(await account(one)).toMatchObject({ name: 'Ли Анна', phone: '+77017654321' })
  })

  test('an account that a transfer closed for want of children opens with a new one', async () => {
    await bring('accounts', [head, row(one), row(two)])
    await database.pool.query(
      `insert into restrictions (account_id, kind, reason, since) select id, 'closed', 'transfer', now() from accounts`,
    )
    await bring('kindergarten', [...kindergarten, child(three, one)])
    const { rows } = await database.pool.query<{ iin_index: Buffer; ended_by: string | null }>(
      'select iin_index, ended_by from restrictions join accounts on accounts.id = account_id',
    )
    const endedBy = (iin: string) =>
      rows.find((each) => each.iin_index.equals(keyring.index('iin', iin)))?.ended_by
    expect([endedBy(one), endedBy(two)]).toEqual(['import', null])
  })

  test('a password comes later, is replaced while it is the imported one, and stays when the file has none', async () => {
    await bring('accounts', [head, row(one)])
    expect(counts(await bring('accounts', [head, row(one, { hash: hashes[0] })]))).toEqual([
      'imported',
      0,
      1,
      0,
      0,
    ])
    expect(counts(await bring('accounts', [head, row(one, { hash: hashes[1] })]))).toEqual([
      'imported',
      0,
      1,
      0,
      0,
    ])
    expect(counts(await bring('accounts', [head, row(one)]))).toEqual(['imported', 0, 0, 1, 0])
    expect((await account(one)).passwords).toEqual([
      { phc: hashes[0], current: false, setBy: 'import' },
      { phc: hashes[1], current: true, setBy: 'import' },
    ])
  })

  test('a rehashed password is still the imported one', async () => {
    await bring('accounts', [head, row(one, { hash: hashes[1] })])
    await database.pool.query('update passwords set phc_sealed = $1, rehashed_at = now()', [
      keyring.seal('passwords.phc', hashes[0]),
    ])
    expect(counts(await bring('accounts', [head, row(one, { hash: hashes[1] })]))).toEqual([
      'imported',
      0,
      0,
      1,
      0,
    ])
    expect((await account(one)).passwords).toMatchObject([{ phc: hashes[0], current: true }])
  })

  test('a password that the person has set stays', async () => {
    await bring('accounts', [head, row(one, { hash: hashes[0] })])
    await database.pool.query(`update passwords set set_by = 'person', source_digest = null`)
    expect(counts(await bring('accounts', [head, row(one, { hash: hashes[1] })]))).toEqual([
      'imported',
      0,
      0,
      1,
      0,
    ])
    expect((await account(one)).passwords).toEqual([{ phc: hashes[0], current: true, setBy: 'person' }])
  })

  test('a closed account stays closed and gets neither password nor children', async () => {
    await bring('accounts', [head, row(one)])
    await database.pool.query('update accounts set closed_at = now()')
    await bring('kindergarten', [...kindergarten, child(three, one)])
    await bring('accounts', [head, row(one, { hash: hashes[0], name: 'Ли Анна' })])
    expect(await account(one)).toMatchObject({ closed_at: expect.any(Date), passwords: [] })
    expect(await standsUnder(three)).toBeNull()
  })
})
