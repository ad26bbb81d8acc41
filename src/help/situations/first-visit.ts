import type { Situation } from '../situation.ts'

export const firstVisit: Situation = {
  ru: {
    title: 'Я здесь впервые, пароля ещё нет',
    situation: 'Ребёнок стоит в очереди или ходит в детский сад, а входа в Личный кабинет ещё не было',
    solution: [
      {
        kind: 'text',
        text: 'Регистрироваться не нужно: кабинет создаёт сама система очереди, когда ребёнка ставят в очередь или зачисляют. Пароля у нового кабинета ещё нет, его задают через «Забыли пароль?» на странице пароля.',
      },
      {
        kind: 'contact',
        text: 'Понадобится телефон с номером, который указан в заявлении. Если его нет, помогут люди. Обратитесь:',
      },
      {
        kind: 'list',
        items: [
          'ИИН нужен того, кто подавал заявление: кабинет открыт на него.',
          'Чтобы подать заявление или узнать место в очереди, пароль не нужен. Он нужен, чтобы получить направление.',
        ],
      },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords:
      'первый раз впервые регистрация зарегистрироваться создать кабинет нет пароля пароль новый направление',
  },
  kk: {
    title: 'Мұнда алғаш рет кіріп тұрмын, құпиясөз әлі жоқ',
    situation: 'Балам кезекте тұр немесе балабақшаға барады, ал Жеке кабинетке әлі кірген емеспін',
    solution: [
      {
        kind: 'text',
        text: 'Тіркелудің қажеті жоқ: баланы кезекке қойғанда немесе балабақшаға қабылдағанда кабинетті кезек жүйесінің өзі ашады. Жаңа кабинеттің құпиясөзі әлі жоқ, ол құпиясөз бетіндегі «Құпиясөзді ұмыттыңыз ба?» арқылы қойылады.',
      },
      {
        kind: 'contact',
        text: 'Өтініште көрсетілген нөмірі бар телефон керек болады. Ол жоқ болса, адамдар көмектеседі. Хабарласыңыз:',
      },
      {
        kind: 'list',
        items: [
          'Өтініш берген адамның ЖСН-і керек: кабинет соған ашылған.',
          'Өтініш беру немесе кезектегі орынды білу үшін құпиясөз керек емес. Ол жолдама алу үшін керек.',
        ],
      },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords: 'алғаш рет бірінші рет тіркелу тіркеу кабинет ашу құпиясөз жоқ жаңа жолдама',
  },
  en: {
    title: 'This is my first visit, I have no password yet',
    situation:
      'My child is in the queue or goes to kindergarten, and I have never entered the personal account',
    solution: [
      {
        kind: 'text',
        text: 'You do not have to register: the queue system makes the account when a child is queued or enrolled. A new account has no password yet; it is set through “Forgot your password?” on the password page.',
      },
      {
        kind: 'contact',
        text: 'You will need a phone with the number given when applying. Without it, people will help you. Ask here:',
      },
      {
        kind: 'list',
        items: [
          'The IIN must be that of the person who applied: the account stands under it.',
          'You need no password to apply or to see the place in the queue. You need one to obtain a referral.',
        ],
      },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords: 'first time visit new register registration sign up create account no password referral',
  },
}
