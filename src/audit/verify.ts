import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import { type Anchor, readAnchors } from './anchors.ts'
import { proveHash, proveHead } from './encoding.ts'
import { type DroppedRange, monthAfter, monthFrom, monthsOf, readDropped } from './months.ts'
import {
  type ChainFault,
  faultAt,
  fromBeginning,
  hole,
  overDropped,
  type Step,
  storedPlaces,
} from './walk.ts'

export type Fault =
  | ChainFault
  /** A month without one of its tables, between months that have them. */
  | { readonly is: 'month-missing'; readonly month: string; readonly what: string }
  /** Lines that nobody has chained though they are older than a minute. */
  | { readonly is: 'unchained'; readonly id: string; readonly month: string; readonly what: string }
  | { readonly is: 'head' | 'anchor' | 'drop-record'; readonly what: string }

export type Verification = {
  /** Lines that were read and fit. */
  readonly lines: number
  readonly head: number
  /** Lines that retention took away, by its own records. */
  readonly dropped: number
  /** Undefined when there is no file of anchors. */
  readonly anchors: { readonly compared: number; readonly beyondReach: number } | undefined
  readonly faults: readonly Fault[]
}

const unchainedAfterSeconds = 60

/**
 * Walks the whole chain, or from a day on, a page in memory at a time, and tells the first place at which it breaks; then
 * what the walk cannot see: months without tables, lines that were never chained, an end that was cut off.
 */
export async function verifyChain(
  reader: Reader,
  keyring: Keyring,
  options: { readonly now: Date; readonly from?: Date | undefined; readonly anchorFile: string },
): Promise<Verification> {
  const faults: Fault[] = []
  const read = await readAnchors(options.anchorFile, keyring)
  for (const line of read?.foreign ?? []) {
    faults.push({ is: 'anchor', what: `line ${line} of the file is no anchor of ours` })
  }
  const dropped = await readDropped(reader, keyring)
  for (const { month } of dropped.filter(({ isOurs }) => !isOurs)) {
    faults.push({ is: 'drop-record', what: `the record that ${month} went is not ours` })
  }
  const ours = dropped.filter(({ isOurs }) => isOurs)
  const ranges = new Map(ours.flatMap((each) => each.ranges).map((range) => [range.first, range]))
  const head = await readHead(reader, keyring)
  if (head.fault) faults.push({ is: 'head', what: head.fault })

  const anchors = read?.anchors ?? new Map<number, Anchor>()
  const walked = await walk(reader, keyring, { ranges, anchors, upTo: head.seq, from: options.from })
  if (walked.fault) faults.push(walked.fault)
  else if (walked.at.seq === head.seq && !walked.at.hash.equals(head.hash)) {
    faults.push({ is: 'head', what: 'the last line is another one than the chain says' })
  }
  for (const anchor of anchors.values()) {
    if (anchor.seq <= head.seq) continue
    const what = `line ${anchor.seq} was chained by ${anchor.at}, and the chain ends at ${head.seq}`
    faults.push({ is: 'anchor', what })
  }
  const firstMonth = options.from && monthFrom(options.from, 0)
  faults.push(...(await missingMonths(reader)), ...(await unchained(reader, options.now, firstMonth)))
  return {
    lines: walked.lines,
    head: head.seq,
    dropped: ours.reduce((sum, { lines }) => sum + lines, 0),
    anchors: read && {
      compared: walked.compared,
      beyondReach: [...anchors.keys()].filter((seq) => seq <= head.seq).length - walked.compared,
    },
    faults,
  }
}

async function readHead(
  reader: Reader,
  keyring: Keyring,
): Promise<{ seq: number; hash: Buffer; fault?: string }> {
  // In one statement: else the sequencer could go on in between.
  const { rows } = await sql<{
    seq: string | null
    hash: Buffer | null
    mac: Buffer | null
    last: string | null
  }>`
    select h.seq::text, h.hash, h.mac, (select max(seq) from audit_chain)::text as last
      from (select) one left join audit_head h on true`.execute(reader)
  const row = rows[0]
  const last = Number(row?.last ?? 0)
  if (!row?.seq || !row.hash || !row.mac) {
    const { hash } = fromBeginning
    return last === 0 ? { seq: 0, hash } : { seq: last, hash, fault: 'the chain has lost its head' }
  }
  const head = { seq: Number(row.seq), hash: row.hash }
  if (!proveHead(keyring, head).equals(row.mac)) {
    return { ...head, seq: last, fault: 'it was written by somebody without our keys' }
  }
  if (last > head.seq) return { ...head, seq: last, fault: `lines stand beyond it, up to ${last}` }
  return head
}

