import { catalogue, type Language } from '../../src/domain/language.ts'
import type { TimeLeft } from '../time-left.ts'

const plural = (language: Language) => {
  const rules = new Intl.PluralRules(language)
  return (count: number, one: string, few: string, many: string) =>
    ({ one, few })[rules.select(count) as string] ?? many
}
const inRussian = plural('ru')
const inEnglish = plural('en')

/** Words around a code. */
export const codeWords = catalogue(
  {
    code: 'Код подтверждения',
    left: (left: TimeLeft) => {
      if (left.kind === 'over') return 'Время вышло'
      if (left.kind === 'minutes') {
        const { minutes } = left
        return `${inRussian(minutes, 'Осталась', 'Осталось', 'Осталось')} ${minutes} ${inRussian(minutes, 'минута', 'минуты', 'минут')}`
      }
      return `Осталось ${left.seconds} секунд`
    },
    over: 'Код больше не действует. Если он ещё нужен, сделайте новый.',
    enter: 'Введите его на странице, где Вы восстанавливаете пароль.',
    secret: 'Не говорите код никому: его не спрашивают ни сотрудники, ни банк.',
    copy: 'Скопировать',
    copied: 'Скопировано',
  },
  {
    code: 'Растау коды',
    left: (left: TimeLeft) => {
      if (left.kind === 'over') return 'Уақыт бітті'
      return left.kind === 'minutes' ? `${left.minutes} минут қалды` : `${left.seconds} секунд қалды`
    },
    over: 'Код енді жарамсыз. Әлі керек болса, жаңасын жасаңыз.',
    enter: 'Оны құпиясөзді қалпына келтіріп жатқан бетке енгізіңіз.',
    secret: 'Кодты ешкімге айтпаңыз: оны қызметкерлер де, банк те сұрамайды.',
    copy: 'Көшіру',
    copied: 'Көшірілді',
  },
  {
    code: 'Confirmation code',
    left: (left: TimeLeft) => {
      if (left.kind === 'over') return 'Time is up'
      return left.kind === 'minutes'
        ? `${left.minutes} ${inEnglish(left.minutes, 'minute', 'minutes', 'minutes')} left`
        : `${left.seconds} seconds left`
    },
    over: 'The code no longer works. If you still need one, make a new one.',
    enter: 'Enter it on the page where you recover your password.',
    secret: 'Tell it to nobody: neither staff nor a bank ever asks for it.',
    copy: 'Copy',
    copied: 'Copied',
  },
)

