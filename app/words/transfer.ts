import { catalogue } from '../../src/domain/language.ts'

/** A claim to a child's account on the claimant's phone: its card, and the card of its request. */
export const claimWords = catalogue(
  {
    requestTitle: 'Запрос на переоформление',
    requestLead: 'Код нужен, чтобы переоформить кабинет ребёнка на этот ИИН.',
    iin: 'ИИН',
    title: 'Номер зарегистрирован',
    comes:
      'Запрос на код появится здесь сам. Если его нет, нажмите «Получить код» на странице переоформления.',
    waits: (until: string) =>
      `У Вашего кабинета есть ED24 на другом телефоне. Нажмите там «Это я» или подождите до ${until}.`,
    until: (until: string) => `Переоформить нужно до ${until}.`,
    outcomes: {
      refused: 'Отклонено. Ничего не изменилось.',
      gone: 'Запрос уже закрыт. На странице переоформления нажмите «Получить код» ещё раз.',
      'number-not-yours':
        'По Базе мобильных граждан этот номер записан на другого человека, поэтому код выдать нельзя. Обновите номер в БМГ или укажите другой.',
    },
  },
  {
    requestTitle: 'Қайта ресімдеу сұрауы',
    requestLead: 'Код баланың кабинетін осы ЖСН-ге қайта ресімдеу үшін керек.',
    iin: 'ЖСН',
    title: 'Нөмір тіркелді',
    comes: 'Код сұрауы осында өзі шығады. Шықпаса, қайта ресімдеу бетінде «Код алу» түймесін басыңыз.',
    waits: (until: string) =>
      `Кабинетіңіздің ED24 қосымшасы басқа телефонда бар. Сонда «Бұл мен» түймесін басыңыз немесе мына уақытқа дейін күтіңіз: ${until}.`,
    until: (until: string) => `Қайта ресімдеуді мына уақытқа дейін аяқтаңыз: ${until}.`,
    outcomes: {
      refused: 'Қабылданбады. Ештеңе өзгерген жоқ.',
      gone: 'Сұрау жабылған. Қайта ресімдеу бетінде «Код алу» түймесін қайта басыңыз.',
      'number-not-yours':
        'Мобильді азаматтар базасында бұл нөмір басқа адамға жазылған, сондықтан код берілмейді. МАБ\u2011та нөмірді жаңартыңыз немесе басқасын көрсетіңіз.',
    },
  },
  {
    requestTitle: 'Request to transfer an account',
    requestLead: 'The code is needed to transfer the child’s account to this IIN.',
    iin: 'IIN',
    title: 'The number is registered',
    comes:
      'The request for a code appears here by itself. If there is none, press “Get a code” on the transfer page.',
    waits: (until: string) =>
      `Your account has ED24 on another phone. Tap “It’s me” there, or wait until ${until}.`,
    until: (until: string) => `Finish the transfer by ${until}.`,
    outcomes: {
      refused: 'Refused. Nothing has changed.',
      gone: 'The request is closed already. Press “Get a code” again on the transfer page.',
      'number-not-yours':
        'The mobile-citizens register says that this number belongs to another person, so no code can be given. Update your number in BMG, or name another one.',
    },
  },
)

