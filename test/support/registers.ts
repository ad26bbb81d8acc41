import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { Config } from '../../src/config.ts'
import type { Database } from '../../src/database/database.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { makeLog } from '../../src/http/log.ts'
import { makeMetrics } from '../../src/http/metrics.ts'
import type { Registers } from '../../src/http/parts.ts'
import { makeRegisters } from '../../src/registers.ts'
import type { Patience } from '../../src/registries/guard.ts'
import type { RegisterSources } from '../../src/registries/sources.ts'
import { afterEachFile, afterEachTest } from './after.ts'
import { type LogStream, makeLogStream } from './log-stream.ts'

export type TestRegisters = Registers & {
  readonly log: LogStream
  readonly metrics: ReturnType<typeof makeMetrics>
  passes(seconds: number): void
}

const logs: LogStream[] = []

/** The registers as a node composes them, with a short patience and a clock and log of the test's. */
export function newTestRegisters(
  sources: RegisterSources,
  database: Database,
  patience: Partial<Patience> = {},
): TestRegisters {
  const log = makeLogStream()
  logs.push(log)
  const metrics = makeMetrics({ withProcess: false })
  let now = Date.now()
  const parts = {
    config: { registers: sources } as Config,
    database,
    keyring: makeKeyring([{ id: 'test', secret: 'a-test-key-of-more-than-thirty-two-letters' }]),
    clock: { now: () => new Date(now) },
    random: { bytes: randomBytes },
    log: makeLog('debug', log.destination),
    metrics,
  }
  const short = {
    tryMilliseconds: 400,
    wholeMilliseconds: 600,
    pauseMilliseconds: 10,
    leastTryMilliseconds: 50,
  }
  return {
    ...makeRegisters(parts, { ...short, ...patience }),
    log,
    metrics,
    passes(seconds) {
      now += seconds * 1000
    },
  }
}

afterEachTest(() => {
  for (const log of logs) expect(log.takePersonalData(), 'personal data in the log').toEqual([])
})
afterEachFile(() => void logs.splice(0))
