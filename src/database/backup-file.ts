import { createHash, timingSafeEqual } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'

/**
 * A backup file is: the line below; a zstd stream of records (kind, length, bytes); the SHA-256 of all that.
 * Kinds: head, then for each table its name, its rows (PostgreSQL's binary COPY, in pieces) and its count, then the tail.
 */
export type BackupRecord = { readonly kind: Kind; readonly bytes: Buffer }
const kinds = ['head', 'table', 'rows', 'count', 'tail'] as const
type Kind = (typeof kinds)[number]

const opening = Buffer.from('kabinet backup 1\n')
const openingPattern = /^kabinet backup (\d+)\n/
const digestBytes = 32
const prefixBytes = 5
const largestPiece = 1 << 20

/** A record whose content is a value. */
export function recordOf(kind: Kind, value: unknown): BackupRecord {
  return { kind, bytes: Buffer.from(JSON.stringify(value)) }
}

/** Cuts COPY's output into records of at most 1 MB. */
export function* piecesOf(chunk: Buffer): Generator<BackupRecord> {
  for (let start = 0; start < chunk.length; start += largestPiece) {
    yield { kind: 'rows', bytes: chunk.subarray(start, start + largestPiece) }
  }
}

/** Writes a new file (mode 0600) and has it on disk when it returns its digest; throws when the file exists. */
export async function writeRecords(file: string, records: AsyncIterable<BackupRecord>): Promise<string> {
  const hash = createHash('sha256')
  let digest = ''
  const framed = async function* () {
    for await (const { kind, bytes } of records) {
      const prefix = Buffer.alloc(prefixBytes)
      prefix.writeUInt8(kinds.indexOf(kind), 0)
      prefix.writeUInt32BE(bytes.length, 1)
      yield Buffer.concat([prefix, bytes])
    }
  }
  const hashed = async function* (compressed: AsyncIterable<Buffer>) {
    yield opening
    hash.update(opening)
    for await (const chunk of compressed) {
      hash.update(chunk)
      yield chunk
    }
    const bytes = hash.digest()
    digest = bytes.toString('hex')
    yield bytes
  }
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(Readable.from(framed(), { objectMode: true }), createZstdCompress(), hashed, target)
  return digest
}

export type FileProblem = 'unreadable' | 'not-a-backup' | 'other-format' | 'damaged'

/** Reads the whole file once and says whether it is a backup of this format and unharmed. */
export async function checkFile(file: string): Promise<'fine' | FileProblem> {
  const handle = await open(file).catch(() => undefined)
  if (!handle) return 'unreadable'
  try {
    const { size } = await handle.stat()
    const start = Buffer.alloc(opening.length)
    await handle.read(start, 0, start.length, 0)
    const format = openingPattern.exec(start.toString('latin1'))
    if (!format) return 'not-a-backup'
    if (!start.equals(opening)) return 'other-format'
    if (size < opening.length + digestBytes) return 'damaged'
    const hash = createHash('sha256')
    const body = handle.createReadStream({ start: 0, end: size - digestBytes - 1, autoClose: false })
    for await (const chunk of body) hash.update(chunk)
    const digest = Buffer.alloc(digestBytes)
    await handle.read(digest, 0, digestBytes, size - digestBytes)
    return timingSafeEqual(hash.digest(), digest) ? 'fine' : 'damaged'
  } finally {
    await handle.close()
  }
}

/** The records of a checked file, in order, in constant memory. */
export async function* readRecords(file: string): AsyncGenerator<BackupRecord> {
  const handle = await open(file)
  const { size } = await handle.stat().finally(() => handle.close())
  const source = createReadStream(file, { start: opening.length, end: size - digestBytes - 1 })
  const plain = createZstdDecompress()
  source.on('error', (error) => plain.destroy(error))
  let held = Buffer.alloc(0)
  try {
    for await (const chunk of source.pipe(plain)) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      let at = 0
      while (held.length - at >= prefixBytes) {
        const end = at + prefixBytes + held.readUInt32BE(at + 1)
        if (end > held.length) break
        const kind = kinds[held.readUInt8(at)]
        if (!kind) throw new Error('backup: unknown record')
        yield { kind, bytes: held.subarray(at + prefixBytes, end) }
        at = end
      }
      held = held.subarray(at)
    }
  } finally {
    source.destroy()
    plain.destroy()
  }
  if (held.length > 0) throw new Error('backup: the last record is cut off')
}
