import { expect, test } from 'vitest'
import { foldDigits } from './digits.ts'

test.each(['arab', 'arabext', 'deva', 'fullwide', 'mong', 'thai', 'adlm', 'mathbold', 'mathmono'])(
  'digits of the numbering system %s are read',
  (system) => {
    const written = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(9876543210)
    expect(written).not.toBe('9876543210')
    expect(foldDigits(written)).toBe('9876543210')
  },
)

test('every decimal digit of Unicode has a value, and each value is as frequent', () => {
  const counts = Array<number>(10).fill(0)
  for (let point = 0; point <= 0x10ffff; point += 1) {
    const character = String.fromCodePoint(point)
    if (!/^\p{Nd}$/u.test(character)) continue
    const value = Number(foldDigits(character))
    counts[value] = (counts[value] ?? 0) + 1
  }
  expect(new Set(counts).size).toBe(1)
  expect(counts[0]).toBeGreaterThan(60)
})

test('letters and signs stay', () => {
  expect(foldDigits('ИИН: ٨٨-x')).toBe('ИИН: 88-x')
})
