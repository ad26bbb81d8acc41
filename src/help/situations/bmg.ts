import type { Situation } from '../situation.ts'

/** Where the instruction is found: its own address moves, the portal's does not. */
const instruction = 'https://egov.kz'
/** The public check names its register: «CMD», the database of mobile citizens. */
const check = 'https://egov.kz/services/CMDSearch/#/'

export const bmg: Situation = {
  ru: {
    title: 'Я не знаю что такое БМГ и как там зарегистрироваться',
    heading: 'Что такое БМГ?',
    situation: 'Я не знаю что такое БМГ и как там зарегистрироваться',
    solution: [
      { kind: 'text', text: 'Зарегистрироваться в базе мобильных граждан можно несколькими способами.' },
      {
        kind: 'list',
        items: [
          '1 способ. Регистрация номера телефона через портал eGov.kz',
          '2 способ. Регистрация номера телефона через мобильное приложение eGov mobile',
          '3 способ. Регистрация номера телефона через фронт-офисы НАО «ГК «Правительство для граждан»',
        ],
      },
      {
        kind: 'out',
        before: 'Для регистрации 1 и 2 способами перейдите по ссылке:',
        label: 'Инструкция по регистрации в Базе мобильных граждан (БМГ)',
        href: instruction,
      },
      { kind: 'text', text: 'Ссылка открывает портал eGov.kz: найдите на нём «База мобильных граждан».' },
      {
        kind: 'out',
        before: 'Проверить наличие номера телефона в Базе мобильных граждан можно по ссылке',
        label: check,
        href: check,
      },
      {
        kind: 'text',
        text: 'БМГ, База мобильных граждан, — государственный реестр, в котором записано, какой номер телефона за каким ИИН закреплён. Номер Личного кабинета должен быть записан в ней за ИИН заявителя.',
      },
    ],
    keywords:
      'бмг база мобильных граждан зарегистрировать номер телефона егов egov цон правительство для граждан',
  },
  kk: {
    title: 'МАБ деген не екенін және онда қалай тіркелуді білмеймін',
    heading: 'МАБ деген не?',
    situation: 'МАБ деген не екенін және онда қалай тіркелуді білмеймін',
    solution: [
      { kind: 'text', text: 'Мобильді азаматтар базасында бірнеше тәсілмен тіркелуге болады.' },
      {
        kind: 'list',
        items: [
          '1-тәсіл. Телефон нөмірін eGov.kz порталы арқылы тіркеу',
          '2-тәсіл. Телефон нөмірін eGov mobile мобильді қосымшасы арқылы тіркеу',
          '3-тәсіл. Телефон нөмірін ««Азаматтарға арналған үкімет» мемлекеттік корпорациясы» КЕАҚ фронт-кеңселері арқылы тіркеу',
        ],
      },
      {
        kind: 'out',
        before: '1 және 2-тәсілмен тіркелу үшін мына сілтемеге өтіңіз:',
        label: 'Мобильді азаматтар базасына (МАБ) тіркелу нұсқаулығы',
        href: instruction,
      },
      { kind: 'text', text: 'Сілтеме eGov.kz порталын ашады: одан «Мобильді азаматтар базасын» табыңыз.' },
      {
        kind: 'out',
        before: 'Телефон нөмірінің Мобильді азаматтар базасында бар-жоғын мына сілтемеден тексеруге болады:',
        label: check,
        href: check,
      },
      {
        kind: 'text',
        text: 'МАБ, Мобильді азаматтар базасы, — қай телефон нөмірі қай ЖСН-ге бекітілгені жазылған мемлекеттік тізілім. Жеке кабинеттің нөмірі онда өтініш берушінің ЖСН-іне жазылған болуы керек.',
      },
    ],
    keywords:
      'маб мобильді азаматтар базасы телефон нөмірін тіркеу егов egov хқко азаматтарға арналған үкімет',
  },
  en: {
    title: 'I do not know what BMG is and how to register there',
    heading: 'What is BMG?',
    situation: 'I do not know what BMG is and how to register there',
    solution: [
      { kind: 'text', text: 'There are several ways to register in the mobile-citizens register.' },
      {
        kind: 'list',
        items: [
          'Way 1. Register the phone number on the portal eGov.kz',
          'Way 2. Register the phone number in the mobile app eGov mobile',
          'Way 3. Register the phone number at a front office of “Government for Citizens”',
        ],
      },
      {
        kind: 'out',
        before: 'For ways 1 and 2 follow the link:',
        label: 'How to register in the mobile-citizens register (BMG)',
        href: instruction,
      },
      {
        kind: 'text',
        text: 'The link opens the portal eGov.kz: look there for the mobile-citizens register.',
      },
      {
        kind: 'out',
        before: 'You can check whether a phone number is in the mobile-citizens register at',
        label: check,
        href: check,
      },
      {
        kind: 'text',
        text: 'BMG, the mobile-citizens register, is the state register that says which phone number belongs to which IIN. The number of the personal account must stand in it under the applicant’s IIN.',
      },
    ],
    keywords: 'bmg mobile citizens register database phone number egov government for citizens office mab',
  },
}
