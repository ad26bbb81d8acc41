import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { Config } from '../../src/config.ts'
import type { Database } from '../../src/database/database.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { limits } from '../../src/domain/limits.ts'
import { makeLog } from '../../src/http/log.ts'
import { makeMetrics } from '../../src/http/metrics.ts'
import { makeHttpGateway } from '../../src/notify/adapters/http-gateway.ts'
import { makeSmtpSender } from '../../src/notify/adapters/smtp.ts'
import type { DeliverParts } from '../../src/notify/deliver.ts'
import { keepSubscription } from '../../src/notify/index.ts'
import { makePushSender } from '../../src/notify/push.ts'
import { startWorker, usualSettings, type Worker, type WorkerSettings } from '../../src/notify/worker.ts'
import { afterEachTest } from './after.ts'
import { freshDatabase } from './database.ts'
import { type LogStream, makeLogStream } from './log-stream.ts'
import type { TestSubscription } from './push-service.ts'

type NodeConfig = Pick<Config, 'sms' | 'mail' | 'allowLocalPush' | 'publicOrigin' | 'assistedContact'>

/** What notices need of a node: a real database and log, a clock that stands still, no portal. */
export type NoticeNode = {
  readonly parts: DeliverParts & {
    readonly config: NodeConfig
    readonly metrics: ReturnType<typeof makeMetrics>
  }
  readonly database: Database
  readonly clock: { now(): Date; advance(seconds: number): void }
  readonly log: LogStream
  account(phone?: string | null): Promise<string>
}

const logs: LogStream[] = []

/** A node with a database of its own, or beside another on the same one. */
export async function newNoticeNode(
  config: Partial<NodeConfig> = {},
  beside?: NoticeNode,
): Promise<NoticeNode> {
  const database = beside?.database ?? (await freshDatabase())
  const log = makeLogStream()
  logs.push(log)
  let now = Date.now()
  const clock = beside?.clock ?? {
    now: () => new Date(now),
    advance(seconds: number) {
      now += seconds * 1000
    },
  }
  const keyring = makeKeyring([{ id: 'test', secret: 'a-test-key-of-more-than-thirty-two-letters' }])
  const parts = {
    config: {
      sms: undefined,
      mail: undefined,
      allowLocalPush: true,
      publicOrigin: 'https://kabinet.test',
      assistedContact: 'ЦОН, тел. 1414',
      ...config,
    },
    database,
    clock,
    keyring,
    limits,
    random: { bytes: randomBytes },
    log: makeLog('debug', log.destination),
    metrics: makeMetrics({ withProcess: false }),
  }
  return {
    parts,
    database,
    clock,
    log,
    async account(phone = '+77051239223') {
      log.forbid(phone ?? '')
      const row = await database.reader
        .insertInto('accounts')
        .values({
          iin_index: randomBytes(32),
          iin_sealed: keyring.seal('accounts.iin', '880512400120'),
          name_sealed: keyring.seal('accounts.name', 'Сейтқали Айгерім'),
          phone_index: phone === null ? null : keyring.index('phone', phone),
          phone_sealed: phone === null ? null : keyring.seal('accounts.phone', phone),
          language: 'ru',
          system: 'INDIGO',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    },
  }
}

const workers: Worker[] = []
afterEachTest(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
  // Every test is also a test of the log.
  for (const log of logs.splice(0)) expect(log.takePersonalData(), 'personal data in the log').toEqual([])
})

/** Starts a node's worker on a portal, stopped after the test. `timeoutMilliseconds`: how long it waits for answers. */
export async function startTestWorker(
  node: NoticeNode,
  settings: Partial<WorkerSettings> & { timeoutMilliseconds?: number } = {},
): Promise<Worker> {
  const { timeoutMilliseconds = 2000, ...rest } = settings
  const options = { timeoutMilliseconds, mostSockets: 64 }
  const { sms, mail } = node.parts.config
  const worker = await startWorker(
    node.parts,
    {
      push: makePushSender(node.parts, options),
      sms: sms && makeHttpGateway(sms, options),
      mail: mail?.via === 'smtp' ? makeSmtpSender(mail, options) : undefined,
    },
    { ...usualSettings, ...rest },
  )
  workers.push(worker)
  return worker
}

/** An installation with a binding to an account, and with a push subscription if one is given. Returns its id. */
export async function installApp(
  { parts, database }: NoticeNode,
  accountId: string,
  push?: TestSubscription,
): Promise<string> {
  const now = parts.clock.now()
  return database.inTransaction(async (tx) => {
    const { id } = await tx
      .insertInto('installations')
      .values({
        thumbprint: randomBytes(32),
        public_key: {},
        device: 'Chrome, Android',
        language: 'ru',
        created_at: now,
        seen_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('bindings')
      .values({
        account_id: accountId,
        installation_id: id,
        phone_index: parts.keyring.index('phone', '+77051239223'),
        made_through: 'cabinet',
        made_at: now,
      })
      .execute()
    if (push) await keepSubscription(tx, parts.keyring, id, push.toJSON())
    return id
  })
}

/** A browser's open request to recover, as the recovery slice writes it. Returns its id. */
export async function askRecovery(
  { parts, database }: NoticeNode,
  accountId: string | null,
  isTrusted = false,
): Promise<{ recoveryId: string; accountId: string | null; isTrusted: boolean; browserHash: Buffer }> {
  const now = parts.clock.now()
  const browserHash = randomBytes(32)
  const { id } = await database.reader
    .insertInto('recoveries')
    .values({
      account_id: accountId,
      iin_index: randomBytes(32),
      request_number: 47,
      browser: 'Firefox, Windows',
      browser_hash: browserHash,
      is_trusted: isTrusted,
      address_sealed: parts.keyring.seal('recoveries.address', '198.51.100.7'),
      asked_at: now,
      sent_at: now,
      expires_at: new Date(now.getTime() + 3_600_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { recoveryId: id, accountId, isTrusted, browserHash }
}
