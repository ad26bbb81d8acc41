import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from '../database/database.ts'
import {
  findInstallation,
  greetInstallation,
  noteSeen,
  pruneInstallations,
  removeInstallation,
} from './installations.ts'

let now = new Date('2026-11-22T09:00:00Z')
const clock = { now: () => now }
const advance = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000)
}
let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})
const greet = (thumbprint: Buffer, language: 'ru' | 'kk' = 'ru') =>
  greetInstallation(database.reader, clock, {
    thumbprint,
    publicKey: {},
    device: 'Chrome, Android',
    language,
  })

test('one key is one installation, however often it says hello', async () => {
  const key = randomBytes(32)
  const [first, again] = [await greet(key), await greet(key, 'kk')]
  expect([first.isNew, again.isNew, again.id]).toEqual([true, false, first.id])
  expect(await findInstallation(database.reader, key)).toMatchObject({ id: first.id, language: 'kk' })
})

test('a removed one is unknown, and its key begins anew', async () => {
  const key = randomBytes(32)
  const { id } = await greet(key)
  await database.inTransaction((tx) => removeInstallation(tx, clock, id))
  expect(await findInstallation(database.reader, key)).toBeUndefined()
  const next = await greet(key)
  expect([next.isNew, next.id === id]).toEqual([true, false])
})

test('what was never bound goes after a day without a word', async () => {
  const [silent, alive] = [randomBytes(32), randomBytes(32)]
  await greet(silent)
  await greet(alive)
  advance(20)
  const known = await findInstallation(database.reader, alive)
  if (known) await noteSeen(database.reader, clock, known)
  advance(5)
  expect(await pruneInstallations(database.reader, clock)).toBeGreaterThan(0)
  expect(await findInstallation(database.reader, silent)).toBeUndefined()
  expect(await findInstallation(database.reader, alive)).toBeDefined()
})
