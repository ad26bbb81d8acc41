import { makeKeyring } from '../../src/database/keyring.ts'
import { silent } from '../../src/database/log.ts'
import { connectDatabase } from '../../src/database/open.ts'
import { limits } from '../../src/domain/limits.ts'
import { makeMetrics } from '../../src/http/metrics.ts'
import { makePushSender } from '../../src/notify/push.ts'
import { startWorker } from '../../src/notify/worker.ts'

/** A node that does nothing but send, as a process that a test can kill: `node notice-process.ts SOCKET DATABASE`. */
const [host = '', database = ''] = process.argv.slice(2)
const parts = {
  config: {
    sms: undefined,
    mail: undefined,
    allowLocalPush: true,
    publicOrigin: 'https://kabinet.test',
    assistedContact: '',
  },
  database: connectDatabase(
    { user: 'kabinet', database, ssl: false },
    () => ({ host, port: 5432 }),
    { role: 'server', poolSize: 4 },
    silent,
  ),
  clock: { now: () => new Date() },
  keyring: makeKeyring([{ id: 'test', secret: 'a-test-key-of-more-than-thirty-two-letters' }]),
  limits,
  // Jitter only: nothing secret is made here.
  random: { bytes: (length: number) => Buffer.alloc(length) },
  log: silent,
  metrics: makeMetrics({ withProcess: false }),
}
const options = { timeoutMilliseconds: 10_000, mostSockets: 4 }
await startWorker(
  parts,
  { push: makePushSender(parts, options), sms: undefined, mail: undefined },
  { concurrency: 4, mails: 2, intervalMilliseconds: 100, leaseSeconds: 30 },
)
console.log('sending')
