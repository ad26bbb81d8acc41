import type { Situation } from '../situation.ts'

export const registerSilent: Situation = {
  ru: {
    title: 'Государственная база не ответила',
    situation: 'При переоформлении страница пишет, что база не ответила, и показывает номер обращения',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Запишите или сфотографируйте номер обращения. Вам не отказали, и ничего не потеряно.',
          'Вернитесь под тем же ИИН на ту же страницу через час или завтра и введите этот номер: отвечать на вопросы заново не придётся.',
          'База снова молчит? Номер остаётся в силе, попробуйте позже.',
        ],
      },
      { kind: 'go', label: 'Вернуться к переоформлению', to: 'transfer' },
      {
        kind: 'contact',
        text: 'Ждать нельзя, например скоро срок направления? Назовите номер обращения. Обратитесь:',
      },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'реестр база не отвечает недоступна сервис не работает госбаза загс молчит номер обращения ввести позже прервалось',
  },
  kk: {
    title: 'Мемлекеттік база жауап бермеді',
    situation: 'Қайта ресімдегенде бет база жауап бермеді деп, жолданым нөмірін көрсетеді',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Жолданым нөмірін жазып алыңыз немесе суретке түсіріңіз. Сізге бас тартқан жоқ, ештеңе жоғалған жоқ.',
          'Бір сағаттан кейін немесе ертең сол ЖСН-мен сол бетке оралып, осы нөмірді енгізіңіз: сұрақтарға қайта жауап берудің қажеті болмайды.',
          'База тағы үндемей ме? Нөмір күшінде қалады, кейінірек қайталап көріңіз.',
        ],
      },
      { kind: 'go', label: 'Қайта ресімдеуге оралу', to: 'transfer' },
      {
        kind: 'contact',
        text: 'Күтуге болмай ма, мысалы, жолдаманың мерзімі таяп қалды ма? Жолданым нөмірін айтыңыз. Хабарласыңыз:',
      },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'тізілім база жауап бермейді қолжетімсіз қызмет істемейді үндемейді жолданым нөмірі кейін енгізу үзілді',
  },
  en: {
    title: 'A state register did not answer',
    situation: 'During the transfer the page says that a register did not answer and shows a case number',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Write the case number down or take a picture of it. You were not refused, and nothing is lost.',
          'Return to the same page under the same IIN in an hour or tomorrow and type that number: you need not answer the questions again.',
          'Silent again? The number stays valid, try later.',
        ],
      },
      { kind: 'go', label: 'Return to the transfer', to: 'transfer' },
      {
        kind: 'contact',
        text: 'You cannot wait, for example because a referral runs out? Name the case number. Ask here:',
      },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'register database silent not answering unavailable service down case number type later interrupted',
  },
}
