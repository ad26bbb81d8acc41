import type { HashProblem } from '../account/passwords/imported.ts'
import type { CertificateProblem } from '../domain/certificate.ts'
import type { IinProblem } from '../domain/iin.ts'
import type { PhoneProblem } from '../domain/phone.ts'

/** Why one row cannot be imported. */
export type RowProblem =
  | IinProblem
  | PhoneProblem
  | CertificateProblem
  | HashProblem
  | 'text-empty'
  | 'text-too-long'
  | 'text-control-character'
  | 'text-broken-character'
  | 'text-formula'
  | 'language-unknown'
  | 'system-unknown'
  | 'status-unknown'
  | 'kind-invalid'
  | 'date-invalid'
  | 'time-invalid'
  | 'body-not-in-every-language'
  | 'parents-equal'
  | 'cell-count'
  | 'key-repeated'
  | 'account-unknown'

/** A row that was refused: where it stands in the file, and why. Never what it holds. */
export type BadRow = {
  /** Lines of the file, from 1; a quoted cell may span several. */
  readonly line: number
  readonly column: string | null
  readonly problem: RowProblem
}

/** Why the file as a whole cannot be read. */
export type FileProblem =
  | { readonly problem: 'empty' }
  | { readonly problem: 'not-text' }
  | { readonly problem: 'columns-missing'; readonly columns: readonly string[] }
  | { readonly problem: 'columns-repeated'; readonly columns: readonly string[] }
  | { readonly problem: 'torn'; readonly line: number }

/** As many bad rows are kept by name; the rest are counted. */
export const mostBadRows = 1000

/** Bad rows as they are met: all counted, the first in the file kept. */
export type BadRows = {
  add(row: BadRow): void
  addAll(column: string, problem: RowProblem, lines: readonly number[], count: number): void
  count(): number
  first(): readonly BadRow[]
}

/** Collects bad rows. Each source of them must come in the order of the file. */
export function collectBadRows(): BadRows {
  let kept: BadRow[] = []
  let count = 0
  return {
    add(row) {
      count += 1
      if (kept.length < mostBadRows) kept.push(row)
    },
    addAll(column, problem, lines, inAll) {
      count += inAll
      kept = [...kept, ...lines.map((line) => ({ line, column, problem }))]
        .sort((a, b) => a.line - b.line)
        .slice(0, mostBadRows)
    },
    count: () => count,
    first: () => kept,
  }
}
