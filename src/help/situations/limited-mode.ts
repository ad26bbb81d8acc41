import { numbers } from '../numbers.ts'
import type { Situation } from '../situation.ts'

const { limitedHours, transferredHours } = numbers

export const limitedMode: Situation = {
  ru: {
    title: 'Кабинет ограничен',
    situation: 'В кабинете написано, что он ограничен, и что-то в нём нельзя изменить',
    solution: [
      {
        kind: 'text',
        text: 'Пользуйтесь кабинетом: Вы можете входить, читать ленту событий, видеть детей и подтверждать направление. Ждут только изменения: номер, данные, приложения, пароль и другие настройки защиты, переоформление.',
      },
      {
        kind: 'list',
        items: [
          `После восстановления пароля через новое приложение или неподтверждённый номер ограничения снимаются сами через ${limitedHours} ч.`,
          `После переоформления они снимаются сами через ${transferredHours} ч.`,
          'Если смену пароля или переоформление оспорили, их снимет решение сотрудника.',
        ],
      },
      {
        kind: 'text',
        text: 'Снять раньше может тот, кого защищают: после восстановления — «Это я» в приложении, которое активировали раньше; после переоформления — прежний владелец в своём приложении или его прежний пароль.',
      },
      {
        kind: 'contact',
        text: 'Это сделали не Вы или ждать решения нельзя? Назовите номер обращения, если он есть. Обратитесь:',
      },
      { kind: 'see', situation: 'lost-phone' },
      { kind: 'see', situation: 'transferred-away' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords:
      'ограничение ограничения ограниченный режим заморожен нельзя изменить сменить номер когда снимут защита почему не могу поменять',
  },
  kk: {
    title: 'Кабинет шектелген',
    situation: 'Кабинетте оның шектелгені жазылған, онда бірдеңені өзгертуге болмайды',
    solution: [
      {
        kind: 'text',
        text: 'Кабинетті пайдалана беріңіз: кіріп, оқиғалар таспасын оқып, балаларды көріп, жолдаманы растай аласыз. Тек өзгерістер күтеді: нөмір, деректер, қосымшалар, құпиясөз және басқа қорғаныс баптаулары, қайта ресімдеу.',
      },
      {
        kind: 'list',
        items: [
          `Құпиясөз жаңа қосымша немесе расталмаған нөмір арқылы қалпына келтірілсе, шектеу ${limitedHours} сағаттан кейін өзі алынады.`,
          `Қайта ресімделгеннен кейін ол ${transferredHours} сағаттан соң өзі алынады.`,
          'Құпиясөздің ауысуына немесе қайта ресімдеуге қарсылық білдірілсе, шектеуді қызметкердің шешімі алады.',
        ],
      },
      {
        kind: 'text',
        text: 'Шектеуді ертерек қорғалып отырған адам ала алады: қалпына келтіруден кейін — бұрын іске қосылған қосымшадағы «Бұл мен» түймесімен; қайта ресімдеуден кейін — бұрынғы иесі өз қосымшасында немесе бұрынғы құпиясөзімен.',
      },
      {
        kind: 'contact',
        text: 'Мұны басқа біреу істеді ме немесе шешімді күтуге болмай ма? Жолданым нөмірі болса, айтыңыз. Хабарласыңыз:',
      },
      { kind: 'see', situation: 'lost-phone' },
      { kind: 'see', situation: 'transferred-away' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords: 'шектеу шектеулер шектеулі режим тоқтатып қойылған өзгертуге болмайды қашан алынады қорғау',
  },
  en: {
    title: 'The account is limited',
    situation: 'The account says that it is limited, and something in it cannot be changed',
    solution: [
      {
        kind: 'text',
        text: 'Use your account: you can sign in, read the event feed, see the children and confirm a referral. Only changes wait: the number, data, apps, password and other protection, a transfer.',
      },
      {
        kind: 'list',
        items: [
          `After a password was recovered through a new app or an unconfirmed number the limits end by themselves in ${limitedHours} hours.`,
          `After a transfer they end by themselves in ${transferredHours} hours.`,
          'If the change of the password or the transfer was contested, a person’s decision ends them.',
        ],
      },
      {
        kind: 'text',
        text: 'Whoever is being protected can end them sooner: after a recovery “It’s me” in the app that was activated earlier; after a transfer the former holder in their app, or their previous password.',
      },
      {
        kind: 'contact',
        text: 'It was not you, or you cannot wait for the decision? Name the case number if you have one. Ask here:',
      },
      { kind: 'see', situation: 'lost-phone' },
      { kind: 'see', situation: 'transferred-away' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords:
      'limits limited mode restricted restriction frozen cannot change number when does it end protection',
  },
}
