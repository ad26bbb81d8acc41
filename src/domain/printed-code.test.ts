import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printedCodeBytes, printedCodeLength, printedCodeOf, readPrintedCode } from './printed-code.ts'

const bytes = fc.uint8Array({ minLength: printedCodeBytes, maxLength: printedCodeBytes })

test('a printed code is read back as it was made, however it is typed', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const code = printedCodeOf(random)
      expect(code).toHaveLength(printedCodeLength)
      const groups = code.match(/.{5}/g) ?? []
      for (const typed of [code, code.toLowerCase(), groups.join(' '), ` ${groups.join('-')}\t`])
        expect(readPrintedCode(typed)).toBe(code)
    }),
  )
})

test('each sign carries five bits', () => {
  const signs = new Set(
    Array.from({ length: 256 }, (_, byte) => printedCodeOf(new Uint8Array(20).fill(byte))[0]),
  )
  expect(signs.size).toBe(32)
})

test('what a person misreads is forgiven', () => {
  expect(readPrintedCode('оO0lIi1LАВЕКМНРСТХ25')).toBe('00011111ABEKMHPCTX25')
})

test.each(['', '12345', 'U2345678901234567890', '123456789012345678901', '1234567890123456789!'])(
  '%s is none',
  (typed) => {
    expect(readPrintedCode(typed)).toBeUndefined()
  },
)
