import { expect, test } from 'vitest'
import { chooseLanguage } from './language.ts'

test('what the person chose comes first, then the account’s, then the browser’s, then Kazakh', () => {
  expect(chooseLanguage('en', 'ru', 'kk')).toBe('en')
  expect(chooseLanguage(undefined, 'ru', 'en')).toBe('ru')
  expect(chooseLanguage(undefined, undefined, 'ru-RU,ru;q=0.9')).toBe('ru')
  expect(chooseLanguage(undefined, undefined, '')).toBe('kk')
})

test.each([
  ['de-DE,de;q=0.9,en;q=0.8,ru;q=0.7', 'en'],
  ['en;q=0.1,ru;q=0.9', 'ru'],
  ['uz,tr;q=0.5', 'kk'],
  ['*', 'kk'],
  ['KK-kz', 'kk'],
  ['ru;q=nonsense,en;q=0.1', 'en'],
  [',,;;q=,', 'kk'],
])('a browser that asks for “%s” is spoken to in %s', (accepted, language) => {
  expect(chooseLanguage(undefined, undefined, accepted)).toBe(language)
})

test.each(['de', '', 'constructor', 'ru-RU', '__proto__'])('a cookie “%s” is no choice', (cookie) => {
  expect(chooseLanguage(cookie, 'ru', 'en')).toBe('ru')
})
