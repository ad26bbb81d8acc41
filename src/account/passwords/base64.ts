/**
 * Base64 of stored hashes: the standard alphabet with or without padding, and passlib's, which writes `.` for `+`.
 * Null where a character is foreign or the length impossible; Buffer.from would skip over both.
 */
export function decodeBase64(text: string): Buffer | null {
  const plain = text.replaceAll('.', '+').replace(/={1,2}$/, '')
  if (!/^[A-Za-z0-9+/]*$/.test(plain) || plain.length % 4 === 1) return null
  return Buffer.from(plain, 'base64')
}

const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A number in crypt's base64, least significant character first; null where a character is foreign. */
export function cryptNumber(text: string): number | null {
  let value = 0
  for (const [place, character] of [...text].entries()) {
    const digit = cryptAlphabet.indexOf(character)
    if (digit < 0) return null
    value += digit * 64 ** place
  }
  return value
}

/** Bytes in crypt's base64: groups of three bytes, each little-endian in four characters. */
export function decodeCryptBase64(text: string): Buffer | null {
  const bytes: number[] = []
  for (const group of text.match(/.{1,4}/gs) ?? []) {
    const value = cryptNumber(group)
    if (value === null || group.length === 1) return null
    for (let place = 0; place < group.length - 1; place += 1)
      bytes.push(Math.floor(value / 256 ** place) % 256)
  }
  return Buffer.from(bytes)
}
