import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Certificate, parseCertificate } from './certificate.ts'

function read(text: string): Certificate {
  const { ok, ...rest } = parseCertificate(text)
  if (!ok || !('key' in rest)) throw new Error(`not a certificate: ${text}`)
  return rest
}

describe('one certificate, many spellings', () => {
  test.each([
    'II-АБ № 123456',
    'ІІ-АБ N 123456',
    'II - АБ 123456',
    'ii-аб №123456',
    'Ⅱ–АБ No. 123456',
    'IIАБ№123456',
    'II АБ N123456',
    'II-АБN123456',
    '№ II-AБ １２３４５６',
  ])('%j', (text) => {
    expect(parseCertificate(text)).toEqual({ ok: true, key: 'IIAБ123456', digits: '123456', hasSeries: true })
  })

  test('without a series the key is the digits', () => {
    expect(parseCertificate(' № 1234567 ')).toEqual({
      ok: true,
      key: '1234567',
      digits: '1234567',
      hasSeries: false,
    })
  })

  test('separators, case and look-alikes never change the key', () => {
    const latin = 'ABEKMHOPCTXI'
    const cyrillic = 'АВЕКМНОРСТХІ'
    const letter = fc.integer({ min: 0, max: latin.length - 1 })
    const spelled = fc.record({
      place: letter,
      foreign: fc.boolean(),
      small: fc.boolean(),
      gap: fc.constantFrom('', ' ', '-', '.', '\u00a0'),
    })
    const series = fc.array(spelled, { maxLength: 8 })
    const word = fc.constantFrom('', '№', ' № ', ' N ', ' No ', ' no. ')
    fc.assert(
      fc.property(series, word, fc.stringMatching(/^\d{5,12}$/), (letters, number, digits) => {
        const typed = letters.map(({ place, foreign, small, gap }) => {
          const one = (foreign ? cyrillic : latin).charAt(place)
          return (small ? one.toLowerCase() : one) + gap
        })
        const key = letters.map(({ place }) => latin.charAt(place)).join('') + digits
        expect(read(typed.join('') + number + digits).key).toBe(key)
      }),
      { numRuns: 500 },
    )
  })
})

test.each([
  ['', 'certificate-empty'],
  [' № - ', 'certificate-empty'],
  ['АБ', 'certificate-invalid'],
  ['1234', 'certificate-invalid'],
  ['1234567890123', 'certificate-invalid'],
  ['ABCDEFGHJ123456', 'certificate-invalid'],
  ['II-АБ 123456 А', 'certificate-invalid'],
  ["1234567' OR 1=1", 'certificate-invalid'],
])('%j is refused: %s', (text, problem) => {
  expect(parseCertificate(text)).toEqual({ ok: false, problem })
})
