import { type Database, isDatabaseAway } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Log } from '../database/log.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import { type Anchor, anchorNow, appendAnchor } from './anchors.ts'
import { dropOldMonths, makeMonths } from './months.ts'
import { chainBacklog, makeSequencer } from './sequencer.ts'

export type KeeperParts = {
  readonly database: Database
  readonly keyring: Keyring
  readonly clock: Clock
  readonly limits: Limits
  readonly log: Log
  readonly metrics: {
    readonly auditUnchained: { set(value: number): void }
    readonly auditChainAgeSeconds: { set(value: number): void }
  }
  /** Where the chain's head goes, outside the database: a file of this machine, and whoever else is told. */
  readonly anchors: { readonly file: string; readonly post?: (anchor: Anchor) => Promise<boolean> }
}

export type Keeper = {
  /** Places what waits, tells the head where that is due, looks after the months: what the interval does. */
  round(): Promise<void>
  /** Ends after the round under way, having chained and told what there was. */
  stop(): Promise<void>
}

const lookEveryMilliseconds = 5000
const complainEveryMilliseconds = 60_000
const monthsEveryMilliseconds = 3_600_000

/**
 * Keeps the audit, on every node at once: the lines get their place within limits.audit.chain, the chain's head is told
 * outside the database, tables of coming months are made before they are needed and old ones go.
 */
export function startKeeper(parts: KeeperParts): Keeper {
  const { database, clock, limits, log, metrics } = parts
  const sequencer = makeSequencer(parts)
  const due = { look: 0, months: 0, anchor: 0, complaint: 0 }
  let told = 0
  let underWay: Promise<void> | undefined
  let isStopping = false

  async function keep(): Promise<void> {
    const now = clock.now().getTime()
    if (now >= due.months) {
      await lookAfterMonths()
      due.months = now + monthsEveryMilliseconds
    }
    await sequencer.chain(() => !isStopping)
    if (now >= due.look) {
      due.look = now + lookEveryMilliseconds
      const { unchained, ageSeconds } = await chainBacklog(database, clock.now())
      metrics.auditUnchained.set(unchained)
      metrics.auditChainAgeSeconds.set(ageSeconds)
      await tellHead(now >= due.anchor)
    }
  }

  async function lookAfterMonths(): Promise<void> {
    await makeMonths(database.reader, clock.now())
    try {
      const gone = await dropOldMonths(database, parts, clock.now())
      if (gone.length > 0) log.warn({ months: gone }, 'audit.months-dropped')
    } catch (err) {
      // Somebody writes, or lines of it are not chained yet: the next hour comes back to it.
      log.warn({ err }, 'audit.months-not-dropped')
    }
  }

  /** Tells the head when its time has come, or when many lines were chained since; one that is known is not told again. */
  async function tellHead(isDue: boolean): Promise<void> {
    const { everySeconds, everyLines } = limits.audit.anchor
    const anchor = await anchorNow(database.reader, parts.keyring, clock.now())
    if (!anchor || anchor.seq === told || (!isDue && anchor.seq - told < everyLines)) return
    await appendAnchor(parts.anchors.file, anchor)
    due.anchor = clock.now().getTime() + everySeconds * 1000
    const isTaken = !parts.anchors.post || (await parts.anchors.post(anchor))
    if (isTaken) told = anchor.seq
    else log.error({}, 'audit.anchor-not-taken')
  }

  /** Once a minute while it lasts. While the database is away there is nothing to keep: the next round comes back to it. */
  function complain(err: unknown): void {
    const now = clock.now().getTime()
    if (now < due.complaint) return
    due.complaint = now + complainEveryMilliseconds
    if (isDatabaseAway(err)) log.warn({ err }, 'audit.round-failed')
    else log.error({ err }, 'audit.round-failed')
  }

  const round = (): Promise<void> => {
    underWay ??= keep()
      .then(() => {
        due.complaint = 0
      }, complain)
      .finally(() => {
        underWay = undefined
      })
    return underWay
  }

  void round()
  const timer = setInterval(round, limits.audit.chain.delaySeconds * 500)
  return {
    round,
    async stop() {
      isStopping = true
      clearInterval(timer)
      await underWay
      due.look = 0
      due.anchor = 0
      await round()
    },
  }
}
