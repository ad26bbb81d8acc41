import type pg from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'

/** A column of the staging table and what is copied into it. */
export type StagingColumn = readonly [name: string, type: 'bytea' | 'text' | 'boolean']
export type StagingValue = Buffer | string | boolean | null

/** The temporary table that rows wait in; it goes with the transaction, and is never written ahead to the log. */
export const stagingTable = 'import_rows'

const chunkBytes = 262_144

/** Takes rows into the staging table through binary COPY. */
export type Staging = {
  /** False once enough is waiting: then call `flush`. */
  write(line: number, values: readonly StagingValue[]): boolean
  flush(): Promise<void>
  end(): Promise<void>
}

/** Makes the staging table and opens the COPY; until `end` the connection is busy with it. */
export async function openStaging(
  client: pg.ClientBase,
  columns: readonly StagingColumn[],
): Promise<Staging> {
  const definitions = columns.map(([name, type]) => `${name} ${type}`).join(', ')
  await client.query(
    `create temporary table ${stagingTable} (line integer not null, ${definitions}) on commit drop`,
  )
  const stream = client.query(copyFrom(`copy ${stagingTable} from stdin (format binary)`))
  const failure = failureOf(stream)
  let chunk = Buffer.allocUnsafe(chunkBytes)
  let used = signature.copy(chunk)

  const send = async (bytes: Buffer) => {
    if (stream.write(bytes)) return
    await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), failure])
  }
  const flush = () => {
    const full = chunk.subarray(0, used)
    chunk = Buffer.allocUnsafe(chunkBytes)
    used = 0
    return send(full)
  }
  return {
    write(line, values) {
      const needed = 10 + values.reduce<number>((sum, value) => sum + 4 + mostBytes(value), 0)
      if (used + needed > chunk.length)
        chunk = Buffer.concat([chunk.subarray(0, used)], used + needed + chunkBytes)
      used = writeTuple(chunk, used, line, values)
      return used < chunkBytes - 16_384
    },
    flush,
    async end() {
      await flush()
      await Promise.race([
        new Promise<void>((resolve) => stream.once('finish', resolve).end(trailer)),
        failure,
      ])
    },
  }
}

/** Rejects when the COPY fails; never resolves. */
function failureOf(stream: CopyStreamQuery): Promise<never> {
  const failure = new Promise<never>((_, reject) => stream.once('error', reject))
  failure.catch(() => {})
  return failure
}

// PostgreSQL, COPY, "Binary Format": signature, flags, header length; a tuple is its number of fields, then each
// field's length in bytes (-1 for null) and value; −1 instead of a number of fields ends the data.
const signature = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
const trailer = Buffer.from([0xff, 0xff])

function mostBytes(value: StagingValue): number {
  if (value === null) return 0
  if (typeof value === 'boolean') return 1
  return typeof value === 'string' ? 3 * value.length : value.length
}

function writeTuple(into: Buffer, start: number, line: number, values: readonly StagingValue[]): number {
  let at = into.writeInt16BE(1 + values.length, start)
  at = into.writeInt32BE(line, into.writeInt32BE(4, at))
  for (const value of values) at = writeField(into, at, value)
  return at
}

function writeField(into: Buffer, at: number, value: StagingValue): number {
  const body = at + 4
  if (value === null) return into.writeInt32BE(-1, at)
  let length = 1
  if (typeof value === 'boolean') into[body] = value ? 1 : 0
  else if (typeof value === 'string') length = into.write(value, body, 'utf8')
  else length = value.copy(into, body)
  return into.writeInt32BE(length, at) + length
}
