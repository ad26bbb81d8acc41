import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { birthDateHint, checkDigit, type Iin, parseIin } from './iin.ts'

const digit = fc.integer({ min: 0, max: 9 })
const elevenDigits = fc.array(digit, { minLength: 11, maxLength: 11 }).map((digits) => digits.join(''))

/** Numbers whose check digit is right, whether they are accepted or not. */
const checked = elevenDigits
  .filter((eleven) => checkDigit(eleven) !== null)
  .map((eleven) => `${eleven}${checkDigit(eleven)}`)

function read(text: string): Iin {
  const parsed = parseIin(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.iin
}

describe('known numbers', () => {
  test.each([
    ['900101300017', 'first weights'],
    ['210228500056', 'first weights'],
    ['220930600060', 'first weights'],
    ['850715400028', 'second weights'],
    ['210520500404', 'second weights'],
    ['210520600010', 'second weights'],
    ['200229500018', 'second weights'],
    ['990101000014', 'a foreigner, G = 0'],
    ['180229500013', 'a date that never was'],
  ])('%s is accepted: %s', (iin) => {
    expect(parseIin(iin)).toEqual({ ok: true, iin })
  })

  test.each([
    ['', 'iin-empty'],
    [' \u00a0-\u200b', 'iin-empty'],
    ['90010130001', 'iin-length'],
    ['9001013000170', 'iin-length'],
    ['90010130001O', 'iin-not-digits'],
    ['900101300018', 'iin-check-digit'],
    ['000000000000', 'iin-check-digit'],
    ['210140000016', 'iin-is-bin'],
    ['210140000017', 'iin-check-digit'],
  ])('%j is refused: %s', (text, problem) => {
    expect(parseIin(text)).toEqual({ ok: false, problem })
  })

  test('21052050043x has no valid check digit', () => {
    expect(checkDigit('21052050043')).toBeNull()
    for (let last = 0; last <= 9; last += 1) {
      expect(parseIin(`21052050043${last}`)).toEqual({ ok: false, problem: 'iin-check-digit' })
    }
  })

  test.each([
    '9001 0130 0017',
    '900101-300017',
    '900101\u00a0300017 ',
    '９００１０１３０００１７',
    '٩٠٠١٠١٣٠٠٠١٧',
    '\u2066900101−300017\u2069',
  ])('%j is forgiven', (text) => expect(parseIin(text)).toEqual({ ok: true, iin: '900101300017' }))
})

describe('every number', () => {
  test('with a right check digit is accepted, unless it is a BIN or zeros', () => {
    fc.assert(
      fc.property(checked, (twelve) => {
        if (/^0+$/.test(twelve)) return
        const bin = '456'.includes(twelve.charAt(4))
        expect(parseIin(twelve)).toEqual(
          bin ? { ok: false, problem: 'iin-is-bin' } : { ok: true, iin: twelve },
        )
      }),
      { numRuns: 2000 },
    )
  })

  test('with any other check digit is refused', () => {
    fc.assert(
      fc.property(elevenDigits, digit, (eleven, last) => {
        fc.pre(checkDigit(eleven) !== last)
        expect(parseIin(eleven + last)).toEqual({ ok: false, problem: 'iin-check-digit' })
      }),
      { numRuns: 2000 },
    )
  })

  test('typed with separators anywhere reads the same', () => {
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '\u00a0', '–', '\u200b'), {
      minLength: 13,
      maxLength: 13,
    })
    fc.assert(
      fc.property(checked, gaps, (twelve, between) => {
        const typed = between.map((gap, place) => gap + twelve.charAt(place)).join('')
        expect(parseIin(typed)).toEqual(parseIin(twelve))
      }),
    )
  })
})

/**
 * Not every single wrong digit can be refused while every right number is accepted: the state's own algorithm does
 * not notice them all. The weight 11 is 0 modulo 11, so the first sum does not see the 11th digit; and a change that
 * moves a number from one row of weights to the other can meet the same check digit.
 */
describe('a single wrong digit', () => {
  const change = fc.tuple(elevenDigits, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 9 }))
  const altered = (eleven: string, place: number, by: number) =>
    eleven.slice(0, place) + ((Number(eleven[place]) + by) % 10) + eleven.slice(place + 1)

  test('in places 1 to 10 is refused wherever both numbers use the first weights', () => {
    fc.assert(
      fc.property(change, ([eleven, place, by]) => {
        const wrong = altered(eleven, place, by)
        fc.pre(place < 10 && firstSum(eleven) !== 10 && firstSum(wrong) !== 10)
        expect(checkDigit(wrong)).not.toBe(checkDigit(eleven))
      }),
      { numRuns: 2000 },
    )
  })

  test('in place 11 is never noticed by the first weights and always by the second', () => {
    fc.assert(
      fc.property(elevenDigits, fc.integer({ min: 1, max: 9 }), (eleven, by) => {
        const check = checkDigit(eleven)
        fc.pre(check !== null)
        expect(checkDigit(altered(eleven, 10, by)) === check).toBe(firstSum(eleven) !== 10)
      }),
      { numRuns: 2000 },
    )
  })

  test('is still right in 1 of 60 cases in places 1 to 10, in 11 of 12 in place 11, in none in place 12', () => {
    const shares = Array.from({ length: 11 }, (_, place) => shareThatPasses(place))
    for (const share of shares.slice(0, 10)) expect(share).toBeCloseTo(1 / 60, 9)
    expect(shares[10]).toBeCloseTo(11 / 12, 9)
  })
})

const weights = [
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2],
] as const

function firstSum(eleven: string): number {
  return weights[0].reduce((sum, weight, place) => sum + weight * Number(eleven[place]), 0) % 11
}

/** Of all right numbers and all nine changes at one place, the share that is still right, counted over all 10^11. */
function shareThatPasses(place: number): number {
  let ways = new Map<number, number>([[0, 1]])
  const at = (index: number, row: 0 | 1) => weights[row][index] ?? 0
  for (let index = 0; index < 11; index += 1) {
    if (index === place) continue
    const next = new Map<number, number>()
    for (const [sums, count] of ways) {
      for (let value = 0; value <= 9; value += 1) {
        const first = (Math.floor(sums / 11) + value * at(index, 0)) % 11
        const second = ((sums % 11) + value * at(index, 1)) % 11
        next.set(first * 11 + second, (next.get(first * 11 + second) ?? 0) + count)
      }
    }
    ways = next
  }
  const check = (sums: number, value: number) => {
    const first = (Math.floor(sums / 11) + value * at(place, 0)) % 11
    return first === 10 ? ((sums % 11) + value * at(place, 1)) % 11 : first
  }
  let [right, passing] = [0, 0]
  for (const [sums, count] of ways) {
    for (let value = 0; value <= 9; value += 1) {
      if (check(sums, value) === 10) continue
      for (let other = 0; other <= 9; other += 1) {
        if (other === value) continue
        right += count
        if (check(sums, other) === check(sums, value)) passing += count
      }
    }
  }
  return passing / right
}

describe('the birth dates an IIN hints at', () => {
  test('follow the century of G', () => {
    expect(birthDateHint(read('900101300017'))).toEqual([
      '900101',
      '010190',
      '19900101',
      '01011990',
      '01011990',
    ])
    expect(birthDateHint(read('210228500056'))).toContain('28022021')
  })

  test('name both likely centuries where G names none', () => {
    const words = birthDateHint(read('990101000014'))
    expect(words).toContain('19990101')
    expect(words).toContain('20990101')
  })
})
