import { catalogue } from '../../domain/language.ts'

/** The words of «Это не я» about a recovered password, in the cabinet. */
export const notMeWords = catalogue(
  {
    title: 'Пароль восстанавливали не Вы?',
    lead: (time: string) => `Пароль этого кабинета восстановлен ${time}`,
    transferTitle: 'Кабинет переоформили не Вы?',
    transferLead: (time: string) => `Кабинет переоформлен ${time}, номер и пароль заменены`,
    nothing: 'За последние 30 дней пароль этого кабинета не восстанавливали, и кабинет не переоформляли.',
    consequence:
      'Откроется обращение. До решения сотрудника в кабинете нельзя будет изменить номер, приложения и пароль. Ленту можно читать.',
    notMe: 'Это не я',
    open: 'Обращение открыто, и кабинет ограничен, пока сотрудник не примет решение. Назовите этот номер.',
    decided: 'По этому обращению уже принято решение.',
    number: 'Номер обращения',
    howTitle: 'Как оспорить',
    why: 'Этот браузер кабинет узнал уже после смены пароля, поэтому отсюда её оспорить нельзя. Это можно сделать так:',
    ways: [
      'на странице входа введите прежний пароль и нажмите «Это не я»;',
      'ответьте в приложении ED24, которое активировали раньше;',
      'войдите в браузере, из которого входили до смены пароля.',
    ],
    contact: 'Если ничего из этого нет, Вам помогут:',
    questions: 'Если есть вопросы, Вам помогут:',
    whom: 'По обращению Вам помогут:',
  },
  {
    title: 'Құпиясөзді басқа біреу қалпына келтірді ме?',
    lead: (time: string) => `Осы кабинеттің құпиясөзі қалпына келтірілген уақыт: ${time}`,
    transferTitle: 'Кабинетті басқа біреу қайта ресімдеді ме?',
    transferLead: (time: string) =>
      `Кабинет қайта ресімделген уақыт: ${time}. Нөмірі мен құпиясөзі ауыстырылды`,
    nothing:
      'Соңғы 30 күнде бұл кабинеттің құпиясөзі қалпына келтірілген жоқ, кабинет қайта ресімделген жоқ.',
    consequence:
      'Жолданым ашылады. Қызметкер шешім қабылдағанша кабинетте нөмірді, қосымшаларды және құпиясөзді өзгертуге болмайды. Таспаны оқуға болады.',
    notMe: 'Бұл мен емес',
    open: 'Жолданым ашылды, қызметкер шешім қабылдағанша кабинет шектеулі. Осы нөмірді айтыңыз.',
    decided: 'Бұл жолданым бойынша шешім қабылданған.',
    number: 'Жолданым нөмірі',
    howTitle: 'Қалай қарсылық білдіруге болады',
    why: 'Кабинет бұл браузерді құпиясөз ауысқаннан кейін таныды, сондықтан осы жерден қарсылық білдіруге болмайды. Оны былай жасауға болады:',
    ways: [
      'кіру бетінде бұрынғы құпиясөзді енгізіп, «Бұл мен емес» түймесін басыңыз;',
      'бұрын іске қосылған ED24 қосымшасында жауап беріңіз;',
      'құпиясөз ауысқанға дейін кірген браузеріңізден кіріңіз.',
    ],
    contact: 'Бұлардың ешқайсысы болмаса, Сізге көмектеседі:',
    questions: 'Сұрақтарыңыз болса, хабарласыңыз:',
    whom: 'Жолданым бойынша көмектеседі:',
  },
  {
    title: 'Was it not you who recovered the password?',
    lead: (time: string) => `The password of this account was recovered ${time}`,
    transferTitle: 'Was it not you who transferred the account?',
    transferLead: (time: string) =>
      `The account was transferred ${time}, and its number and password were replaced`,
    nothing:
      'In the last 30 days the password of this account has not been recovered, nor the account transferred.',
    consequence:
      'A case is opened. Until a person decides, the number, the apps and the password of the account cannot be changed. The feed can be read.',
    notMe: 'It was not me',
    open: 'A case is open, and the account is limited until a person decides. Name this number.',
    decided: 'This case has already been decided.',
    number: 'Case number',
    howTitle: 'How to contest it',
    why: 'The account came to know this browser only after the password was changed, so it cannot be contested from here. It can be done like this:',
    ways: [
      'enter the previous password at sign-in and press “It was not me”;',
      'answer in the ED24 app that was activated earlier;',
      'sign in with a browser that you used before the password was changed.',
    ],
    contact: 'If you have none of these, these people will help:',
    questions: 'If you have questions, these people will help:',
    whom: 'These people help with the case:',
  },
)
