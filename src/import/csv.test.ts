import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvRow, readCsv } from './csv.ts'
import type { FileProblem } from './problems.ts'

async function readAll(text: string | Uint8Array, chunkBytes = 65_536) {
  const bytes = Buffer.from(text as Uint8Array)
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes))
  const rows: CsvRow[] = []
  let file: FileProblem | undefined
  let heard = 0
  for await (const batch of readCsv(Readable.from(chunks), (more) => (heard += more))) {
    if ('problem' in batch) file = batch
    else rows.push(...batch)
  }
  return { rows, file, heard, size: bytes.length }
}

const lines = (rows: readonly CsvRow[]) => rows.map((row) => row.line)

describe('rows', () => {
  test('a byte order mark, CRLF, quotes, semicolons and a missing last line end are no trouble', async () => {
    const { rows, heard, size } = await readAll('\ufeffiin;"full_name"\r\n1;"Ким; ""Руслан"""\r\n2;b')
    expect(rows.map((row) => row.cells)).toEqual([
      ['iin', 'full_name'],
      ['1', 'Ким; "Руслан"'],
      ['2', 'b'],
    ])
    expect(heard).toBe(size)
  })

  test('a quote inside an unquoted cell is a letter like others', async () => {
    const { rows, file } = await readAll('a,b\n1,Ясли-сад "Балапан"\n2,x\n')
    expect(rows[1]?.cells).toEqual(['1', 'Ясли-сад "Балапан"'])
    expect(rows).toHaveLength(3)
    expect(file).toBeUndefined()
  })

  test.each(['\n', '\r\n', '\r'])('a row is known by the line on which it begins (%j)', async (end) => {
    const text = ['a,b', '1,2', '', ',', '"x', 'y', 'z",5', '6,7', '"p', 'q",8', '9,9'].join(end)
    const { rows } = await readAll(text)
    expect(lines(rows)).toEqual([1, 2, 5, 8, 9, 11])
  })

  test('lines are right after quoted cells with any line ends', async () => {
    const { rows } = await readAll('a,b\n"1\n2\r\n3",4\n5,"6\r\n\r\n7"\n8,9\n')
    expect(lines(rows)).toEqual([1, 2, 5, 8])
  })

  test('chunks of any size read the same', async () => {
    const text = '\ufeffa,b\r\n"Ә\r\nғ",2\r\n3,"«Қ»"\r\n'
    const whole = await readAll(text)
    for (let size = 1; size < 12; size += 1) expect((await readAll(text, size)).rows).toEqual(whole.rows)
  })

  test('what was written quoted is read back, with its line', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'Ә', '"', ',', ';', '\n', ' ', '1'), maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { maxLength: 20 }),
        fc.integer({ min: 1, max: 40 }),
        async (table, size) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
          const text = ['a,b', ...table.map((row) => row.map(quoted).join(','))].join('\n')
          const { rows } = await readAll(text, size)
          const full = table.filter((row) => row.some((each) => each.trim() !== ''))
          expect(rows.slice(1).map((row) => row.cells)).toEqual(full)
          let line = 2
          const starts = table.flatMap((row) => {
            const start = line
            line += 1 + row.join('').split('\n').length - 1
            return row.some((each) => each.trim() !== '') ? [start] : []
          })
          expect(lines(rows).slice(1)).toEqual(starts)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('files that cannot be read', () => {
  test('empty', async () => {
    expect((await readAll('')).file).toEqual({ problem: 'empty' })
  })

  test('UTF-16 and zero bytes', async () => {
    expect((await readAll(Buffer.from('\ufeffiin,phone\n', 'utf16le'))).file).toEqual({ problem: 'not-text' })
    expect((await readAll(new Uint8Array([65, 0, 66, 10]))).file).toEqual({ problem: 'not-text' })
  })

  test('a quote that is never closed names the row it is in, and the rows before it are read', async () => {
    const { rows, file } = await readAll('a,b\n1,2\n3,"4\n5,6\n7,8\n')
    expect(lines(rows)).toEqual([1, 2])
    expect(file).toEqual({ problem: 'torn', line: 3 })
  })

  test('neither is one in a large file', async () => {
    const { rows, file } = await readAll(`a,b\n1,2\n3,"4\n${'5,6\n'.repeat(50_000)}`)
    expect(lines(rows)).toEqual([1, 2])
    expect(file).toEqual({ problem: 'torn', line: 3 })
  })

  test('a row without an end', async () => {
    const { file } = await readAll(`a,b\n1,${'x'.repeat(1_000_000)}\n`)
    expect(file).toEqual({ problem: 'torn', line: 2 })
  })
})

test('any bytes at all are rows or a named problem', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.integer({ min: 1, max: 100 }),
      async (bytes, size) => {
        const { rows, file } = await readAll(bytes, size)
        expect(rows.length > 0 || file !== undefined || !/[^\s,;"]/.test(Buffer.from(bytes).toString())).toBe(
          true,
        )
      },
    ),
    { numRuns: 500 },
  )
})
