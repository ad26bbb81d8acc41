import { catalogue } from '../../src/domain/language.ts'

/** «Это не я» about a recovered password, on the card of its notice. */
export const contestWords = catalogue(
  {
    ask: 'Если пароль восстановили не Вы, откроется обращение. До решения сотрудника в кабинете нельзя будет изменить номер, приложения и пароль.',
    number: 'Номер обращения',
    open: 'Обращение открыто. Назовите этот номер и возьмите с собой удостоверение личности.',
    contact: 'По обращению Вам помогут:',
    freeze: 'Заморозить кабинет',
    freezeTitle: 'Заморозить кабинет?',
    freezeLead:
      'До решения сотрудника в кабинете никто ничего не увидит и не изменит, и Вы тоже. Работать будет только помощь.',
    freezeNo: 'Не замораживать',
    waits: 'Этот телефон зарегистрирован слишком недавно. Обратитесь за помощью:',
    gone: 'Оспорить это уже нельзя. Обратитесь за помощью:',
  },
  {
    ask: 'Құпиясөзді қалпына келтірген Сіз болмасаңыз, жолданым ашылады. Қызметкер шешім қабылдағанша кабинетте нөмірді, қосымшаларды және құпиясөзді өзгертуге болмайды.',
    number: 'Жолданым нөмірі',
    open: 'Жолданым ашылды. Осы нөмірді айтып, жеке куәлігіңізді ала келіңіз.',
    contact: 'Жолданым бойынша көмектеседі:',
    freeze: 'Кабинетті тоқтатып қою',
    freezeTitle: 'Кабинетті тоқтатып қоясыз ба?',
    freezeLead:
      'Қызметкер шешім қабылдағанша кабинетте ешкім, Сіз де, ештеңе көрмейді әрі өзгертпейді. Тек көмек жұмыс істейді.',
    freezeNo: 'Тоқтатпау',
    waits: 'Бұл телефон тым жақында тіркелген. Көмек алу үшін хабарласыңыз:',
    gone: 'Енді бұған қарсылық білдіруге болмайды. Көмек алу үшін хабарласыңыз:',
  },
  {
    ask: 'If it was not you who recovered the password, a case is opened. Until a person decides, the number, the apps and the password of the account cannot be changed.',
    number: 'Case number',
    open: 'A case is open. Name this number and bring your identity card.',
    contact: 'These people help with the case:',
    freeze: 'Freeze the account',
    freezeTitle: 'Freeze the account?',
    freezeLead:
      'Until a person decides, nobody can see or change anything in the account, and neither can you. Only help will work.',
    freezeNo: 'Do not freeze',
    waits: 'This phone was registered too recently. Ask for help:',
    gone: 'This can no longer be contested. Ask for help:',
  },
)
