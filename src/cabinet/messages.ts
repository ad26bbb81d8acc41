import { catalogue } from '../domain/language.ts'

export const cabinetWords = catalogue(
  {
    feed: {
      title: 'Лента событий',
      empty: 'Пока событий нет',
      emptyBody:
        'Здесь появятся сообщения детского сада, очереди и безопасности. Новые приходят сами, обновлять страницу не нужно.',
      markRead: 'Отметить всё прочитанным',
      older: 'Показать более ранние',
      newest: 'К новым событиям',
      today: 'Сегодня',
      yesterday: 'Вчера',
      notMe: 'Это не я',
    },
    children: {
      title: 'Дети',
      empty: 'Детей в кабинете нет',
      emptyBody:
        'Ребёнок появится здесь, когда его поставят в очередь или зачислят в детский сад на Ваш ИИН. Если заявление подавал кто-то другой, ребёнок числится за ним.',
      emptyHelp: 'Заявление подавал кто-то другой',
      queued: 'Стоит в очереди',
      attending: 'Ходит в детский сад',
      since: (date: string) => `с ${date}`,
    },
    profile: {
      title: 'Профиль',
      name: 'Имя',
      iin: 'ИИН',
      phone: 'Номер телефона',
      noPhone: 'Номер не указан',
      language: 'Язык сообщений',
      languageHint: 'На этом языке приходят уведомления и открывается кабинет',
      save: 'Сохранить',
      saved: 'Язык сохранён',
      languages: { kk: 'Қазақша', ru: 'Русский', en: 'English' },
      chooseLanguage: 'Выберите язык сообщений',
    },
  },
  {
    feed: {
      title: 'Оқиғалар таспасы',
      empty: 'Әзірге оқиға жоқ',
      emptyBody:
        'Мұнда балабақшаның, кезектің және қауіпсіздіктің хабарлары шығады. Жаңалары өздігінен келеді, бетті жаңартудың қажеті жоқ.',
      markRead: 'Барлығын оқылды деп белгілеу',
      older: 'Бұрынғыларды көрсету',
      newest: 'Жаңа оқиғаларға',
      today: 'Бүгін',
      yesterday: 'Кеше',
      notMe: 'Бұл мен емес',
    },
    children: {
      title: 'Балалар',
      empty: 'Кабинетте бала жоқ',
      emptyBody:
        'Бала Сіздің ЖСН-іңізге кезекке қойылғанда немесе балабақшаға қабылданғанда осында шығады. Өтінішті басқа адам берген болса, бала сол адамда тіркелген.',
      emptyHelp: 'Өтінішті басқа адам берген',
      queued: 'Кезекте тұр',
      attending: 'Балабақшаға барады',
      since: (date: string) => `${date} күнінен бастап`,
    },
    profile: {
      title: 'Профиль',
      name: 'Аты-жөні',
      iin: 'ЖСН',
      phone: 'Телефон нөмірі',
      noPhone: 'Нөмір көрсетілмеген',
      language: 'Хабарлама тілі',
      languageHint: 'Хабарламалар осы тілде келеді, кабинет осы тілде ашылады',
      save: 'Сақтау',
      saved: 'Тіл сақталды',
      languages: { kk: 'Қазақша', ru: 'Русский', en: 'English' },
      chooseLanguage: 'Хабарлама тілін таңдаңыз',
    },
  },
  {
    feed: {
      title: 'Event feed',
      empty: 'No events yet',
      emptyBody:
        'Messages about the kindergarten, the queue and security will appear here. New ones come by themselves; there is no need to reload.',
      markRead: 'Mark all as read',
      older: 'Show earlier events',
      newest: 'To the newest events',
      today: 'Today',
      yesterday: 'Yesterday',
      notMe: 'It was not me',
    },
    children: {
      title: 'Children',
      empty: 'No children in this account',
      emptyBody:
        'A child appears here once it joins the queue or a kindergarten under your IIN. If somebody else applied, the child stands under their IIN.',
      emptyHelp: 'Somebody else applied',
      queued: 'In the queue',
      attending: 'Attends kindergarten',
      since: (date: string) => `since ${date}`,
    },
    profile: {
      title: 'Profile',
      name: 'Name',
      iin: 'IIN',
      phone: 'Phone number',
      noPhone: 'No number',
      language: 'Language of messages',
      languageHint: 'Notices come and the account opens in this language',
      save: 'Save',
      saved: 'Language saved',
      languages: { kk: 'Қазақша', ru: 'Русский', en: 'English' },
      chooseLanguage: 'Choose the language of messages',
    },
  },
)

export type CabinetWords = ReturnType<typeof cabinetWords>
