import type { BadRow, FileProblem, RowProblem } from './problems.ts'

/** What an operator reads about a bad row. The command line speaks English. */
const sentences: Readonly<Record<RowProblem, string>> = {
  'iin-empty': 'an IIN is missing',
  'iin-length': 'an IIN has 12 digits',
  'iin-not-digits': 'an IIN has digits only',
  'iin-check-digit': 'the check digit is wrong',
  'iin-is-bin': 'this is a BIN, the number of a company',
  'phone-empty': 'a number is missing',
  'phone-invalid': 'this is not a phone number',
  'phone-not-kazakhstan': 'the number is not of Kazakhstan',
  'phone-not-mobile': 'the number is not a mobile one (see --extra-prefixes)',
  'certificate-empty': 'a certificate number is missing',
  'certificate-invalid': 'this is not a certificate number: letters of a series, then 5 to 12 digits',
  'hash-unknown': 'the kind of password hash is not known',
  'hash-malformed': 'the password hash is damaged',
  'hash-too-costly': 'checking this password hash would cost too much',
  'text-empty': 'a text is missing',
  'text-too-long': 'the text is too long',
  'text-control-character': 'the text has a control character',
  'text-broken-character': 'the text is not in UTF-8',
  'text-formula': 'the text begins like a spreadsheet formula (=, +, -, @)',
  'language-unknown': 'the language is none of kk, ru, en',
  'system-unknown': 'the system is none of INDIGO, SAKURA, MINDAL, MALAHIT, AZAMAT',
  'status-unknown': 'the status is neither queued nor attending',
  'kind-invalid': 'a kind has up to 40 of a-z, 0-9 and dashes, and begins with a letter',
  'date-invalid': 'a date is written 2026-09-01',
  'time-invalid': 'a time is written 2026-09-01T09:00:00+05:00, with its offset',
  'body-not-in-every-language': 'the text is there in one language and missing in another',
  'parents-equal': 'both parents have the same IIN',
  'cell-count': 'the row has not as many cells as the first line has columns',
  'key-repeated': 'an earlier row of this file has the same one',
  'account-unknown': 'there is no account with this IIN: import accounts first',
}

/** `line 17, column iin: the check digit is wrong`. */
export function describeBadRow(row: BadRow): string {
  const where = row.column === null ? `line ${row.line}` : `line ${row.line}, column ${row.column}`
  return `${where}: ${sentences[row.problem]}`
}

/** Why the file cannot be read, in words for the operator. */
export function describeFileProblem(file: FileProblem): string {
  switch (file.problem) {
    case 'empty':
      return 'the file is empty'
    case 'not-text':
      return 'this is not a CSV text in UTF-8 (it has zero bytes, or is in UTF-16)'
    case 'columns-missing':
      return `the first line must name the columns, and lacks: ${file.columns.join(', ')}`
    case 'columns-repeated':
      return `the first line names a column twice: ${file.columns.join(', ')}`
    case 'torn':
      return `the row that begins on line ${file.line} does not end: a quote is not closed, or it is longer than 64 KiB`
  }
}
