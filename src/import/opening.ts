/** The beginning of a file, enough to see how it is written. */
export type Opening = { readonly delimiter: ',' | ';' } | { readonly problem: 'empty' | 'not-text' }

/** The first line is looked for this far. */
export const openingBytes = 65_536

/**
 * Judges the first bytes of a file: text in UTF-8 (UTF-16 and zero bytes are not), and whether commas or semicolons part
 * the column names. Column names hold neither, so the more frequent one it is.
 */
export function judgeOpening(bytes: Buffer): Opening {
  if (bytes.length === 0) return { problem: 'empty' }
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (utf16 || bytes.subarray(0, openingBytes).includes(0)) return { problem: 'not-text' }
  const [firstLine = ''] = bytes.toString('utf8', 0, openingBytes).split(/[\r\n]/, 1)
  const semicolons = firstLine.split(';').length
  return { delimiter: semicolons > firstLine.split(',').length ? ';' : ',' }
}

/** Whether the first line is there in whole, or will not come within what is looked at. */
export function isOpening(bytes: Buffer): boolean {
  return bytes.length >= openingBytes || bytes.includes(10) || bytes.includes(13)
}
