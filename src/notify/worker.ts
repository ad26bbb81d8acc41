import { isDatabaseAway } from '../database/database.ts'
import { type Delivered, type DeliverParts, deliver, type Senders, settle } from './deliver.ts'
import { outboxChannel, type Taken, takeDue } from './outbox.ts'
import { pruneOutbox } from './prune-outbox.ts'
import { outboxBacklog } from './report.ts'

/** What the worker reports; the portal's metrics fit. Labels are channels and outcomes. */
export type NotifyMetrics = {
  readonly notices: { inc(labels: { channel: string; outcome: string }): void }
  readonly outboxWaiting: { set(value: number): void }
  readonly outboxOldestSeconds: { set(value: number): void }
}

export type WorkerSettings = {
  /** How many are sent at once. */
  readonly concurrency: number
  /** How many of them may be mails. */
  readonly mails: number
  /** How often it looks without being woken, for what is due again. */
  readonly intervalMilliseconds: number
  /** How long a taken row is its own: longer than sending one can last, or two would send it. */
  readonly leaseSeconds: number
}

/** The longest exchange with a push service, gateway or mail server; shorter than the lease. */
export const sendTimeoutMilliseconds = 10_000
export const usualSettings: WorkerSettings = {
  concurrency: 16,
  mails: 8,
  intervalMilliseconds: 5000,
  leaseSeconds: 45,
}
const pruneEveryMilliseconds = 3_600_000

export type Worker = {
  /** Resolves once nothing is under way and nothing is due: for tests and tools. */
  idle(): Promise<void>
  /** Takes nothing new, finishes what is under way (at most the time-out) and returns. */
  stop(): Promise<void>
}

/**
 * Sends what the outbox holds, on every node at once. Woken by the database at each commit that queued something, and by its own
 * interval. At least once: what a killed node had not settled is sent again after its lease, under the same tag.
 */
export async function startWorker(
  parts: DeliverParts & { readonly metrics: NotifyMetrics },
  senders: Senders,
  settings: WorkerSettings = usualSettings,
): Promise<Worker> {
  const { database, clock, log, metrics } = parts
  const underWay = new Set<Promise<void>>()
  let stopping = false
  let pulling: Promise<void> | undefined
  let again = false
  let mailsUnderWay = 0
  let moreMails = false
  let prunedAt = 0

  function wake(): void {
    if (stopping) return
    again = true
    pulling ??= pull().finally(() => {
      pulling = undefined
      if (again && underWay.size < settings.concurrency) wake()
    })
  }

  /** Takes as many as there are free hands, and starts them all: a lease never waits for a turn. */
  async function pull(): Promise<void> {
    while (again && !stopping && underWay.size < settings.concurrency) {
      again = false
      const free = settings.concurrency - underWay.size
      try {
        const now = clock.now()
        const lease = new Date(now.getTime() + settings.leaseSeconds * 1000)
        const freeMails = Math.min(free, settings.mails - mailsUnderWay)
        const rows = await takeDue(database.reader, now, lease, free, freeMails)
        const mails = rows.filter(({ channel }) => channel === 'mail').length
        for (const row of rows) start(row)
        if (rows.length === free) again = true
        // The end of a mail looks for the next one.
        moreMails = mails === freeMails
      } catch (err) {
        // Away or overloaded: the interval comes back to it.
        log.warn({ err }, 'outbox.pull-failed')
      }
    }
  }

  function start(row: Taken): void {
    const isMail = row.channel === 'mail'
    if (isMail) mailsUnderWay += 1
    const task = send(row).finally(() => {
      underWay.delete(task)
      if (isMail) mailsUnderWay -= 1
      if (again || (isMail && moreMails)) wake()
    })
    underWay.add(task)
  }

  async function send(row: Taken): Promise<void> {
    try {
      count(row, await deliver(parts, senders, row))
    } catch (err) {
      const about = { err, kind: row.kind, channel: row.channel }
      // Whether it was sent or not cannot be written down now: the end of the lease brings it back.
      if (isDatabaseAway(err)) return log.warn(about, 'notice.put-off')
      log.error(about, 'notice.fault')
      const settled = settle(parts, row, { ok: false, problem: 'fault', again: true })
      await settled.then((outcome) => count(row, outcome)).catch(() => {})
    }
  }

  function count(row: Taken, outcome: Delivered): void {
    metrics.notices.inc({ channel: row.channel, outcome })
    if (outcome === 'fanned-out') wake()
  }

  async function lookAround(): Promise<void> {
    wake()
    const now = clock.now()
    const { waiting, oldestSeconds } = await outboxBacklog(database.reader, now)
    metrics.outboxWaiting.set(waiting)
    metrics.outboxOldestSeconds.set(oldestSeconds)
    if (now.getTime() - prunedAt < pruneEveryMilliseconds) return
    prunedAt = now.getTime()
    while ((await pruneOutbox(database.reader, now)) > 0 && !stopping);
  }

  const unlisten = await database.listen(outboxChannel, wake, wake)
  const timer = setInterval(
    () => void lookAround().catch((err) => log.warn({ err }, 'outbox.look-failed')),
    settings.intervalMilliseconds,
  )
  wake()

  return {
    async idle() {
      wake()
      while (pulling || underWay.size > 0) await Promise.all([pulling, ...underWay])
    },
    async stop() {
      stopping = true
      clearInterval(timer)
      await unlisten()
      while (pulling || underWay.size > 0) await Promise.all([pulling, ...underWay])
      senders.push.close()
      senders.sms?.close()
      senders.mail?.close()
    },
  }
}
