import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultExtraPrefixes, formatPhone, type Phone, parsePhone } from './phone.ts'

describe('one number, many spellings', () => {
  test.each([
    '+7 (701) 123-45-67',
    '87011234567',
    '77011234567',
    '7011234567',
    ' 8 701 123 45 67 ',
    '8-701-123-45-67',
    '+7\u00a0701\u00a0123\u00a045\u00a067',
    '+７ ７０１ １２３ ４５ ６７',
    '\u202a+77011234567\u202c',
    '٨٧٠١١٢٣٤٥٦٧',
  ])('%j', (typed) => {
    expect(parsePhone(typed)).toEqual({ ok: true, phone: '+77011234567' })
  })
})

describe('refused', () => {
  test.each([
    ['', 'phone-empty'],
    [' \u200b ', 'phone-empty'],
    ['abc', 'phone-invalid'],
    ['701123456', 'phone-invalid'],
    ['+770112345678', 'phone-invalid'],
    ['8 701 123 45 67 доб. 5', 'phone-invalid'],
    ['8 701 123 45 67 ext 5', 'phone-invalid'],
    ['звоните 87011234567', 'phone-invalid'],
    ['+79161234567', 'phone-not-kazakhstan'],
    ['+996555123456', 'phone-not-kazakhstan'],
    ['+7 7172 12 34 56', 'phone-not-mobile'],
  ])('%j: %s', (typed, problem) => {
    expect(parsePhone(typed)).toEqual({ ok: false, problem })
  })
})

test('prefixes the library does not know are accepted by the list alone', () => {
  expect(defaultExtraPrefixes).toEqual(['703', '704', '709', '750', '751', '772', '773', '774', '779'])
  for (const prefix of defaultExtraPrefixes) {
    const number = `+7${prefix}1234567`
    expect(parsePhone(number)).toEqual({ ok: true, phone: number })
    expect(parsePhone(number, [])).toEqual({ ok: false, problem: 'phone-not-mobile' })
  }
})

test('an accepted number is E.164 and reads back as itself, however it was formatted', () => {
  const prefix = fc.constantFrom('700', '701', '705', '707', '747', '771', '775', '776', '777', '778', '704')
  fc.assert(
    fc.property(prefix, fc.stringMatching(/^\d{7}$/), (code, rest) => {
      const phone = `+7${code}${rest}` as Phone
      expect(parsePhone(phone)).toEqual({ ok: true, phone })
      expect(parsePhone(formatPhone(phone))).toEqual({ ok: true, phone })
    }),
  )
})

test('formatted as people here read it out', () => {
  expect(formatPhone('+77051239223' as Phone)).toBe('+7 705 123 92 23')
})