/** The feed, its cards and what becomes of them. */
export const feedWords = catalogue(
  {
    title: 'Лента',
    phone: 'Этот телефон',
    requestTitle: 'Запрос на восстановление пароля',
    number: (number: number) => `запрос № ${number}`,
    account: 'Кабинет',
    browser: 'Браузер',
    network: 'Сеть',
    asked: 'Время',
    same: (number: number) => `На странице, где Вы ждёте код, должен стоять тот же номер: ${number}.`,
    showCode: 'Показать код',
    newCode: 'Показать новый код',
    newCodeNote: 'Код уже показывали. Новый заменит его.',
    notMe: 'Это не я',
    isMe: 'Это я',
    approvalTitle: 'Новый телефон просит доступ к кабинету',
    device: 'Телефон',
    approvalWaits: (until: string) => `Если Вы промолчите, он начнёт получать коды ${until}.`,
    waitsTitle: 'Коды пока не приходят на этот телефон',
    waits: (until: string) =>
      `У кабинета есть ED24 на другом телефоне. Откройте его и нажмите «Это я», или подождите до ${until}.`,
    limitedTitle: 'Кабинет под защитой',
    limited: (until: string) =>
      `До ${until} нельзя менять номер, данные, приложения и настройки безопасности. Лента работает как обычно.`,
    limitedOpen:
      'Пока решение не принято, нельзя менять номер, данные, приложения и настройки безопасности. Лента работает как обычно.',
    limitedAsk:
      'Недавно пароль восстановили через новую установку ED24. Если это были Вы, защиту можно снять.',
    frozenTitle: 'Кабинет заморожен',
    frozen:
      'Коды не выдаются, пока случай не разберёт сотрудник. Контакт помощи — на странице входа в Личный кабинет.',
    notices: 'Уведомления',
    empty: 'Уведомлений пока нет',
    emptyLead: 'Когда в Личном кабинете что-то произойдёт, мы скажем об этом здесь.',
    quiet: 'Новых запросов нет',
    quietLead: 'Если Вы восстанавливаете пароль, запрос появится здесь сам.',
    noAccounts: 'На этом телефоне нет кабинетов',
    noAccountsLead: 'Регистрацию сняли или заменили на другом телефоне. Номер можно зарегистрировать заново.',
    register: 'Зарегистрировать номер',
    loading: 'Загружаем ленту…',
    today: 'Сегодня',
    unread: 'новое',
    states: {
      queued: 'в очереди',
      sent: 'отправлено',
      delivered: 'доставлено',
      opened: 'прочитано',
      dead: 'не отправлено',
    },
    pushTitle: 'Узнавайте о запросах сразу',
    pushLead: 'На заблокированном экране будет только «Запрос в Личном кабинете».',
    pushOn: 'Включить уведомления',
    pushFailed: 'Не получилось. Попробуйте ещё раз позже.',
    outcomes: {
      refused: 'Отклонено. Пароль не изменён.',
      'binding-refused': 'Новый телефон удалён. Коды он не получит.',
      approved: 'Готово: новый телефон получает коды.',
      'limited-ended': 'Готово: ограничения сняты.',
      offline: 'Нет связи. Проверьте интернет и нажмите ещё раз.',
      unavailable: 'Сервис сейчас не отвечает. Нажмите ещё раз через минуту.',
      gone: 'Запрос уже закрыт. На странице восстановления нажмите «Отправить» ещё раз.',
      waits: 'Сначала «Это я» на старом телефоне, или подождите.',
      frozen: 'Кабинет заморожен: код выдать нельзя.',
      'number-not-yours':
        'По Базе мобильных граждан этот номер записан на другого человека, поэтому код выдать нельзя. Обновите номер в БМГ или переоформите кабинет.',
    },
  },
  {
    title: 'Таспа',
    phone: 'Осы телефон',
    requestTitle: 'Құпиясөзді қалпына келтіру сұрауы',
    number: (number: number) => `№ ${number} сұрау`,
    account: 'Кабинет',
    browser: 'Шолғыш',
    network: 'Желі',
    asked: 'Уақыты',
    same: (number: number) => `Код күтіп тұрған бетіңізде де осы нөмір тұруы керек: ${number}.`,
    showCode: 'Кодты көрсету',
    newCode: 'Жаңа код көрсету',
    newCodeNote: 'Код бұған дейін көрсетілген. Жаңасы оны ауыстырады.',
    notMe: 'Бұл мен емес',
    isMe: 'Бұл мен',
    approvalTitle: 'Жаңа телефон кабинетке рұқсат сұрайды',
    device: 'Құрылғы',
    approvalWaits: (until: string) => `Жауап бермесеңіз, ол кодтарды ${until} ала бастайды.`,
    waitsTitle: 'Кодтар әзірге бұл телефонға келмейді',
    waits: (until: string) =>
      `Кабинеттің ED24 қосымшасы басқа телефонда бар. Соны ашып, «Бұл мен» түймесін басыңыз немесе ${until} дейін күтіңіз.`,
    limitedTitle: 'Кабинет қорғауда',
    limited: (until: string) =>
      `${until} дейін нөмірді, деректерді, қосымшаларды және қауіпсіздік баптауларын өзгертуге болмайды. Таспа бұрынғыдай жұмыс істейді.`,
    limitedOpen:
      'Шешім қабылданғанша нөмірді, деректерді, қосымшаларды және қауіпсіздік баптауларын өзгертуге болмайды. Таспа бұрынғыдай жұмыс істейді.',
    limitedAsk:
      'Жақында құпиясөз ED24-тің жаңа орнатылымы арқылы қалпына келтірілді. Бұл Сіз болсаңыз, қорғауды алуға болады.',
    frozenTitle: 'Кабинет бұғатталған',
    frozen:
      'Жағдайды қызметкер қарағанша кодтар берілмейді. Көмек байланысы Жеке кабинетке кіру бетінде көрсетілген.',
    notices: 'Хабарламалар',
    empty: 'Әзірге хабарлама жоқ',
    emptyLead: 'Жеке кабинетте бірдеңе болса, осы жерде айтамыз.',
    quiet: 'Жаңа сұрау жоқ',
    quietLead: 'Құпиясөзді қалпына келтіріп жатсаңыз, сұрау осында өзі шығады.',
    noAccounts: 'Бұл телефонда кабинет жоқ',
    noAccountsLead:
      'Тіркеу алынып тасталған немесе басқа телефонда ауыстырылған. Нөмірді қайта тіркеуге болады.',
    register: 'Нөмірді тіркеу',
    loading: 'Таспа жүктеліп жатыр…',
    today: 'Бүгін',
    unread: 'жаңа',
    states: {
      queued: 'кезекте',
      sent: 'жіберілді',
      delivered: 'жеткізілді',
      opened: 'оқылды',
      dead: 'жіберілмеді',
    },
    pushTitle: 'Сұраулар туралы бірден біліңіз',
    pushLead: 'Бұғатталған экранда тек «Жеке кабинетте сұрау бар» деп тұрады.',
    pushOn: 'Хабарламаларды қосу',
    pushFailed: 'Болмады. Кейінірек қайталап көріңіз.',
    outcomes: {
      refused: 'Қабылданбады. Құпиясөз өзгерген жоқ.',
      'binding-refused': 'Жаңа телефон өшірілді. Ол код алмайды.',
      approved: 'Дайын: жаңа телефон код алады.',
      'limited-ended': 'Дайын: шектеулер алынды.',
      offline: 'Байланыс жоқ. Интернетті тексеріп, қайта басыңыз.',
      unavailable: 'Қызмет қазір жауап бермейді. Бір минуттан кейін қайта басыңыз.',
      gone: 'Сұрау жабылған. Қалпына келтіру бетінде «Жіберу» түймесін қайта басыңыз.',
      waits: 'Алдымен ескі телефонда «Бұл мен» басылуы керек немесе күтіңіз.',
      frozen: 'Кабинет бұғатталған: код беруге болмайды.',
      'number-not-yours':
        'Мобильді азаматтар базасында бұл нөмір басқа адамға жазылған, сондықтан код берілмейді. МАБ-та нөмірді жаңартыңыз немесе кабинетті қайта ресімдеңіз.',
    },
  },
  {
    title: 'Feed',
    phone: 'This phone',
    requestTitle: 'Request to recover the password',
    number: (number: number) => `request no. ${number}`,
    account: 'Account',
    browser: 'Browser',
    network: 'Network',
    asked: 'Time',
    same: (number: number) => `The page on which you wait for the code must show the same number: ${number}.`,
    showCode: 'Show the code',
    newCode: 'Show a new code',
    newCodeNote: 'A code was shown already. A new one replaces it.',
    notMe: 'It’s not me',
    isMe: 'It’s me',
    approvalTitle: 'A new phone asks for access to the account',
    device: 'Phone',
    approvalWaits: (until: string) => `If you do nothing, it starts getting codes ${until}.`,
    waitsTitle: 'Codes do not arrive on this phone yet',
    waits: (until: string) =>
      `The account has ED24 on another phone. Open it there and tap “It’s me”, or wait until ${until}.`,
    limitedTitle: 'The account is protected',
    limited: (until: string) =>
      `Until ${until} the number, data, apps and security settings cannot be changed. The feed works as usual.`,
    limitedOpen:
      'Until a decision is made, the number, data, apps and security settings cannot be changed. The feed works as usual.',
    limitedAsk:
      'The password was recently recovered through a new installation of ED24. If it was you, the protection can be lifted.',
    frozenTitle: 'The account is frozen',
    frozen:
      'No codes are given until a person has looked at the case. The contact for help is on the sign-in page of the personal account.',
    notices: 'Notices',
    empty: 'No notices yet',
    emptyLead: 'When something happens in the personal account, we tell you here.',
    quiet: 'No new requests',
    quietLead: 'If you are recovering a password, the request appears here by itself.',
    noAccounts: 'There is no account on this phone',
    noAccountsLead:
      'The registration was removed, or replaced on another phone. You can register the number again.',
    register: 'Register a number',
    loading: 'Loading the feed…',
    today: 'Today',
    unread: 'new',
    states: {
      queued: 'queued',
      sent: 'sent',
      delivered: 'delivered',
      opened: 'read',
      dead: 'not sent',
    },
    pushTitle: 'Learn of requests at once',
    pushLead: 'The locked screen says only “A request in your personal account”.',
    pushOn: 'Turn on notices',
    pushFailed: 'It did not work. Try again later.',
    outcomes: {
      refused: 'Refused. The password has not changed.',
      'binding-refused': 'The new phone was removed. It gets no codes.',
      approved: 'Done: the new phone gets codes.',
      'limited-ended': 'Done: the limits are lifted.',
      offline: 'No connection. Check your internet and tap again.',
      unavailable: 'The service does not answer right now. Tap again in a minute.',
      gone: 'The request is closed already. Press “Send” again on the recovery page.',
      waits: 'First “It’s me” on the older phone, or wait.',
      frozen: 'The account is frozen: no code can be given.',
      'number-not-yours':
        'The mobile-citizens register says that this number belongs to another person, so no code can be given. Update your number in BMG, or transfer the account.',
    },
  },
)
