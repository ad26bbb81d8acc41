import { catalogue } from '../domain/language.ts'

/** The words of the only page that a frozen account opens. */
export const frozenWords = catalogue(
  {
    title: 'Кабинет заморожен',
    why: 'Недавнюю смену пароля оспорили, поэтому до решения сотрудника кабинет закрыт для всех. Ничего не удалено и не потеряно.',
    next: 'Обратитесь с удостоверением личности: Вас выслушают, и по обращению примут решение.',
    number: 'Номер обращения',
    contact: 'Куда обратиться:',
    help: 'Помощь',
  },
  {
    title: 'Кабинет тоқтатып қойылған',
    why: 'Құпиясөздің жақында ауысуына қарсылық білдірілді, сондықтан қызметкер шешім қабылдағанша кабинет бәріне жабық. Ештеңе жойылған да, жоғалған да жоқ.',
    next: 'Жеке куәлігіңізбен хабарласыңыз: Сізді тыңдап, жолданым бойынша шешім қабылдайды.',
    number: 'Жолданым нөмірі',
    contact: 'Қайда хабарласу керек:',
    help: 'Көмек',
  },
  {
    title: 'Your account is frozen',
    why: 'The recent change of the password was contested, so until a person decides the account is closed to everybody. Nothing is deleted or lost.',
    next: 'Come with your identity card: you will be heard, and the case will be decided.',
    number: 'Case number',
    contact: 'Whom to contact:',
    help: 'Help',
  },
)
