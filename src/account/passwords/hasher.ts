import { normalisePassword } from '../../domain/password-policy.ts'
import { makeBoundedQueue } from './bounded-queue.ts'
import { hashArgon2, hashesUnderWay } from './hash-threads.ts'
import { type Phc, verifyHash } from './imported.ts'

/** argon2id with 19 MiB, 2 passes, 1 lane: OWASP's first choice (Password Storage Cheat Sheet). */
export const currentCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A hash of no password, at the current cost: checking against it takes the time of a real one. */
const dummy =
  '$argon2id$v=19$m=19456,t=2,p=1$a2FiaW5ldC1kdW1teS1zYWx0$q5yJGIVgk2w4R5lW0dTzDNvR6p3bX1mYHc9oUuE7aSs' as Phc

/** What the hasher tells about itself; seconds are wall-clock. */
type HasherMetrics = {
  waited(seconds: number): void
  worked(kind: 'hash' | 'verify', seconds: number): void
  refused(): void
}

export type PasswordHasher = {
  /** A new password's hash at the current cost. */
  hash(password: string): Promise<Phc | 'busy'>
  /** Checks a password; without a hash it does the same work on a dummy and never matches. */
  verify(phc: Phc | null, password: string): Promise<'match' | 'no-match' | 'busy'>
  /** Whether a hash is not at the current scheme and cost, so that a sign-in should replace it. */
  needsRehash(phc: Phc): boolean
  /** Jobs at work and waiting. */
  depth(): number
}

/**
 * Makes the only way to hash and check passwords. At most `concurrency` run at once (default: two a core, one of them lying ready), in order
 * of arrival, `queueLength` more wait, and everybody beyond is told `busy` at once: a flood costs a refusal, never
 * the memory of the server. Passwords are hashed in NFC. Our own hashes have threads of their own (hash-threads.ts); the
 * schemes of the queue systems work on libuv's pool.
 */
export function makeHasher(options: {
  concurrency?: number
  queueLength: number
  metrics?: HasherMetrics
}): PasswordHasher {
  const { metrics } = options
  const queue = makeBoundedQueue(options.concurrency ?? hashesUnderWay, options.queueLength)

  async function timed<T>(kind: 'hash' | 'verify', work: () => Promise<T>): Promise<T | 'busy'> {
    const arrived = performance.now()
    const result = await queue.run(async () => {
      const started = performance.now()
      metrics?.waited((started - arrived) / 1000)
      const value = await work()
      metrics?.worked(kind, (performance.now() - started) / 1000)
      return value
    })
    if (result === 'busy') metrics?.refused()
    return result
  }

  return {
    hash: (password) =>
      timed('hash', async () => (await hashArgon2(normalisePassword(password), currentCost)) as Phc),
    verify: (phc, password) =>
      timed('verify', async () => {
        const same = await verifyHash(phc ?? dummy, normalisePassword(password))
        return same && phc !== null ? 'match' : 'no-match'
      }),
    needsRehash,
    depth: queue.depth,
  }
}

/** PHC fixes the order of the parameters, so the beginning tells scheme, version and cost. */
const currentPrefix = '$argon2id$v=19$m=19456,t=2,p=1$'

function needsRehash(phc: Phc): boolean {
  return !phc.startsWith(currentPrefix)
}
