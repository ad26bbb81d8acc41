import { catalogue } from '../domain/language.ts'

/** What stands around the words of an event (`event-words.ts`), in the feed, the companion app and by SMS. */
export const noticeWords = catalogue(
  {
    request: (number: string) => `Запрос № ${number}`,
    case: (number: string) => `Обращение № ${number}`,
    unknownBrowser: 'Неизвестный браузер',
    sms: (title: string) =>
      `Личный кабинет: ${title}. Если это были не Вы, войдите с прежним паролем или обратитесь за помощью.`,
    smsCode: (code: string) => `Личный кабинет: код ${code}. Никому его не называйте.`,
    states: {
      queued: 'Ждёт открытия приложения',
      sent: 'Отправлено',
      delivered: 'Доставлено в приложение',
      opened: 'Открыто',
      dead: 'Не дошло',
    },
  },
  {
    request: (number: string) => `№ ${number} сұрау`,
    case: (number: string) => `№ ${number} жолданым`,
    unknownBrowser: 'Белгісіз браузер',
    sms: (title: string) =>
      `Жеке кабинет: ${title}. Бұл Сіз болмасаңыз, бұрынғы құпиясөзбен кіріңіз немесе көмек сұраңыз.`,
    smsCode: (code: string) => `Жеке кабинет: код ${code}. Оны ешкімге айтпаңыз.`,
    states: {
      queued: 'Қосымшаның ашылуын күтуде',
      sent: 'Жіберілді',
      delivered: 'Қосымшаға жеткізілді',
      opened: 'Ашылды',
      dead: 'Жетпеді',
    },
  },
  {
    request: (number: string) => `Request ${number}`,
    case: (number: string) => `Case ${number}`,
    unknownBrowser: 'Unknown browser',
    sms: (title: string) =>
      `Personal account: ${title}. If it was not you, sign in with the previous password or ask for help.`,
    smsCode: (code: string) => `Personal account: code ${code}. Tell it to nobody.`,
    states: {
      queued: 'Waits for the app to be opened',
      sent: 'Sent',
      delivered: 'Delivered to the app',
      opened: 'Opened',
      dead: 'Not delivered',
    },
  },
)

export type NoticeWords = ReturnType<typeof noticeWords>
