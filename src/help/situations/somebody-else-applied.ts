import type { Situation } from '../situation.ts'

export const somebodyElseApplied: Situation = {
  ru: {
    title: 'Заявление подавал другой человек',
    situation:
      'Заявление в детский сад подано не мной: это сделал родственник или кто-то ещё, со своим ИИН и номером телефона',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Узнайте, кто подавал заявление: Личный кабинет открыт на ИИН этого человека и на его номер телефона.',
          'Попросите его войти самому и посмотреть ленту событий и раздел «Дети». Чужой пароль не спрашивайте и свой никому не говорите.',
        ],
      },
      {
        kind: 'text',
        text: 'Вы мама или папа ребёнка и хотите, чтобы кабинет был Вашим? Переоформите его на свой ИИН и номер: нужно ответить на вопросы о ребёнке. Начните вход со своим ИИН, нажмите «Забыли пароль?», затем «Обновить номер».',
      },
      { kind: 'go', label: 'Переоформить на себя', to: 'transfer' },
      {
        kind: 'contact',
        text: 'Переоформить не получается или Вы не родитель? Вам помогут. Обратитесь:',
      },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'not-a-parent' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'другой чужой иин подавал подавала подали подал не я бабушка дедушка муж жена родственник переоформить переоформление законный представитель нет ребёнка в кабинете не видно',
  },
  kk: {
    title: 'Өтінішті басқа адам берген',
    situation:
      'Балабақшаға өтінішті мен емес, туысым немесе басқа біреу өз ЖСН-імен және телефон нөмірімен берген',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Өтінішті кім бергенін біліңіз: Жеке кабинет сол адамның ЖСН-іне және телефон нөміріне ашылған.',
          'Одан өзі кіріп, оқиғалар таспасы мен «Балалар» бөлімін қарауды сұраңыз. Өзгенің құпиясөзін сұрамаңыз, өзіңіздікін ешкімге айтпаңыз.',
        ],
      },
      {
        kind: 'text',
        text: 'Баланың анасы немесе әкесісіз, кабинет өзіңіздікі болғанын қалайсыз ба? Оны өз ЖСН-іңіз бен нөміріңізге қайта ресімдеңіз: бала туралы сұрақтарға жауап беру керек. Өз ЖСН-іңізбен кіруді бастап, «Құпиясөзді ұмыттыңыз ба?», содан кейін «Нөмірді жаңарту» түймесін басыңыз.',
      },
      { kind: 'go', label: 'Өзіме қайта ресімдеу', to: 'transfer' },
      {
        kind: 'contact',
        text: 'Қайта ресімделмей ме немесе ата-анасы емессіз бе? Сізге көмектеседі. Хабарласыңыз:',
      },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'not-a-parent' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'басқа біреу бөтен жсн берді тапсырды әже әжесі ата атасы күйеуім әйелім туыс қайта ресімдеу заңды өкіл бала кабинетте жоқ көрінбейді',
  },
  en: {
    title: 'Somebody else applied',
    situation:
      'It was not me who applied to the kindergarten but a relative or someone else, with their own IIN and phone number',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Find out who applied: the personal account stands under that person’s IIN and phone number.',
          'Ask that person to sign in and to look at the event feed and at “Children”. Do not ask for their password, and tell yours to nobody.',
        ],
      },
      {
        kind: 'text',
        text: 'You are the child’s mother or father and want the account to be yours? Move it to your own IIN and number: you answer questions about the child. Begin to sign in with your own IIN, press “Forgot your password?”, then “Update the number”.',
      },
      { kind: 'go', label: 'Move it to me', to: 'transfer' },
      {
        kind: 'contact',
        text: 'The transfer does not work, or you are not a parent? You will be helped. Ask here:',
      },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'not-a-parent' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'other another person somebody else filed the application grandmother grandfather grandma husband wife relative their iin transfer legal representative child missing not in the account',
  },
}