/** A transfer that is through, on the phones of both sides. */
export const transferWords = catalogue(
  {
    ask: 'Возражение рассмотрит сотрудник.',
    askBoth: '«Согласен» снимет ограничения с нового кабинета, «Возразить» откроет обращение.',
    approve: 'Согласен',
    object: 'Возразить',
    objectTitle: 'Подать возражение?',
    objectLead:
      'Откроется обращение, и решение примет сотрудник. До решения оба кабинета ограничены, но ленту видят обе стороны.',
    objectNo: 'Не подавать',
    open: 'По переоформлению открыто обращение. Назовите этот номер и возьмите с собой удостоверение личности.',
    undone: 'Переоформление отменено.',
    closedTitle: 'Кабинет закрыт',
    closed:
      'Детей в нём не осталось: их переоформили на законного представителя. Возразить можно 30 дней, в уведомлении ниже.',
    formerTitle: 'У кабинета теперь другой номер',
    former:
      'Коды и новости сюда больше не приходят. Если кабинет переоформили не Вы, возразите в уведомлении ниже.',
    notMine: 'Это не мой номер',
    notMineTitle: 'Убрать кабинет с этого телефона?',
    notMineLead:
      'Коды и уведомления этого кабинета сюда больше не придут. Если номер Ваш, сначала обновите его в БМГ.',
    notMineYes: 'Да, убрать',
    notMineNo: 'Оставить',
    outcomes: {
      waits: 'Этот телефон зарегистрирован слишком недавно, ответить с него нельзя. Обратитесь за помощью:',
      gone: 'Ответить уже нельзя. Обратитесь за помощью:',
      frozen: 'Кабинет заморожен: пока можно только возразить.',
      'number-not-yours':
        'По Базе мобильных граждан номер этого кабинета записан на другого человека, поэтому ответ не принят. Войдите в кабинет с паролем или обратитесь за помощью:',
    },
  },
  {
    ask: 'Қарсылықты қызметкер қарайды.',
    askBoth: '«Келісемін» жаңа кабинеттің шектеулерін алады, «Қарсылық білдіру» жолданым ашады.',
    approve: 'Келісемін',
    object: 'Қарсылық білдіру',
    objectTitle: 'Қарсылық білдіресіз бе?',
    objectLead:
      'Жолданым ашылып, шешімді қызметкер қабылдайды. Оған дейін екі кабинет те шектеледі, бірақ таспаны екі жақ та көреді.',
    objectNo: 'Қарсылық білдірмеу',
    open: 'Қайта ресімдеу бойынша жолданым ашылды. Осы нөмірді айтып, жеке куәлігіңізді ала келіңіз.',
    undone: 'Қайта ресімдеудің күші жойылды.',
    closedTitle: 'Кабинет жабылды',
    closed:
      'Мұнда бала қалмады: заңды өкілге қайта ресімделді. Төмендегі хабарламада 30 күн ішінде қарсылық білдіруге болады.',
    formerTitle: 'Кабинеттің нөмірі өзгерді',
    former:
      'Кодтар мен жаңалықтар енді мұнда келмейді. Қайта ресімдеген Сіз болмасаңыз, төмендегі хабарламада қарсылық білдіріңіз.',
    notMine: 'Бұл менің нөмірім емес',
    notMineTitle: 'Кабинетті бұл телефоннан алып тастау керек пе?',
    notMineLead:
      'Бұл кабинеттің кодтары мен хабарламалары енді мұнда келмейді. Нөмір Сіздікі болса, алдымен оны МАБ\u2011та жаңартыңыз.',
    notMineYes: 'Иә, алып тастау',
    notMineNo: 'Қалдыру',
    outcomes: {
      waits: 'Бұл телефон тым жақында тіркелген, одан жауап беруге болмайды. Көмек алу үшін хабарласыңыз:',
      gone: 'Енді жауап беруге болмайды. Көмек алу үшін хабарласыңыз:',
      frozen: 'Кабинет тоқтатып қойылған: әзірге тек қарсылық білдіруге болады.',
      'number-not-yours':
        'Мобильді азаматтар базасында бұл кабинеттің нөмірі басқа адамға жазылған, сондықтан жауап қабылданбады. Кабинетке құпиясөзбен кіріңіз немесе көмек алу үшін хабарласыңыз:',
    },
  },
  {
    ask: 'A person looks at the objection.',
    askBoth: '“I agree” lifts the limits of the new account, “Object” opens a case.',
    approve: 'I agree',
    object: 'Object',
    objectTitle: 'Object to the transfer?',
    objectLead:
      'A case is opened and a person decides. Until then both accounts are limited, but both sides see the feed.',
    objectNo: 'Do not object',
    open: 'A case about the transfer is open. Name this number and bring your identity card.',
    undone: 'The transfer was undone.',
    closedTitle: 'The account is closed',
    closed:
      'No children are left in it: they were transferred to a legal representative. You can object for 30 days, in the notice below.',
    formerTitle: 'The account has another number now',
    former:
      'Codes and news no longer arrive here. If it was not you who transferred the account, object in the notice below.',
    notMine: 'It’s not my number',
    notMineTitle: 'Take the account off this phone?',
    notMineLead:
      'Codes and notices of this account will no longer arrive here. If the number is yours, update it in BMG first.',
    notMineYes: 'Yes, take it off',
    notMineNo: 'Keep',
    outcomes: {
      waits: 'This phone was registered too recently to answer. Ask for help:',
      gone: 'This can no longer be answered. Ask for help:',
      frozen: 'The account is frozen: for now you can only object.',
      'number-not-yours':
        'The mobile-citizens register says that this account’s number belongs to another person, so the answer was not accepted. Sign in with the password, or ask for help:',
    },
  },
)
