import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { type LiveFeed, openLiveFeed } from '../../src/account/live-feed.ts'
import { makeHasher } from '../../src/account/passwords/hasher.ts'
import type { Config } from '../../src/config.ts'
import type { Database } from '../../src/database/database.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { makeLog } from '../../src/http/log.ts'
import { makeMetrics } from '../../src/http/metrics.ts'
import type { Parts } from '../../src/http/parts.ts'
import { makePortal } from '../../src/portal.tsx'
import { localBirths } from '../../src/registries/adapters/local-births.ts'
import { localKindergarten } from '../../src/registries/adapters/local-kindergarten.ts'
import { localMobileCitizens } from '../../src/registries/adapters/local-mobile-citizens.ts'
import { afterEachFile, afterEachTest } from './after.ts'
import { freshDatabase } from './database.ts'
import { type OtherNumbers, raisedForTests } from './limits.ts'
import { type LogStream, makeLogStream } from './log-stream.ts'
import { makePeople, type People } from './people.ts'

export type TestPortal = People & {
  readonly parts: Parts
  readonly database: Database
  readonly app: ReturnType<typeof makePortal>
  readonly clock: TestClock
  readonly log: LogStream
  /** What the portal answers to a request whose socket comes from `peer`. */
  fetch(request: Request, peer?: string): Promise<Response>
  /** Every audit line so far, oldest first. */
  audit(type?: string): Promise<readonly AuditRow[]>
}
export type AuditRow = {
  type: string
  actor: string
  outcome: string
  account_id: string | null
  request_id: string | null
}

/** Stands still until a test moves it. Starts at the real time, as the database's own ids do. */
export type TestClock = { now(): Date; advance(by: Span): void; set(to: Date): void }
export type Span = { hours?: number; minutes?: number; seconds?: number }

export type PortalOptions = {
  readonly limits?: OtherNumbers
  readonly config?: Partial<Config>
  /** Stands in for a part, such as a database that is away. */
  readonly with?: (parts: Parts) => Partial<Parts>
}

export const origin = 'https://kabinet.test'
export const peerAddress = '203.0.113.7'

const config: Config = {
  mode: 'test',
  port: 0,
  host: '::1',
  publicOrigin: origin,
  dataFolder: '/nowhere',
  databaseUrl: undefined,
  keys: [{ id: 'test', secret: 'a-test-key-of-more-than-thirty-two-letters' }],
  trustedProxies: ['10.0.0.0/8'],
  assistedContact: 'ЦОН, тел. 1414',
  possessionProof: 'none',
  sms: undefined,
  mail: undefined,
  registers: { births: 'local', kindergarten: 'local', 'mobile-citizens': 'local' },
  allowLocalPush: true,
  codeDigits: 4,
  drainMilliseconds: 0,
  auditAnchors: { file: '/nowhere/audit-anchors.jsonl', url: undefined },
  logLevel: 'debug',
}

const made: { live: LiveFeed; log: LogStream }[] = []

/** A portal of this test's own on a real, empty database; only the time, the peer and the log's end are ours. */
export async function newTestPortal(options: PortalOptions = {}): Promise<TestPortal> {
  const database = await freshDatabase()
  const log = makeLogStream()
  const clock = makeClock()
  // Failed answers keep their slots, but short ones: the timing test keeps the real ones.
  const limits = raisedForTests({
    ...options.limits,
    signIn: { answerSlot: { slotMilliseconds: 10 }, ...options.limits?.signIn },
  })
  const whole: Config = { ...config, ...options.config }
  const keyring = makeKeyring(whole.keys)
  const usual: Parts = {
    config: whole,
    database,
    clock,
    limits,
    random: { bytes: randomBytes },
    keyring,
    hasher: makeHasher({ queueLength: limits.signIn.hashQueue.waiting }),
    live: await openLiveFeed(database),
    registers: {
      births: localBirths(database.reader, keyring),
      kindergarten: localKindergarten(database.reader, keyring),
      mobileCitizens: localMobileCitizens(database.reader, keyring),
    },
    log: makeLog(whole.logLevel, log.destination),
    metrics: makeMetrics({ withProcess: false }),
    assets: { css: '/assets/portal.css', script: '/assets/portal.js', icon: '/assets/mark.svg' },
  }
  made.push({ live: usual.live, log })
  const parts: Parts = { ...usual, ...options.with?.(usual) }
  const app = makePortal(parts)
  return {
    ...makePeople(usual, log),
    parts,
    database,
    app,
    clock,
    log,
    async fetch(request, peer = peerAddress) {
      const { pathname, search } = new URL(request.url)
      return app.fetch(request, { peer, target: pathname + search })
    },
    async audit(type) {
      let query = database.reader.selectFrom('audit_log').orderBy('id')
      if (type) query = query.where('type', '=', type)
      return query.select(['type', 'actor', 'outcome', 'account_id', 'request_id']).execute()
    },
  }
}

function makeClock(): TestClock {
  let now = Date.now()
  return {
    now: () => new Date(now),
    advance({ hours = 0, minutes = 0, seconds = 0 }) {
      now += ((hours * 60 + minutes) * 60 + seconds) * 1000
    },
    set(to) {
      now = to.getTime()
    },
  }
}

// Every test is also a test of the log: no personal data in it, no fault that nobody expected.
afterEachTest(() => {
  for (const { log } of made) {
    expect(log.takePersonalData(), 'personal data in the log').toEqual([])
    expect(log.takeFaults(), 'faults that the test did not expect').toEqual([])
  }
})

afterEachFile(async () => {
  for (const { live } of made.splice(0)) await live.close()
})
