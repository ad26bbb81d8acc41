import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import { beginning, type EncodedLine, hashLine, proveHash } from './encoding.ts'
import { type DroppedRange, monthOf } from './months.ts'
import { instantText, type LineRow, lineColumns, lineOf } from './reading.ts'

/** A place of the chain as it is stored, and the line that should stand there. */
export type Stored = {
  readonly seq: number
  readonly chainedAt: string
  readonly previous: Buffer
  readonly hash: Buffer
  readonly mac: Buffer
  readonly lineId: string
  readonly month: string
  readonly line: EncodedLine | undefined
}

/** What is wrong at one place. `seq` is where it shows, `id` the line's own number where there is one. */
export type ChainFault = {
  readonly is: 'changed' | 'missing' | 'reordered' | 'inserted' | 'forged'
  readonly seq: number
  readonly id: string | undefined
  readonly month: string | undefined
  readonly what: string
}

const page = 5000

/** Walks places from `after` on up to the head, in the order of the chain, a page in memory at a time. */
export async function* storedPlaces(reader: Reader, after: number, upTo: number): AsyncGenerator<Stored> {
  let last = { seq: String(after), id: '9223372036854775807' }
  for (;;) {
    const { rows } = await sql<PlaceRow>`
      select c.seq::text, c.line_id::text, ${instantText('c.line_at')} as line_at,
             ${instantText('c.chained_at')} as chained_at, c.previous, c.hash, c.mac, ${lineColumns}
        from (select * from audit_chain
               where seq >= ${last.seq}::bigint and (seq, line_id) > (${last.seq}::bigint, ${last.id}::bigint)
                 and seq <= ${upTo}
               order by seq, line_id limit ${sql.lit(page)}) c
        left join audit_log l on l.id = c.line_id and l.at = c.line_at
       order by c.seq, c.line_id`.execute(reader)
    for (const row of rows) yield placeOf(row)
    const end = rows.at(-1)
    if (!end || rows.length < page) return
    last = { seq: end.seq, id: end.line_id }
  }
}

type PlaceRow = LineRow & {
  seq: string
  line_id: string
  line_at: string
  chained_at: string
  previous: Buffer
  hash: Buffer
  mac: Buffer
}

function placeOf(row: PlaceRow): Stored {
  return {
    seq: Number(row.seq),
    chainedAt: row.chained_at,
    previous: row.previous,
    hash: row.hash,
    mac: row.mac,
    lineId: row.line_id,
    month: row.line_at.slice(0, 7),
    line: row.id === null ? undefined : lineOf(row),
  }
}

/** Where a walk has come to. */
export type Step = { readonly seq: number; readonly hash: Buffer }
export const fromBeginning: Step = { seq: 0, hash: beginning }

/** Steps over what retention took away, as far as its records lead. */
export function overDropped(at: Step, ranges: ReadonlyMap<number, DroppedRange>): Step {
  for (let step = at; ; ) {
    const range = ranges.get(step.seq + 1)
    if (!range || range.previous !== step.hash.toString('hex')) return step
    step = { seq: range.last, hash: Buffer.from(range.hash, 'hex') }
  }
}

/**
 * Judges one place as the next one after `before`: undefined when all fits. The order of the questions matters: a hole
 * before a line is told as missing lines, not as a change of the line after it.
 */
export async function faultAt(
  reader: Reader,
  keyring: Keyring,
  before: Step,
  stored: Stored,
): Promise<ChainFault | undefined> {
  const { seq, lineId: id, month, line } = stored
  const fault = (is: ChainFault['is'], what: string): ChainFault => ({ is, seq, id, month, what })
  if (seq <= before.seq) return fault('inserted', 'two lines claim this place')
  const trueSeq = await placeMeant(reader, stored, before)
  if (trueSeq !== undefined)
    return fault('reordered', `the line was chained as ${trueSeq} and stands as ${seq}`)
  if (seq > before.seq + 1) return hole(before.seq + 1, seq - 1)
  if (!line) return fault(...(await whyAbsent(reader, id)))
  const isKnown = hashLine(stored, line).equals(stored.hash)
  if (!stored.previous.equals(before.hash)) {
    return isKnown && !proveHash(keyring, stored.hash).equals(stored.mac)
      ? fault('forged', 'it was written anew by somebody without our keys')
      : fault('changed', 'it does not follow the line before it')
  }
  if (!isKnown) return fault('changed', 'its content, place or hash is not what was chained')
  if (!proveHash(keyring, stored.hash).equals(stored.mac))
    return fault('forged', 'its hash was written by somebody without our keys')
  return undefined
}

/** Lines that are neither there nor among what retention took away. */
export function hole(first: number, last: number): ChainFault {
  const what = first === last ? 'the line is not there' : `the lines ${first} to ${last} are not there`
  return { is: 'missing', seq: first, id: undefined, month: undefined, what }
}

/** Another place, when the line and its proofs are whole for that one: found by the line that it says it follows. */
async function placeMeant(reader: Reader, stored: Stored, before: Step): Promise<number | undefined> {
  if (stored.previous.equals(before.hash) || !stored.line) return undefined
  const { rows } = await sql<{ seq: string }>`
    select seq::text from audit_chain where hash = ${stored.previous} order by seq limit 1`.execute(reader)
  const meant = rows[0] ? Number(rows[0].seq) + 1 : stored.previous.equals(beginning) ? 1 : undefined
  // The one it follows may have been moved too: then its own neighbours tell.
  const tried = [meant, stored.seq - 1, stored.seq + 1, stored.seq - 2, stored.seq + 2]
  return tried.find(
    (seq): seq is number =>
      seq !== undefined &&
      seq !== stored.seq &&
      stored.line !== undefined &&
      hashLine({ ...stored, seq }, stored.line).equals(stored.hash),
  )
}

/** The line is not where it was chained: it has another time now, or it is gone. */
async function whyAbsent(reader: Reader, id: string): Promise<[ChainFault['is'], string]> {
  const row = await reader.selectFrom('audit_log').where('id', '=', id).select('at').executeTakeFirst()
  return row
    ? ['changed', `its time is another one now, in ${monthOf(row.at)}`]
    : ['missing', 'the line is not there, only its place']
}
