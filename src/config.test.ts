import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabinet-config-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a secret may stand in a file, whose last line’s end does not belong to it', async () => {
  const file = join(folder, 'database_url')
  await writeFile(file, 'postgres://kabinet:word@db1,db2/kabinet\n')
  const gateway = join(folder, 'sms_key')
  await writeFile(gateway, 'a-key-of-sixteen-characters\r\n')
  const read = readConfig('demo', {
    DATABASE_URL_FILE: file,
    KABINET_SMS_URL: 'https://sms.example.kz/send',
    KABINET_SMS_KEY_FILE: gateway,
  })
  expect(read.ok && read.config.databaseUrl).toBe('postgres://kabinet:word@db1,db2/kabinet')
  expect(read.ok && read.config.sms?.key).toBe('a-key-of-sixteen-characters')
})

test('a file that cannot be read is a problem, and so are a file and a variable at once', () => {
  const missing = readConfig('demo', { DATABASE_URL_FILE: join(folder, 'nowhere') })
  expect(missing).toEqual({ ok: false, problems: ['DATABASE_URL_FILE cannot be read'] })
  const twice = readConfig('demo', { DATABASE_URL: 'postgres://a/b', DATABASE_URL_FILE: 'x' })
  expect(twice).toEqual({
    ok: false,
    problems: ['DATABASE_URL and DATABASE_URL_FILE exclude each other: set one'],
  })
})

test('only a node with a proxy before it drains, unless it is told otherwise', () => {
  const drain = (environment: Record<string, string> = {}) => {
    const read = readConfig('demo', environment)
    return read.ok && read.config.drainMilliseconds
  }
  expect(drain()).toBe(0)
  expect(drain({ KABINET_DRAIN_SECONDS: '2.5' })).toBe(2500)
  expect(drain({ KABINET_DRAIN_SECONDS: '-1' })).toBe(false)
})
