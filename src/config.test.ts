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

test('every problem is told at once, also where a variable cannot be read', () => {
  const read = readConfig('production', {
    PORT: 'many',
    KABINET_POSSESSION_PROOF: 'letter',
    DATABASE_URL_FILE: join(folder, 'nowhere'),
    KABINET_KEYS: `k1:${'a'.repeat(40)}`,
    KABINET_TRUSTED_PROXY: 'somewhere',
    KABINET_ASSISTED_CONTACT: '1414',
  })
  expect(read.ok || read.problems.map((problem) => problem.split(/[: ]/)[0])).toEqual([
    'PORT',
    'KABINET_POSSESSION_PROOF',
    'DATABASE_URL_FILE',
    'KABINET_TRUSTED_PROXY',
    'KABINET_PUBLIC_ORIGIN',
  ])
})

test('a secret is taken whole or not at all', () => {
  const keys = (list: string) => {
    const read = readConfig('demo', { KABINET_KEYS: list })
    return read.ok ? read.config.keys : read.problems
  }
  const [head, tail] = ['a'.repeat(40), 'b'.repeat(8)]
  expect(keys(`k1:${head}`)).toEqual([{ id: 'k1', secret: head }])
  expect(keys(`k1:${head}:${tail}`)).toEqual([
    'KABINET_KEYS, entry 1: expected "id:secret" with a secret of at least 32 characters and no further colon',
  ])
})
