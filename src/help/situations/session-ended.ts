import type { Situation } from '../situation.ts'

export const sessionEnded: Situation = {
  ru: {
    title: 'Кабинет закрылся сам',
    situation: 'Кабинет был открыт, а теперь страница снова просит войти',
    solution: [
      {
        kind: 'text',
        text: 'Войдите ещё раз. Ничего не потеряно: лента событий и данные остались в кабинете.',
      },
      { kind: 'go', label: 'Войти', to: 'iin' },
      {
        kind: 'list',
        items: [
          'Кабинет закрывается, если 30 минут ничего в нём не делать. За 2 минуты до этого страница спросит, здесь ли Вы.',
          'Через 12 часов после входа пароль нужно ввести заново в любом случае.',
          'Сеанс заканчивается и тогда, когда его завершили в разделе «Безопасность».',
        ],
      },
      {
        kind: 'text',
        text: 'Так никто не откроет Ваш кабинет на оставленном телефоне или чужом компьютере.',
      },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords: 'сеанс закончился завершён истёк выкинуло вышел сам сессия время 30 минут 12 часов снова войти',
  },
  kk: {
    title: 'Кабинет өздігінен жабылып қалды',
    situation: 'Кабинетте отырған едім, енді бет қайта кіруді сұрайды',
    solution: [
      {
        kind: 'text',
        text: 'Қайта кіріңіз. Ештеңе жоғалған жоқ: оқиғалар таспасы мен деректер кабинетте сақталды.',
      },
      { kind: 'go', label: 'Кіру', to: 'iin' },
      {
        kind: 'list',
        items: [
          '30 минут ештеңе жасалмаса, кабинет жабылады. Оған 2 минут қалғанда бет Сіздің осында екеніңізді сұрайды.',
          'Кіргеннен кейін 12 сағат өткенде құпиясөзді бәрібір қайта енгізу керек.',
          'Сеанс «Қауіпсіздік» бөлімінде аяқталса да жабылады.',
        ],
      },
      {
        kind: 'text',
        text: 'Осылайша қалып қойған телефонда немесе бөтен компьютерде кабинетіңізді ешкім аша алмайды.',
      },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords: 'сеанс аяқталды бітті шығарып жіберді өзі шықты сессия уақыт 30 минут 12 сағат қайта кіру',
  },
  en: {
    title: 'The account closed by itself',
    situation: 'I was in the account, and now the page asks me to sign in again',
    solution: [
      {
        kind: 'text',
        text: 'Sign in again. Nothing is lost: the event feed and your data are still in the account.',
      },
      { kind: 'go', label: 'Sign in', to: 'iin' },
      {
        kind: 'list',
        items: [
          'The account closes when nothing is done in it for 30 minutes. Two minutes before, the page asks whether you are still there.',
          'Twelve hours after you signed in, the password has to be entered again in any case.',
          'A session also ends when someone ends it under “Security”.',
        ],
      },
      {
        kind: 'text',
        text: 'This way nobody opens your account on a phone left behind or on somebody else’s computer.',
      },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords:
      'session ended expired timed out timeout signed out logged out 30 minutes 12 hours sign in again',
  },
}
