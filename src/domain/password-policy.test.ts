import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { birthDateHint, type Iin } from './iin.ts'
import {
  judgePassword,
  normalisePassword,
  type PasswordProblem,
  personalWords,
  ruleStates,
} from './password-policy.ts'

const iin = '880512400120' as Iin
const person = {
  words: personalWords({
    iin,
    birthDates: birthDateHint(iin),
    phone: '+77051239223',
    name: 'Сейтқали Айгерім',
  }),
}

function problems(password: string, isCommon = (_: string) => false): PasswordProblem[] {
  const verdict = judgePassword(password, person, isCommon)
  return verdict.ok ? [] : verdict.problems
}

describe('shape', () => {
  test.each([
    ['Tulpar#7-kok', []],
    ['Tulpar7 kok!', []],
    ['Tulpar#7-ko', ['password-too-short']],
    ['tulpar#7-kok', ['password-no-upper']],
    ['TULPAR#7-KOK', ['password-no-lower']],
    ['Tulpar#x-kok', ['password-no-digit']],
    ['Tulpar77xkok', ['password-no-special']],
    ['тулпар#7-Көк', ['password-no-lower', 'password-no-upper']],
    ['a', ['password-too-short', 'password-no-upper', 'password-no-digit', 'password-no-special']],
    ['', ['password-empty']],
    ['қоңыр жел соқты', []],
    ['😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎', []],
    ['😀😁😂😃😄😅😆😇😈😉😊😋😌😍', ['password-no-lower', 'password-no-upper', 'password-no-digit']],
  ] as const)('%j: %j', (password, expected) => {
    expect(problems(password)).toEqual(expected)
  })

  test('fifteen characters of any kind are enough', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 15, maxLength: 40 }), (password) => {
        const refused = judgePassword(password, { words: [] }, () => false)
        const length = [...normalisePassword(password)].length
        if (length >= 15 && !refused.ok) expect(refused.problems).toEqual(['password-personal'])
      }),
    )
  })

  test('length is counted in code points after NFC', () => {
    const decomposed = 'е\u0308'.repeat(14)
    expect(ruleStates(decomposed)).toMatchObject({ twelve: true, fifteen: false })
    expect(ruleStates('е\u0308'.repeat(15)).fifteen).toBe(true)
  })

  test('1024 bytes are accepted and one more is not', () => {
    expect(problems('я'.repeat(512))).toEqual([])
    expect(problems(`${'я'.repeat(512)}a`)).toEqual(['password-too-long'])
  })

  test('a broken character is refused by name, wherever it stands', () => {
    expect(problems('Tulpar#7-kok\ud83d')).toEqual(['password-broken-character'])
    expect(problems('\ude00'.repeat(15))).toEqual(['password-broken-character'])
  })
})

describe('the person’s own data', () => {
  test.each([
    'мой номер 880512400120',
    'мой 8805-1240-0120 иин',
    'Password 705 123 92 23',
    'мой 8(705)123-92-23 тел',
    'родилась 12.05.1988 в Алматы',
    '1988-05-12 день рождения',
    'ED-24 вход в кабинку',
    'Kabinet вход сегодня',
    'ЛичныйКабинет!2026',
    'меня зовут айгерім!',
  ])('%j is refused', (password) => {
    expect(problems(password)).toContain('password-personal')
  })

  test('other people’s data is not', () => {
    expect(problems('номер 900101300017 не мой')).toEqual([])
  })

  test('short parts of a name do not count', () => {
    const words = personalWords({ iin, birthDates: [], phone: null, name: 'Ким Ян' })
    expect(judgePassword('ким ян и киммерия', { words }, () => false)).toEqual({ ok: true })
  })
})

test('a common password is refused besides its other problems, and is looked up in NFC', () => {
  const seen: string[] = []
  const isCommon = (password: string) => seen.push(password) > 0
  expect(problems('парольйка', isCommon)).toContain('password-common')
  expect(problems('парольи\u0306ка', isCommon)).toContain('password-common')
  expect(seen).toEqual(['парольйка', 'парольйка'])
})

test('the live list tells every rule', () => {
  expect(ruleStates('')).toEqual({
    twelve: false,
    lower: false,
    upper: false,
    digit: false,
    special: false,
    fifteen: false,
  })
  expect(ruleStates('Tulpar#7-kok-tau')).toEqual({
    twelve: true,
    lower: true,
    upper: true,
    digit: true,
    special: true,
    fifteen: true,
  })
})