type Walk = {
  readonly ranges: ReadonlyMap<number, DroppedRange>
  readonly anchors: ReadonlyMap<number, Anchor>
  readonly upTo: number
  readonly from: Date | undefined
}
type Walked = { lines: number; compared: number; at: Step; fault?: Fault }

async function walk(
  reader: Reader,
  keyring: Keyring,
  { ranges, anchors, upTo, from }: Walk,
): Promise<Walked> {
  const start = from ? await stepBefore(reader, keyring, from) : fromBeginning
  if (!start) return { lines: 0, compared: 0, at: fromBeginning, fault: hole(1, upTo) }
  let at = overDropped(start, ranges)
  let lines = 0
  let compared = 0
  for await (const stored of storedPlaces(reader, at.seq, upTo)) {
    if (stored.seq > at.seq + 1) at = overDropped(at, ranges)
    const fault = await faultAt(reader, keyring, at, stored)
    if (fault) return { lines, compared, at, fault }
    at = { seq: stored.seq, hash: stored.hash }
    lines += 1
    const anchor = anchors.get(at.seq)
    if (!anchor) continue
    compared += 1
    if (anchor.hash !== at.hash.toString('hex')) {
      const what = `line ${at.seq} is another one than at ${anchor.at}: the chain was written anew`
      return { lines, compared, at, fault: { is: 'anchor', what } }
    }
  }
  at = overDropped(at, ranges)
  return at.seq < upTo ? { lines, compared, at, fault: hole(at.seq + 1, upTo) } : { lines, compared, at }
}

/** The place before the first line of a day or later; what it says of itself is believed when the proof is ours. */
async function stepBefore(reader: Reader, keyring: Keyring, from: Date): Promise<Step | undefined> {
  const { rows } = await sql<{ first: string | null }>`
    select min(seq)::text as first from audit_chain where line_at >= ${from}`.execute(reader)
  const first = rows[0]?.first
  const before = await reader
    .selectFrom('audit_chain')
    .$if(typeof first === 'string', (query) => query.where('seq', '<', first ?? ''))
    .orderBy('seq', 'desc')
    .limit(1)
    .select(['seq', 'hash', 'mac'])
    .executeTakeFirst()
  if (!before) {
    const own = await reader
      .selectFrom('audit_chain')
      .orderBy('seq')
      .limit(1)
      .select(['seq', 'previous'])
      .executeTakeFirst()
    return own ? { seq: Number(own.seq) - 1, hash: own.previous } : fromBeginning
  }
  return proveHash(keyring, before.hash).equals(before.mac)
    ? { seq: Number(before.seq), hash: before.hash }
    : undefined
}

async function missingMonths(reader: Reader): Promise<Fault[]> {
  const lines = await monthsOf(reader, 'audit_log')
  const places = await monthsOf(reader, 'audit_chain')
  const all = [...new Set([...lines, ...places])].toSorted()
  const faults: Fault[] = []
  const last = all.at(-1)
  for (let month = all[0]; month !== undefined && last !== undefined && month <= last; ) {
    if (!lines.includes(month)) faults.push({ is: 'month-missing', month, what: 'its lines are not there' })
    if (!places.includes(month)) faults.push({ is: 'month-missing', month, what: 'its chain is not there' })
    month = monthAfter(month)
  }
  return faults
}

/** Table by table, so that it costs one of them in memory, not all. */
async function unchained(reader: Reader, now: Date, firstMonth: string | undefined): Promise<Fault[]> {
  const before = new Date(now.getTime() - unchainedAfterSeconds * 1000)
  const months = (await monthsOf(reader, 'audit_log')).filter((month) => !firstMonth || month >= firstMonth)
  const places = await monthsOf(reader, 'audit_chain')
  const faults: Fault[] = []
  for (const month of [...months, 'rest']) {
    const suffix = month.replace('-', '_')
    const isWhole = month === 'rest' || places.includes(month)
    const lines = sql.table(`audit_log_${suffix}`)
    const chain = sql.table(isWhole ? `audit_chain_${suffix}` : 'audit_chain')
    const { rows } = await sql<{ id: string | null; count: string }>`
      select min(l.id)::text as id, count(*)::text as count from ${lines} l
       where l.at < ${before}
         and not exists (select from ${chain} c where c.line_id = l.id and c.line_at = l.at)`.execute(reader)
    const { id, count } = rows[0] ?? { id: null, count: '0' }
    if (id !== null)
      faults.push({ is: 'unchained', id, month, what: `${count} line(s) have no place in the chain` })
  }
  return faults
}
