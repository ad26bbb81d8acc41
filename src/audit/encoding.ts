import { createHash } from 'node:crypto'
import type { Keyring } from '../database/keyring.ts'

/** A line of the audit as it goes into its hash: every column, as text in one form only. */
export type EncodedLine = {
  readonly id: string
  /** UTC with microseconds, `2026-03-01T10:00:00.000000Z`, as `instantText` makes it. */
  readonly at: string
  readonly type: string
  readonly actor: string
  readonly factor: string | null
  readonly accountId: string | null
  readonly outcome: string
  readonly reference: string | null
  /** The `jsonb` as PostgreSQL prints it: keys in its own order, numbers with all their digits. */
  readonly detail: string
}

/** Where in the chain a line stands. */
export type Place = { readonly seq: number; readonly chainedAt: string; readonly previous: Buffer }

/** What stands before the first line. */
export const beginning = Buffer.alloc(32)

const version = 'kabinet audit 1'
const absent = Buffer.from([0xff, 0xff, 0xff, 0xff])

/**
 * SHA-256 over the place and all fields, each with its length before it and a mark of its own where it is absent: no
 * text, whatever line ends or quotation marks it holds, can pass for another line (ASVS 5.0 V16.4.1).
 */
export function hashLine(place: Place, line: EncodedLine): Buffer {
  const hash = createHash('sha256')
  const fields = [
    version,
    String(place.seq),
    place.chainedAt,
    place.previous,
    line.id,
    line.at,
    line.type,
    line.actor,
    line.factor,
    line.accountId,
    line.outcome,
    line.reference,
    line.detail,
  ]
  for (const field of fields) {
    if (field === null) {
      hash.update(absent)
      continue
    }
    const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  return hash.digest()
}

/** The keyed proof beside a hash: whoever has only the database can write a new chain, but not this. */
export function proveHash(keyring: Keyring, hash: Buffer): Buffer {
  return keyring.mac('audit-chain', hash.toString('hex'))
}

/** The proof of the chain's head. */
export function proveHead(keyring: Keyring, head: { seq: number; hash: Buffer }): Buffer {
  return keyring.mac('audit-head', `${head.seq}:${head.hash.toString('hex')}`)
}
