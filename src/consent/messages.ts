import { catalogue } from '../domain/language.ts'

export const consentWords = catalogue(
  {
    version: (date: string, version: string) => `Редакция от ${date}, версия ${version}`,
    earlier: 'Это прежняя редакция. Сейчас действует другая:',
    inForce: 'открыть действующую редакцию',
    contact: 'Контакт оператора',
    returnToSignIn: 'Вернуться ко входу',
    return: 'Вернуться',
  },
  {
    version: (date: string, version: string) => `${date} редакциясы, нұсқасы ${version}`,
    earlier: 'Бұл — бұрынғы редакция. Қазір басқасы қолданылады:',
    inForce: 'қолданыстағы редакцияны ашу',
    contact: 'Оператормен байланыс',
    returnToSignIn: 'Кіруге оралу',
    return: 'Оралу',
  },
  {
    version: (date: string, version: string) => `Version of ${date} (${version})`,
    earlier: 'This is an earlier version. Another one is in force now:',
    inForce: 'open the version in force',
    contact: 'The operator’s contact',
    returnToSignIn: 'Return to signing in',
    return: 'Return',
  },
)
