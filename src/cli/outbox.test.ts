import { afterEach, expect, inject, test, vi } from 'vitest'
import { installApp, newNoticeNode, startTestWorker } from '../../test/support/notices.ts'
import { startPushService } from '../../test/support/push-service.ts'
import { readConfig } from '../config.ts'
import { announce } from '../notify/index.ts'
import { run } from './outbox.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('outbox counts, and names dead ends with their reasons, without anybody’s data', async () => {
  const push = await startPushService()
  const node = await newNoticeNode()
  const accountId = await node.account()
  const phone = push.subscribe()
  phone.unsubscribe()
  const installation = await installApp(node, accountId, phone)
  const worker = await startTestWorker(node)
  await node.database.inTransaction((tx) =>
    announce(tx, node.parts, { accountId, kind: 'frozen', browser: 'Chrome, Android' }),
  )
  await worker.idle()
  await push.close()

  const { database } = node.database.pool.options
  vi.stubEnv('DATABASE_URL', `postgres://kabinet@localhost/${database}?host=${inject('databaseSocket')}`)
  const said: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  expect(await run([])).toBe(0)
  expect(said.map((line) => line.split(/ +/))).toEqual([
    ['app', 'frozen', 'queued', '1'],
    ['push', 'frozen', 'dead', '1'],
  ])
  said.length = 0
  expect(await run(['--dead'])).toBe(0)
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^\d{4}-\d\d-\d\dT\S+ {2}push {2}frozen {2}tries 1 {2}gone {2}[0-9a-f-]{36}$/)
  for (const secret of [accountId, installation, phone.endpoint, 'Chrome'])
    expect(said[0]).not.toContain(secret)
})

test('the gateway is configured whole or not at all, and production wants it public', () => {
  const problems = (environment: Record<string, string>) => {
    const read = readConfig('production', environment)
    return read.ok ? [] : read.problems.filter((problem) => /SMS|PUSH/.test(problem))
  }
  const url = 'https://sms.example.kz/send'
  const key = 'a-key-of-the-gateway'
  expect(problems({ KABINET_POSSESSION_PROOF: 'sms', KABINET_SMS_URL: url, KABINET_SMS_KEY: key })).toEqual(
    [],
  )
  expect(problems({ KABINET_POSSESSION_PROOF: 'none' })).toEqual([])
  expect(problems({ KABINET_POSSESSION_PROOF: 'sms' })[0]).toContain('must name the gateway')
  expect(problems({ KABINET_SMS_URL: url }).some((problem) => problem.includes('belong together'))).toBe(true)
  const plain = problems({ KABINET_SMS_URL: 'http://sms.example.kz', KABINET_SMS_KEY: key })
  expect(plain.some((problem) => problem.includes('https://'))).toBe(true)
  expect(problems({ KABINET_PUSH_LOCAL: 'yes' }).some((problem) => problem.includes('PUSH_LOCAL'))).toBe(true)
})
