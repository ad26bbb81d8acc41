import { expect, test } from 'vitest'
import { catalogue, isLanguage, languages } from './language.ts'

test('a catalogue gives each language its words', () => {
  const words = catalogue({ hello: 'Здравствуйте' }, { hello: 'Сәлеметсіз бе' }, { hello: 'Hello' })
  expect(languages.map((language) => words(language).hello)).toEqual([
    'Сәлеметсіз бе',
    'Здравствуйте',
    'Hello',
  ])
})

test('only the three languages are languages', () => {
  expect(['kk', 'ru', 'en', 'de', '', null, 1].filter(isLanguage)).toEqual(['kk', 'ru', 'en'])
})
