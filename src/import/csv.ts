import { type CsvError, type Info, parse } from 'csv-parse'
import { isOpening, judgeOpening } from './opening.ts'
import type { FileProblem } from './problems.ts'

/** One row of the file; `line` is where it begins, from 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }
export type Source = AsyncIterable<Uint8Array | string>

/** Quoted words may be long; past this, a quote was never closed. */
const longestRecord = 65_536

/**
 * Reads a CSV file row by row in batches, the line of column names too: commas or semicolons, quotes (also loose ones
 * inside an unquoted cell), any line ends, a byte order mark; empty rows are skipped. A FileProblem is the last thing it
 * yields: the rest cannot be told apart reliably. `onBytes` hears how much has been read.
 */
export async function* readCsv(
  source: Source,
  onBytes: (bytes: number) => void,
): AsyncGenerator<readonly CsvRow[] | FileProblem> {
  let opening: Buffer = Buffer.alloc(0)
  let reader: RecordReader | undefined
  for await (const chunk of source) {
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk)
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    onBytes(bytes.length)
    if (reader) {
      yield reader.take(bytes)
    } else {
      opening = Buffer.concat([opening, bytes])
      if (!isOpening(opening)) continue
      const judged = judgeOpening(opening)
      if ('problem' in judged) return yield judged
      reader = makeRecordReader(judged.delimiter)
      yield reader.take(opening)
    }
    const torn = reader.torn()
    if (torn) return yield torn
  }
  if (!reader) {
    const judged = judgeOpening(opening)
    if ('problem' in judged) return yield judged
    reader = makeRecordReader(judged.delimiter)
    yield reader.take(opening)
  }
  yield await reader.end()
  const torn = reader.torn()
  if (torn) yield torn
}

type RecordReader = {
  take(bytes: Buffer): CsvRow[]
  end(): Promise<CsvRow[]>
  torn(): FileProblem | undefined
}

type Parsed = { record: string[]; info: Info }

/** The parser of csv-parse, driven by hand: a stream in object mode costs as much as the parsing. */
function makeRecordReader(delimiter: string): RecordReader {
  const lines = makeLineCounter()
  let tornAfter: number | undefined
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    max_record_size: longestRecord,
  })
  parser.on('skip', (error: CsvError) => {
    tornAfter ??= typeof error.records === 'number' ? error.records : 0
  })
  const drain = () => {
    const rows: CsvRow[] = []
    for (let next: Parsed | null = parser.read(); next !== null; next = parser.read()) {
      // What the parser makes of the rest after a torn row is chance.
      if (tornAfter !== undefined && next.info.records > tornAfter) continue
      rows.push({ line: lines.startOf(next.record, next.info.lines), cells: next.record })
    }
    return rows
  }
  return {
    take(bytes) {
      parser.write(bytes)
      return drain()
    },
    end: () =>
      new Promise((resolve, reject) => {
        const rows: CsvRow[] = []
        parser.on('readable', () => rows.push(...drain()))
        parser.on('end', () => resolve(rows))
        parser.on('error', reject)
        parser.end()
        rows.push(...drain())
      }),
    torn: () => (tornAfter === undefined ? undefined : { problem: 'torn', line: lines.next() }),
  }
}

/** csv-parse counts a CRLF inside quotes as two lines and gives the last line of a row; people look for the first. */
function makeLineCounter() {
  let last = 0
  let overcounted = 0
  return {
    startOf(cells: readonly string[], counted: number): number {
      const single = counted - overcounted - last === 1
      last = counted - overcounted
      if (single) return last
      const breaks = cells.flatMap((cell) => cell.match(/\r\n|\r|\n/g) ?? [])
      const pairs = breaks.filter((each) => each === '\r\n').length
      overcounted += pairs
      last -= pairs
      return last - breaks.length
    },
    next: () => last + 1,
  }
}
