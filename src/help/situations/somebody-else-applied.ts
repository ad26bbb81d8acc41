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
        kind: 'contact',
        text: 'Этого человека не найти или он не может войти? Вам помогут. Обратитесь:',
      },
      {
        kind: 'text',
        text: 'Переоформление кабинета на законного представителя ребёнка скоро появится здесь. Тогда мама или папа смогут перевести кабинет на свой ИИН и номер.',
      },
    ],
    keywords:
      'другой чужой иин номер телефона бабушка дедушка муж жена родственник переоформить переоформление законный представитель ребёнка не видно',
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
        kind: 'contact',
        text: 'Ол адамды таба алмайсыз ба немесе ол кіре алмай ма? Сізге көмектеседі. Хабарласыңыз:',
      },
      {
        kind: 'text',
        text: 'Кабинетті баланың заңды өкіліне қайта ресімдеу мұнда жақында іске қосылады. Сонда анасы немесе әкесі кабинетті өз ЖСН-і мен нөміріне ауыстыра алады.',
      },
    ],
    keywords:
      'басқа біреу бөтен жсн телефон нөмірі әже ата күйеуім әйелім туыс қайта ресімдеу заңды өкіл бала көрінбейді',
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
        kind: 'contact',
        text: 'You cannot find that person, or they cannot sign in? You will be helped. Ask here:',
      },
      {
        kind: 'text',
        text: 'Transfer of the account to the child’s legal representative is coming here soon. Then the mother or the father can move the account to their own IIN and number.',
      },
    ],
    keywords:
      'other another person somebody else grandmother grandfather husband wife relative their iin phone number transfer legal representative child missing',
  },
}
