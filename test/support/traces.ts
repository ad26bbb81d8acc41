import { createHash } from 'node:crypto'

/** One form in which something may stand in a file. */
export type Needle = { readonly of: string; readonly form: string; readonly bytes: Buffer }
export type Trace = { readonly of: string; readonly form: string; readonly at: number }

const shortest = 5

/**
 * Every common form of a value: text in several encodings and cases, base64 at each alignment, hex, percent-encoded,
 * reversed, and unsalted hashes of the likely spellings; of digits also packed pairs and numbers. Forms of fewer than
 * five bytes are left out: chance would find them.
 */
export function formsOf(of: string, value: string): Needle[] {
  const needles = spellings(value).flatMap((spelling) => [
    ...texts(spelling).flatMap(({ form, bytes }) => encoded(form, bytes)),
    ...hashes(spelling),
  ])
  if (/^\+?\d+$/.test(value)) needles.push(...packed(value.replace('+', '')))
  const seen = new Set<string>()
  return needles.flatMap(({ form, bytes }) => {
    const key = bytes.toString('hex')
    if (bytes.length < shortest || seen.has(key)) return []
    seen.add(key)
    return [{ of, form, bytes }]
  })
}

function spellings(value: string): string[] {
  const digits = value.replace('+', '')
  const numbers = /^\+7\d{10}$/.test(value) ? [digits, `8${digits.slice(1)}`, digits.slice(1)] : []
  const cases = [value.toLowerCase(), value.toUpperCase(), value.normalize('NFD')]
  return [...new Set([value, ...numbers, ...cases])]
}

type Text = { form: string; bytes: Buffer }

function texts(value: string): Text[] {
  const little = Buffer.from(value, 'utf16le')
  return [
    { form: 'utf-8', bytes: Buffer.from(value) },
    { form: 'utf-16le', bytes: little },
    { form: 'utf-16be', bytes: Buffer.from(little).swap16() },
    { form: 'reversed', bytes: Buffer.from([...value].reverse().join('')) },
    { form: 'json-escaped', bytes: Buffer.from(escaped(value)) },
    { form: 'percent', bytes: Buffer.from(encodeURIComponent(value)) },
    { form: 'percent-all', bytes: Buffer.from(Buffer.from(value).toString('hex').replace(/../g, '%$&')) },
  ]
}

function escaped(value: string): string {
  return value.replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The bytes themselves, and inside base64 and hex of anything that holds them. */
function encoded(form: string, bytes: Buffer): Text[] {
  const hex = bytes.toString('hex')
  return [
    { form, bytes },
    { form: `${form}, hex`, bytes: Buffer.from(hex) },
    { form: `${form}, HEX`, bytes: Buffer.from(hex.toUpperCase()) },
    ...[0, 1, 2].flatMap((shift) => {
      // Letters that depend on the neighbours are cut off at both ends.
      const whole = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .replace(/=+$/, '')
      const cut = whole.slice(
        Math.ceil((shift * 4) / 3),
        whole.length - ((shift + bytes.length) % 3 === 0 ? 0 : 1),
      )
      return [
        { form: `${form}, base64 +${shift}`, bytes: Buffer.from(cut) },
        {
          form: `${form}, base64url +${shift}`,
          bytes: Buffer.from(cut.replaceAll('+', '-').replaceAll('/', '_')),
        },
      ]
    }),
  ]
}

function hashes(value: string): Text[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) =>
    ['', '\n'].flatMap((end) => {
      const hash = createHash(name)
        .update(value + end)
        .digest()
      return [
        { form: name, bytes: hash },
        { form: `${name}, hex`, bytes: Buffer.from(hash.toString('hex')) },
        { form: `${name}, HEX`, bytes: Buffer.from(hash.toString('hex').toUpperCase()) },
        { form: `${name}, base64`, bytes: Buffer.from(hash.toString('base64').replace(/=+$/, '')) },
        { form: `${name}, base64url`, bytes: Buffer.from(hash.toString('base64url')) },
      ]
    }),
  )
}

/** Digits as pairs in a byte (BCD), with the halves swapped (GSM), as PostgreSQL's numeric, and as whole numbers. */
function packed(digits: string): Text[] {
  const swap = (hex: string) => hex.replace(/(.)(.)/g, '$2$1')
  const even = digits.length % 2 === 0 ? [digits] : [`0${digits}`, `${digits}0`, `${digits}f`]
  const big = Buffer.alloc(8)
  big.writeBigInt64BE(BigInt(digits))
  const double = Buffer.alloc(8)
  double.writeDoubleBE(Number(digits))
  const tens = digits.padStart(Math.ceil(digits.length / 4) * 4, '0').match(/.{4}/g) ?? []
  const numeric = (write: (into: Buffer, value: number, at: number) => void) => {
    const into = Buffer.alloc(tens.length * 2)
    tens.forEach((four, at) => void write(into, Number(four), at * 2))
    return into
  }
  return [
    ...even.flatMap((hex) => [
      { form: 'bcd', bytes: Buffer.from(hex, 'hex') },
      { form: 'bcd, swapped', bytes: Buffer.from(swap(hex), 'hex') },
    ]),
    { form: 'int64 be', bytes: big },
    { form: 'int64 le', bytes: Buffer.from(big).swap64() },
    { form: 'double be', bytes: double },
    { form: 'double le', bytes: Buffer.from(double).swap64() },
    { form: 'numeric be', bytes: numeric((into, value, at) => into.writeInt16BE(value, at)) },
    { form: 'numeric le', bytes: numeric((into, value, at) => into.writeInt16LE(value, at)) },
  ]
}

/** A search for all needles at once: by their first four bytes, so that its time hardly grows with their number. */
export function makeSearch(needles: readonly Needle[]) {
  const byStart = Map.groupBy(needles, ({ bytes }) => bytes.readUInt32BE(0))
  const mayStart = new Uint8Array(65_536)
  for (const start of byStart.keys()) mayStart[start >>> 16] = 1
  const longest = Math.max(...needles.map(({ bytes }) => bytes.length))
  // Digits as people write them: whatever separates them is taken out, and they are looked for once more.
  const plainDigits = needles.filter(
    ({ form, bytes }) => form === 'utf-8' && /^\d{10,}$/.test(bytes.toString()),
  )

  return {
    longest,
    in(haystack: Buffer): Trace[] {
      const found: Trace[] = []
      for (let at = 0; at + shortest <= haystack.length; at += 1) {
        if (mayStart[((haystack[at] ?? 0) << 8) | (haystack[at + 1] ?? 0)] === 0) continue
        for (const needle of byStart.get(haystack.readUInt32BE(at)) ?? []) {
          const end = at + needle.bytes.length
          if (
            haystack.compare(needle.bytes, 0, needle.bytes.length, at, Math.min(end, haystack.length)) === 0
          )
            found.push({ of: needle.of, form: needle.form, at })
        }
      }
      const joined = Buffer.from(haystack.toString('latin1').replace(/[\s\-._/:,()+\xa0]/g, ''), 'latin1')
      for (const { of, bytes } of plainDigits) {
        const at = joined.indexOf(bytes)
        if (at >= 0) found.push({ of, form: 'digits with separators', at })
      }
      return found
    },
  }
}
