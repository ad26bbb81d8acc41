import { createReadStream } from 'node:fs'
import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import { proveHead } from './encoding.ts'

/** The chain's head as it was told to somewhere outside the database. */
export type Anchor = {
  readonly seq: number
  readonly hash: string
  readonly at: string
  readonly mac: string
}

const shape = z.object({ seq: z.int().positive(), hash: z.string(), at: z.string(), mac: z.string() })

/** The chain's head, ready to be told; undefined before the first line. Throws when it is not ours: that is not vouched for. */
export async function anchorNow(reader: Reader, keyring: Keyring, now: Date): Promise<Anchor | undefined> {
  const row = await reader.selectFrom('audit_head').select(['seq', 'hash', 'mac']).executeTakeFirst()
  if (!row) return undefined
  const head = { seq: Number(row.seq), hash: row.hash }
  if (!proveHead(keyring, head).equals(row.mac)) throw new Error('audit: the head of the chain is not ours')
  const anchor = { seq: head.seq, hash: head.hash.toString('hex'), at: now.toISOString() }
  return { ...anchor, mac: proofOf(keyring, anchor) }
}

/** Adds an anchor to a file of one JSON line each, made for its owner only where it is missing. */
export async function appendAnchor(file: string, anchor: Anchor): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await appendFile(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600, flush: true })
}

/** The anchors of a file, and the numbers of lines that are not anchors of ours. Undefined when there is no file. */
export async function readAnchors(
  file: string,
  keyring: Keyring,
): Promise<{ anchors: Map<number, Anchor>; foreign: readonly number[] } | undefined> {
  const anchors = new Map<number, Anchor>()
  const foreign: number[] = []
  let number = 0
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1
      const anchor = line === '' ? undefined : parseAnchor(line)
      const known = anchor && anchors.get(anchor.seq)
      const isOurs = anchor && proofOf(keyring, anchor) === anchor.mac
      // Two that contradict each other cannot both fit; the first is the one that was told first.
      if (!isOurs || (known && known.hash !== anchor.hash)) foreign.push(number)
      else if (!known) anchors.set(anchor.seq, anchor)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  return { anchors, foreign }
}

function parseAnchor(line: string): Anchor | undefined {
  try {
    return shape.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

function proofOf(keyring: Keyring, anchor: Omit<Anchor, 'mac'>): string {
  return keyring.mac('audit-anchor', `${anchor.seq}:${anchor.hash}:${anchor.at}`).toString('hex')
}
