import type { FileProblem } from './problems.ts'

/** Reads a row's cell by the name of its column; '' for a column that is not ours. */
export type Cells = (column: string) => string

/** A column whose values have commas that exporters forget to quote, and how such a value begins. */
export type Unquoted = { readonly column: string; readonly begins: string }

export type Header =
  | {
      readonly ok: true
      readonly ignored: readonly string[]
      /** Undefined when the row has more or fewer cells than there are columns. */
      cellsOf(row: readonly string[]): Cells | undefined
    }
  | { readonly ok: false; readonly file: FileProblem }

/**
 * Reads the line of column names: any order, case and spaces forgiven. Every wanted column must be there (its cells may be
 * empty), so that a misspelt name is never taken for "no data"; other columns are told and ignored. A file without
 * the line has personal data in its place, so nothing of it is quoted unless it is one.
 */
export function readHeader(names: readonly string[], wanted: readonly string[], unquoted?: Unquoted): Header {
  const folded = names.map((name) => name.trim().toLowerCase())
  const missing = wanted.filter((name) => !folded.includes(name))
  if (missing.length > 0) return { ok: false, file: { problem: 'columns-missing', columns: missing } }
  const repeated = wanted.filter((name) => folded.indexOf(name) !== folded.lastIndexOf(name))
  if (repeated.length > 0) return { ok: false, file: { problem: 'columns-repeated', columns: repeated } }
  const places = new Map(wanted.map((name) => [name, folded.indexOf(name)]))
  const ignored = folded.flatMap((name, place) => (places.has(name) ? [] : [printable(name, place)]))
  const mend = (row: readonly string[]) => {
    const place = places.get(unquoted?.column ?? '') ?? -1
    const mendable = unquoted && row.length > names.length && row[place]?.startsWith(unquoted.begins)
    return mendable ? rejoined(row, place, row.length - names.length) : row
  }
  return {
    ok: true,
    ignored,
    cellsOf(row) {
      const whole = row.length === names.length ? row : mend(row)
      if (whole.length !== names.length) return undefined
      return (column) => whole[places.get(column) ?? -1] ?? ''
    },
  }
}

function rejoined(row: readonly string[], place: number, surplus: number): string[] {
  const end = place + surplus + 1
  return [...row.slice(0, place), row.slice(place, end).join(','), ...row.slice(end)]
}

function printable(name: string, place: number): string {
  return /^[\p{L}\p{N} _-]{1,40}$/u.test(name) ? name : `(column ${place + 1})`
}
