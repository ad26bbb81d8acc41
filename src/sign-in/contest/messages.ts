import { catalogue } from '../../domain/language.ts'

/** The words of the page that a replaced password opens. */
export const contestWords = catalogue(
  {
    title: 'Пароль был изменён',
    question: 'Ваш пароль был изменён через недавно активированное приложение: это были Вы?',
    withPaper: 'Ваш пароль был изменён кодом восстановления с бумаги: это были Вы?',
    lead: 'Вы ввели прежний пароль. Войти с ним больше нельзя, но если пароль менял кто-то другой, это можно оспорить.',
    when: 'Когда',
    browser: 'Браузер',
    network: 'Сеть',
    unknown: 'Неизвестно',
    consequence:
      'Если это были не Вы, откроется обращение. До решения сотрудника в кабинете нельзя будет изменить номер, приложения и пароль.',
    mine: 'Это был я',
    notMine: 'Это не я',
    stale: 'Страница устарела, поэтому ничего не отправлено. Нажмите кнопку ещё раз.',
    transfer: {
      title: 'Кабинет переоформлен',
      question: 'Кабинет переоформлен, номер и пароль заменены: это были Вы?',
      lead: 'Вы ввели прежний пароль. Войти с ним больше нельзя, но если кабинет переоформил кто-то другой, это можно оспорить.',
      consequence:
        'Если это были не Вы, откроется обращение. До решения сотрудника в кабинете нельзя будет изменить номер, приложения и пароль.',
      states: {
        'owner-confirmed':
          'Решение принято: переоформление остаётся в силе. Если Вы с этим не согласны, обратитесь за помощью и назовите этот номер.',
        'objection-upheld':
          'Решение принято в Вашу пользу: переоформление отменено, номер снова прежний. Задайте пароль через «Забыли пароль?» или с помощью сотрудника.',
      },
    },
    caseTitle: 'Обращение открыто',
    decidedTitle: 'По обращению принято решение',
    caseNumber: 'Номер обращения',
    openedAt: (time: string) => `Открыто ${time}`,
    states: {
      open: 'Кабинет ограничен, пока сотрудник не примет решение. Назовите этот номер и возьмите с собой удостоверение личности.',
      frozen:
        'Кабинет заморожен: пока сотрудник не примет решение, никто ничего в нём не увидит и не изменит. Назовите этот номер и возьмите с собой удостоверение личности.',
      'owner-confirmed':
        'Решение принято: пароль менял владелец кабинета. Если Вы с этим не согласны, обратитесь за помощью и назовите этот номер.',
      'objection-upheld':
        'Решение принято в Вашу пользу: новый пароль больше не действует. Задайте свой через «Забыли пароль?» или с помощью сотрудника.',
    },
    contact: 'По обращению Вам помогут:',
    freezeTitle: 'Заморозить кабинет',
    freezeBody:
      'Этому браузеру кабинет доверял до смены пароля, поэтому отсюда его можно заморозить. До решения сотрудника будет работать только помощь, и для Вас тоже.',
    freeze: 'Заморозить кабинет',
    sinceTitle: 'Что произошло с тех пор',
    toSignIn: 'Ко входу',
    help: 'Помощь',
  },
  {
    title: 'Құпиясөз ауыстырылған',
    question: 'Құпиясөзіңіз жақында іске қосылған қосымша арқылы ауыстырылған: бұл Сіз бе едіңіз?',
    withPaper: 'Құпиясөзіңіз қағаздағы қалпына келтіру кодымен ауыстырылған: бұл Сіз бе едіңіз?',
    lead: 'Сіз бұрынғы құпиясөзді енгіздіңіз. Онымен енді кіруге болмайды, бірақ құпиясөзді басқа біреу ауыстырса, бұған қарсылық білдіре аласыз.',
    when: 'Қашан',
    browser: 'Браузер',
    network: 'Желі',
    unknown: 'Белгісіз',
    consequence:
      'Бұл Сіз болмасаңыз, жолданым ашылады. Қызметкер шешім қабылдағанша кабинетте нөмірді, қосымшаларды және құпиясөзді өзгертуге болмайды.',
    mine: 'Бұл мен едім',
    notMine: 'Бұл мен емес',
    stale: 'Бет ескіріп қалған, сондықтан ештеңе жіберілген жоқ. Түймені қайта басыңыз.',
    transfer: {
      title: 'Кабинет қайта ресімделген',
      question: 'Кабинет қайта ресімделіп, нөмірі мен құпиясөзі ауыстырылған: бұл Сіз бе едіңіз?',
      lead: 'Сіз бұрынғы құпиясөзді енгіздіңіз. Онымен енді кіруге болмайды, бірақ кабинетті басқа біреу қайта ресімдесе, бұған қарсылық білдіре аласыз.',
      consequence:
        'Бұл Сіз болмасаңыз, жолданым ашылады. Қызметкер шешім қабылдағанша кабинетте нөмірді, қосымшаларды және құпиясөзді өзгертуге болмайды.',
      states: {
        'owner-confirmed':
          'Шешім қабылданды: қайта ресімдеу күшінде қалады. Келіспесеңіз, көмек сұрап, осы нөмірді айтыңыз.',
        'objection-upheld':
          'Шешім Сіздің пайдаңызға қабылданды: қайта ресімдеудің күші жойылды, нөмір бұрынғыдай. «Құпиясөзді ұмыттыңыз ба?» арқылы немесе қызметкердің көмегімен құпиясөз қойыңыз.',
      },
    },
    caseTitle: 'Жолданым ашылды',
    decidedTitle: 'Жолданым бойынша шешім қабылданды',
    caseNumber: 'Жолданым нөмірі',
    openedAt: (time: string) => `Ашылған уақыты: ${time}`,
    states: {
      open: 'Қызметкер шешім қабылдағанша кабинет шектеулі. Осы нөмірді айтып, жеке куәлігіңізді ала келіңіз.',
      frozen:
        'Кабинет тоқтатып қойылды: қызметкер шешім қабылдағанша онда ешкім ештеңе көрмейді әрі өзгертпейді. Осы нөмірді айтып, жеке куәлігіңізді ала келіңіз.',
      'owner-confirmed':
        'Шешім қабылданды: құпиясөзді кабинет иесі ауыстырған. Келіспесеңіз, көмек сұрап, осы нөмірді айтыңыз.',
      'objection-upheld':
        'Шешім Сіздің пайдаңызға қабылданды: жаңа құпиясөз енді жарамайды. «Құпиясөзді ұмыттыңыз ба?» арқылы немесе қызметкердің көмегімен өз құпиясөзіңізді қойыңыз.',
    },
    contact: 'Жолданым бойынша көмектеседі:',
    freezeTitle: 'Кабинетті тоқтатып қою',
    freezeBody:
      'Құпиясөз ауысқанға дейін кабинет осы браузерге сенетін, сондықтан оны осы жерден тоқтатып қоюға болады. Қызметкер шешім қабылдағанша тек көмек жұмыс істейді, Сіз үшін де.',
    freeze: 'Кабинетті тоқтатып қою',
    sinceTitle: 'Содан бері не болды',
    toSignIn: 'Кіру бетіне',
    help: 'Көмек',
  },
  {
    title: 'The password was changed',
    question: 'Your password was changed through a newly activated app: was it you?',
    withPaper: 'Your password was changed with a recovery code on paper: was it you?',
    lead: 'You entered the previous password. It no longer signs you in, but if somebody else changed it, you can contest that.',
    when: 'When',
    browser: 'Browser',
    network: 'Network',
    unknown: 'Unknown',
    consequence:
      'If it was not you, a case is opened. Until a person decides, the number, the apps and the password of the account cannot be changed.',
    mine: 'It was me',
    notMine: 'It was not me',
    stale: 'The page was out of date, so nothing was sent. Press the button once more.',
    transfer: {
      title: 'The account was transferred',
      question: 'The account was transferred, and its number and password were replaced: was it you?',
      lead: 'You entered the previous password. It no longer signs you in, but if somebody else transferred the account, you can contest that.',
      consequence:
        'If it was not you, a case is opened. Until a person decides, the number, the apps and the password of the account cannot be changed.',
      states: {
        'owner-confirmed':
          'It has been decided: the transfer stands. If you disagree, ask for help and name this number.',
        'objection-upheld':
          'It has been decided in your favour: the transfer is undone, and the number is the previous one again. Set a password with “Forgot your password?” or with the help of a person.',
      },
    },
    caseTitle: 'A case is open',
    decidedTitle: 'The case is decided',
    caseNumber: 'Case number',
    openedAt: (time: string) => `Opened ${time}`,
    states: {
      open: 'The account is limited until a person decides. Name this number and bring your identity card.',
      frozen:
        'The account is frozen: until a person decides, nobody can see or change anything in it. Name this number and bring your identity card.',
      'owner-confirmed':
        'It has been decided: the owner of the account changed the password. If you disagree, ask for help and name this number.',
      'objection-upheld':
        'It has been decided in your favour: the new password no longer works. Set your own with “Forgot your password?” or with the help of a person.',
    },
    contact: 'These people help with the case:',
    freezeTitle: 'Freeze the account',
    freezeBody:
      'The account trusted this browser before the password was changed, so you can freeze it from here. Only help will work until a person decides, for you as well.',
    freeze: 'Freeze the account',
    sinceTitle: 'What has happened since',
    toSignIn: 'To sign-in',
    help: 'Help',
  },
)
