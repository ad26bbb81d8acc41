import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEmail } from './email.ts'

const read = (typed: string) => {
  const parsed = parseEmail(typed)
  return parsed.ok ? parsed.email : parsed.problem
}

test('an address as people type it: only the domain is lower-cased, an international one gets its ASCII form', () => {
  expect(read('  Aigerim.Seit+sadik@Mail.KZ ')).toBe('Aigerim.Seit+sadik@mail.kz')
  expect(read('a@b.co')).toBe('a@b.co')
  expect(read('ata@пошта.қаз')).toBe('ata@xn--80a1acn3a.xn--80ao21a')
  expect(read('ata@xn--80a1acn3a.xn--80ao21a')).toBe('ata@xn--80a1acn3a.xn--80ao21a')
  expect(read('ata@ＭＡＩＬ．kz')).toBe('ata@mail.kz')
  expect(read('\u200eata@mail.kz\u2069')).toBe('ata@mail.kz')
  expect(read("o'neil!#$%&*/=?^_`{|}~@mail.kz")).toBe("o'neil!#$%&*/=?^_`{|}~@mail.kz")
})

test('nothing is no address', () => {
  for (const blank of ['', '   ', '\u200b', '\r\n']) expect(read(blank)).toBe('email-empty')
})

test('what cannot be written to, or would be more than one address, is refused', () => {
  const refused = [
    'ata',
    'ata@',
    '@mail.kz',
    'ata@mail',
    'ata@localhost',
    'ata@127.0.0.1',
    'ata@2130706433',
    'ata@0x7f.1',
    'ata@[127.0.0.1]',
    'ata@mail..kz',
    'ata@-mail.kz',
    'ata@mail.kz.',
    'ata@mail.123',
    '.ata@mail.kz',
    'a..ta@mail.kz',
    'ata.@mail.kz',
    'ata ana@mail.kz',
    '"ata ana"@mail.kz',
    'ата@mail.kz',
    'a\u0000ta@mail.kz',
    'ata@ma\u200bil.kz',
    'ata@mail.kz, ana@mail.kz',
    'ata@mail.kz;ana@mail.kz',
    'ata@mail.kz>',
    '<ata@mail.kz>',
    'Ata <ata@mail.kz>',
    'ata@mail.kz\r\nBcc: ana@mail.kz',
    'ata\r\nBcc: ana@mail.kz',
    'ata\nana@mail.kz',
    'ata@mail.kz%0d%0abcc:ana',
    'ata@mail.kz:25',
    'ata@mail.kz/x',
    'ata@user@mail.kz',
    'ata@mail.kz\u2028Bcc: ana@mail.kz',
    `${'a'.repeat(65)}@mail.kz`,
    `ata@${'a'.repeat(64)}.kz`,
    `ata@${'a.'.repeat(200)}kz`,
    `${'a'.repeat(100_000)}@mail.kz`,
  ]
  expect(refused.filter((typed) => read(typed) !== 'email-malformed')).toEqual([])
})

test('whatever is accepted is one ASCII line without anything that a header or a command reads', () => {
  const pieces = fc.constantFrom(
    'a',
    'Z',
    '.',
    '@',
    '+',
    '-',
    '\r',
    '\n',
    ' ',
    '<',
    '>',
    ',',
    '"',
    '(',
    '\\',
    'қаз',
    '＠',
    '\u0000',
    '%',
    'kz',
  )
  const typed = fc.oneof(
    fc.array(pieces, { maxLength: 24 }).map((all) => `${all.join('')}`),
    fc
      .tuple(fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 8 }))
      .map(([a, b]) => `a${a}@b${b}.kz`),
  )
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseEmail(text)
      if (!parsed.ok) return
      expect(parsed.email).toMatch(/^[!-~]+@[a-z0-9.-]+$/)
      expect(parsed.email).not.toMatch(/[<>,;:"()[\]\\\s]/)
      expect(parsed.email.split('@').length).toBe(2)
      expect(parseEmail(parsed.email)).toEqual(parsed)
    }),
    { numRuns: 20_000 },
  )
})
