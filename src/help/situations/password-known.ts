import type { Situation } from '../situation.ts'

export const passwordKnown: Situation = {
  ru: {
    title: 'Мой пароль может знать кто-то ещё',
    situation:
      'Пароль кто-то увидел или узнал, я сказал его другому, или в ленте событий есть вход, который сделан не мной',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Войдите и откройте раздел «Безопасность».',
          'Смените пароль на новый, которого больше нигде нет.',
          'Завершите все остальные сеансы: тот, кто вошёл без Вас, окажется снаружи.',
          'Посмотрите историю событий: там видно, когда и из какого браузера входили.',
        ],
      },
      { kind: 'go', label: 'Открыть «Безопасность»', to: 'security' },
      { kind: 'contact', text: 'Пароль уже не подходит или сменить его не получается? Обратитесь сразу:' },
      {
        kind: 'text',
        text: 'Пароль и коды не спрашивает никто, и служба помощи тоже. Тот, кто их просит, — мошенник.',
      },
    ],
    keywords:
      'взломали украли пароль мошенник чужой вход это не я сменить поменять пароль безопасность подозрительный',
  },
  kk: {
    title: 'Құпиясөзімді басқа біреу білуі мүмкін',
    situation: 'Құпиясөзді біреу көрді, мен оны біреуге айттым немесе таспада мен жасамаған кіру бар',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Кіріп, «Қауіпсіздік» бөлімін ашыңыз.',
          'Құпиясөзді басқа еш жерде қолданылмаған жаңасына ауыстырыңыз.',
          'Қалған сеанстардың бәрін аяқтаңыз: Сізсіз кірген адам сыртта қалады.',
          'Оқиғалар тарихын қараңыз: онда қашан және қай браузерден кіргені көрінеді.',
        ],
      },
      { kind: 'go', label: '«Қауіпсіздік» бөлімін ашу', to: 'security' },
      {
        kind: 'contact',
        text: 'Құпиясөз енді сәйкес келмей ме немесе оны ауыстыра алмайсыз ба? Бірден хабарласыңыз:',
      },
      {
        kind: 'text',
        text: 'Құпиясөз бен кодтарды ешкім, көмек қызметі де сұрамайды. Оны сұраған адам — алаяқ.',
      },
    ],
    keywords:
      'бұзып кірді ұрлады құпиясөз алаяқ бөтен кіру бұл мен емес құпиясөзді ауыстыру қауіпсіздік күмәнді',
  },
  en: {
    title: 'Somebody else may know my password',
    situation: 'The password was seen, I told it to somebody, or the feed shows a sign-in that was not mine',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Sign in and open “Security”.',
          'Change the password to a new one that you use nowhere else.',
          'End all other sessions: whoever came in without you will be outside.',
          'Look at the history of events: it shows when and from which browser somebody signed in.',
        ],
      },
      { kind: 'go', label: 'Open “Security”', to: 'security' },
      { kind: 'contact', text: 'The password no longer works, or you cannot change it? Ask at once:' },
      {
        kind: 'text',
        text: 'Nobody asks for your password or codes, the help desk neither. Whoever asks is a fraud.',
      },
    ],
    keywords: 'hacked stolen password fraud stranger sign-in not me change password security suspicious',
  },
}
