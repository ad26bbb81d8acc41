import { expect, test } from 'vitest'
import { readOneTimePassword } from './one-time-password.ts'

test.each([
  '4821 0957 3316 2',
  '4821095733162',
  ' 4821-0957-3316-2 ',
  '４８２１ 0957 3316 2',
  '4821\u00a00957\u20093316\u200b2',
])('spaces and dashes do not matter: %s', (typed) =>
  expect(readOneTimePassword(typed)).toEqual({ ok: true, password: '4821095733162' }),
)

test('what is missing or wrong is told apart', () => {
  expect(readOneTimePassword('  ')).toEqual({ ok: false, problem: 'password-empty' })
  expect(readOneTimePassword('482109573316')).toEqual({ ok: false, problem: 'password-digits' })
  expect(readOneTimePassword('48210957331622')).toEqual({ ok: false, problem: 'password-digits' })
  expect(readOneTimePassword('482109573316x')).toEqual({ ok: false, problem: 'password-digits' })
})
