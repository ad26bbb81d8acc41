import { describe, expect, test } from 'vitest'
import type { HelpSituation } from '../domain/help-situations.ts'
import { languages } from '../domain/language.ts'
import { helpFrom, routes } from '../routes.ts'
import { linksOf, visitor } from './visitor.test-kit.ts'

describe('the search', () => {
  test.each<[string, HelpSituation]>([
    ['пароль', 'forgot'],
    ['ЗАБЫЛА ПАРОЛЯ', 'forgot'],
    ['құпиясөз', 'forgot'],
    ['купиясоз умыттым', 'forgot'],
    ['BIN', 'bin'],
    ['БИН', 'bin'],
    ['бсн', 'bin'],
    ['БМГ', 'bmg'],
    ['маб', 'bmg'],
    ['first time', 'first-visit'],
    ['бабушка', 'somebody-else-applied'],
    ['слишком много попыток', 'wait'],
    ['мошенники', 'password-known'],
  ])('«%s» finds %s in any language of the page', async (typed, situation) => {
    for (const language of languages) {
      const { links } = await visitor(language).finds(typed, 'password')
      expect(links).toContain(helpFrom('password', situation))
    }
  })

  test.each<[string, HelpSituation]>([
    ['не приходит код', 'notice-did-not-come'],
    ['код не приходит на телефон', 'notice-did-not-come'],
    ['смс не пришла', 'notice-did-not-come'],
    ['код келмейді', 'notice-did-not-come'],
    ['the code does not arrive', 'notice-did-not-come'],
    ['чужой номер', 'number-not-mine'],
    ['не помню номер', 'number-not-mine'],
    ['сменила номер', 'number-not-mine'],
    ['нөмір менікі емес', 'number-not-mine'],
    ['номир меники емес', 'number-not-mine'],
    ['the number is not mine', 'number-not-mine'],
    ['бабушка подавала', 'somebody-else-applied'],
    ['муж подавал заявление', 'somebody-else-applied'],
    ['өтінішті әжесі берген', 'somebody-else-applied'],
    ['my husband applied', 'somebody-else-applied'],
    ['потеряла телефон', 'lost-phone'],
    ['телефонымды ұрлап кетті', 'lost-phone'],
    ['lost my phone', 'lost-phone'],
    ['купила новый телефон', 'new-phone'],
    ['жаңа телефон', 'new-phone'],
    ['I changed my phone', 'new-phone'],
    ['где номер свидетельства', 'certificate-number'],
    ['куәліктің нөмірі қайда', 'certificate-number'],
    ['where is the certificate number', 'certificate-number'],
    ['не знаю иин ребенка', 'child-iin-unknown'],
    ['баланың жсн', 'child-iin-unknown'],
    ['child IIN', 'child-iin-unknown'],
    ['данные не совпали', 'transfer-refused'],
    ['деректер сәйкес келмеді', 'transfer-refused'],
    ['data did not match', 'transfer-refused'],
    ['база не отвечает', 'register-silent'],
    ['тізілім жауап бермейді', 'register-silent'],
    ['register not answering', 'register-silent'],
    ['я опекун', 'not-a-parent'],
    ['қамқоршы', 'not-a-parent'],
    ['adopted child', 'not-a-parent'],
    ['муж переоформил кабинет', 'transferred-away'],
    ['қарсылық білдіру', 'transferred-away'],
    ['object to the transfer', 'transferred-away'],
    ['кабинет ограничен', 'limited-mode'],
    ['кабинет шектелген', 'limited-mode'],
    ['account is limited', 'limited-mode'],
    ['переоформить', 'number-not-mine'],
    ['забыла пароль', 'forgot'],
    ['құпиясөзді ұмыттым', 'forgot'],
    ['forgot password', 'forgot'],
  ])('«%s» finds %s first', async (typed, situation) => {
    const { links } = await visitor('kk').finds(typed, 'recovery')
    expect(links[0]).toBe(helpFrom('recovery', situation))
  })

  test('what was found stands alone, with the way to all the others', async () => {
    const { html } = await visitor('ru').finds('пароль', 'password')
    expect(html).not.toContain('id="help-here"')
    expect(html).toContain('<a href="/help?from=password">Все ситуации</a>')
    expect(html).toContain('Вернуться к вводу пароля')
  })

  test('an abbreviation finds its own situation first', async () => {
    expect((await visitor('ru').finds('БИН', 'iin')).links[0]).toBe(helpFrom('iin', 'bin'))
    expect((await visitor('ru').finds('БМГ')).links).toEqual([routes.help.situation('bmg')])
  })

  test('what is not known leads back to the list', async () => {
    const { html, links } = await visitor('ru').finds('квантовая механика')
    expect(links).toEqual([])
    expect(html).toContain('Ничего не нашлось')
    expect(html).toContain(helpFrom('home', 'forgot'))
  })

  test('digits that may be a number are not searched for', async () => {
    for (const typed of ['900101300017', 'пароль 90 01 01', '１２３４', '+7 701']) {
      const { html, links } = await visitor('ru').finds(typed)
      expect(links).toEqual([])
      expect(html).toContain('Уберите цифры')
    }
  })

  test('nothing typed is explained, and markup is only text', async () => {
    expect((await visitor('en').finds('  ')).html).toContain('Enter a word')
    expect((await visitor('en').finds('"><b>x')).html).not.toContain('"><b>x')
  })

  test('nothing typed stands in an address', async () => {
    const { html } = await visitor('ru').finds('пароль', 'iin')
    expect(html).toContain('method="post" action="/help?from=iin"')
    expect(linksOf(html).filter((link) => /q=|words=|парол/i.test(link))).toEqual([])
  })
})
