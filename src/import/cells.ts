import { parseCertificate } from '../domain/certificate.ts'
import { type Iin, parseIin } from '../domain/iin.ts'
import { isLanguage, type Language } from '../domain/language.ts'
import { type Phone, parsePhone } from '../domain/phone.ts'
import { type QueueSystem, queueSystems } from '../domain/queue-system.ts'
import type { Cells } from './header.ts'
import type { RowProblem } from './problems.ts'

export type Refused = { readonly ok: false; readonly column: string; readonly problem: RowProblem }
/** A cell that has been read, or why it cannot be. */
export type Cell<T> = { readonly ok: true; readonly value: T } | Refused

export function good<T>(value: T): Cell<T> {
  return { ok: true, value }
}

export function refused(column: string, problem: RowProblem): Refused {
  return { ok: false, column, problem }
}

export function iinCell(cells: Cells, column: string): Cell<Iin> {
  const read = parseIin(cells(column))
  return read.ok ? good(read.iin) : refused(column, read.problem)
}

export function phoneCell(cells: Cells, column: string, extraPrefixes?: readonly string[]): Cell<Phone> {
  const read = parsePhone(cells(column), extraPrefixes)
  return read.ok ? good(read.phone) : refused(column, read.problem)
}

export function certificateCell(cells: Cells, column: string) {
  const read = parseCertificate(cells(column))
  return read.ok ? good(read) : refused(column, read.problem)
}

/** Reads a cell that may be empty: then its value is null. */
export function optional<T>(cells: Cells, column: string, read: () => Cell<T>): Cell<T | null> {
  return cells(column).trim() === '' ? good(null) : read()
}

export function languageCell(cells: Cells, column: string): Cell<Language> {
  const word = cells(column).trim().toLowerCase()
  return isLanguage(word) ? good(word) : refused(column, 'language-unknown')
}

export function systemCell(cells: Cells, column: string): Cell<QueueSystem> {
  const word = cells(column).trim().toUpperCase()
  const known = queueSystems.find((system) => system === word)
  return known ? good(known) : refused(column, 'system-unknown')
}

/** One line of text, such as a name: NFC, runs of spaces folded. Lengths in code points. */
export function lineCell(cells: Cells, column: string, longest: number): Cell<string> {
  const text = cells(column).normalize('NFC').trim().replace(/ {2,}/g, ' ')
  if (text === '') return refused(column, 'text-empty')
  if (formula.test(text)) return refused(column, 'text-formula')
  return screened(column, text, longest, /\p{Cc}/u)
}

/** Text of several lines, such as an event's; '' when empty. Line breaks become `\n`. */
export function bodyCell(cells: Cells, column: string, longest: number): Cell<string> {
  const text = cells(column).normalize('NFC').replace(/\r\n?/g, '\n').trim()
  return screened(column, text, longest, /[^\P{Cc}\n\t]/u)
}

/**
 * What a spreadsheet would run when the line is exported again (OWASP, CSV injection), full-width forms too. A body of
 * several lines may begin with a dash.
 */
const formula = /^[=+\-@＝＋－＠]/u

function screened(column: string, text: string, longest: number, control: RegExp): Cell<string> {
  // Invalid UTF-8 was read as U+FFFD.
  if (text.includes('\ufffd')) return refused(column, 'text-broken-character')
  if (control.test(text)) return refused(column, 'text-control-character')
  if (text.length > longest && [...text].length > longest) return refused(column, 'text-too-long')
  return good(text)
}

/** A calendar date, `YYYY-MM-DD`. */
export function dateCell(cells: Cells, column: string): Cell<string> {
  const text = cells(column).trim()
  return /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text) ? good(text) : refused(column, 'date-invalid')
}

const moment =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/

/** A moment by ISO 8601 with its offset; without one it would mean another time on every server. */
export function momentCell(cells: Cells, column: string): Cell<Date> {
  const text = cells(column).trim()
  const day = moment.exec(text)?.[1]
  return day !== undefined && isDay(day) ? good(new Date(text)) : refused(column, 'time-invalid')
}

/** From 1900 to 2200: other years are slips of the pen. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  const year = date.getUTCFullYear()
  return year >= 1900 && year < 2200 && date.toISOString().startsWith(text)
}
