import { catalogue } from '../../domain/language.ts'

/** The words of a changing page of Security while the account is limited. */
export const waitingWords = catalogue(
  {
    title: 'Пароль пока изменить нельзя',
    until: (time: string) => `Сменить пароль можно будет после ${time}.`,
    untilDecided: 'Сменить пароль можно будет, когда сотрудник примет решение по обращению.',
    why: 'Пароль недавно восстановлен, и мы даём владельцу время возразить, если это сделал кто-то другой. Войти с паролем, который есть сейчас, можно как обычно.',
    whyTransfer:
      'Кабинет недавно переоформлен, и мы даём прежнему владельцу время возразить. Войти с паролем, который есть сейчас, можно как обычно.',
    contact: 'Если пароль мог узнать кто-то другой, Вам помогут:',
    help: 'Помощь',
  },
  {
    title: 'Құпиясөзді әзірге ауыстыруға болмайды',
    until: (time: string) => `Құпиясөзді мына уақыттан кейін ауыстыруға болады: ${time}.`,
    untilDecided: 'Құпиясөзді қызметкер жолданым бойынша шешім қабылдағанда ауыстыруға болады.',
    why: 'Құпиясөз жақында қалпына келтірілді, мұны басқа біреу істесе, иесі қарсылық білдіре алуы үшін уақыт береміз. Қазіргі құпиясөзбен әдеттегідей кіруге болады.',
    whyTransfer:
      'Кабинет жақында қайта ресімделді, бұрынғы иесіне қарсылық білдіруге уақыт береміз. Қазіргі құпиясөзбен әдеттегідей кіруге болады.',
    contact: 'Құпиясөзді басқа біреу біліп қойса, Сізге көмектеседі:',
    help: 'Көмек',
  },
  {
    title: 'The password cannot be changed yet',
    until: (time: string) => `You can change the password after ${time}.`,
    untilDecided: 'You can change the password when a person has decided the case.',
    why: 'The password was recovered recently, and we give the owner time to object if somebody else did it. You can sign in with the present password as usual.',
    whyTransfer:
      'The account was transferred recently, and we give the former holder time to object. You can sign in with the present password as usual.',
    contact: 'If somebody else may know the password, these people will help:',
    help: 'Help',
  },
)
