import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from '../database/database.ts'
import { makeKeyring } from '../database/keyring.ts'
import type { Iin } from '../domain/iin.ts'
import { limits } from '../domain/limits.ts'
import { findActivation, openActivation } from './activations.ts'
import { beginRecovery } from './recoveries.ts'

const iin = '880512400120' as Iin
let now = new Date('2026-11-22T09:00:00Z')
const parts = {
  keyring: makeKeyring([{ id: 'test', secret: 'a-test-key-of-more-than-thirty-two-letters' }]),
  clock: { now: () => now },
  random: { bytes: randomBytes },
  limits,
}
let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})

async function opens(recoveryId: string) {
  const decoy = { accountId: null, phoneIndex: null, iin, browser: 'Chrome, Android' }
  return openActivation(database.reader, parts, { ...decoy, madeThrough: 'public', recoveryId })
}
async function asks() {
  const asked = { iin, browser: 'Chrome, Android', browserHash: randomBytes(32), address: '203.0.113.7' }
  return (await database.inTransaction((tx) => beginRecovery(tx, parts, asked))).recoveryId
}

test('a page shows the same password and token as long as they live, then others', async () => {
  const [id, other] = [await asks(), await asks()]
  const first = await opens(id)
  expect(first.password).toMatch(/^\d{13}$/)
  expect(Buffer.from(first.token, 'base64url')).toHaveLength(16)
  expect(first.expiresAt).toEqual(new Date(now.getTime() + 600_000))
  now = new Date(now.getTime() + 599_000)
  expect(await opens(id)).toEqual(first)
  expect((await opens(other)).password).not.toBe(first.password)
  now = new Date(now.getTime() + 1000)
  const next = await opens(id)
  expect([next.password === first.password, next.token === first.token]).toEqual([false, false])
})

test('neither password nor token is stored, and both find the activation as they may be typed', async () => {
  const { id, password, token } = await opens(await asks())
  const { rows } = await database.pool.query('select * from activations where id = $1', [id])
  const stored = JSON.stringify(rows, (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  )
  expect(stored).not.toContain(password)
  expect(stored).not.toContain(token)
  expect(stored).not.toContain(iin)
  const grouped = ` ${password.slice(0, 4)}-${password.slice(4, 8)} ${password.slice(8)}`
  for (const secret of [{ password: grouped }, { token }]) {
    expect(await findActivation(database.reader, parts, secret)).toMatchObject({ id, accountId: null, iin })
  }
  expect(await findActivation(database.reader, parts, { token: password })).toBeUndefined()
})

test('one that was guessed at too often is replaced', async () => {
  const id = await asks()
  const first = await opens(id)
  await database.reader.updateTable('activations').set({ tries: 5 }).where('id', '=', first.id).execute()
  expect((await opens(id)).password).not.toBe(first.password)
  expect(await findActivation(database.reader, parts, first)).toBeUndefined()
})
