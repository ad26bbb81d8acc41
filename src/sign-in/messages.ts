import { catalogue } from '../domain/language.ts'

export const signInWords = catalogue(
  {
    title: 'Вход в Личный кабинет',
    lead: 'Для входа в Личный кабинет пройдите процедуру аутентификации',
    iin: 'Введите ИИН',
    iinHint: '12 цифр: ИИН того, кто подавал заявление',
    iinHelp: 'Где найти ИИН и чей он нужен',
    waitHelp: 'Почему нужно подождать',
    liability: [
      'Я ознакомлен с ',
      'соглашением об ответственности сторон',
      ', согласен с ними и обязуюсь их выполнять без каких-либо ограничений и допущений',
    ],
    contacts: [
      'Я согласен на ',
      'использование своих контактных данных',
      ' для получения сведений, оповещений и уведомлений',
    ],
    next: 'Продолжить',
    password: 'Ваш пароль',
    passwordLead: 'Введите пароль, от Личного кабинета',
    forgot: 'Забыли пароль?',
    enter: 'Войти',
    back: 'Назад',
    forIin: 'ИИН',
    firstVisitSummary: 'Вы здесь впервые?',
    firstVisit:
      'Кабинет создаётся сам, когда ребёнка ставят в очередь или зачисляют в детский сад. Пароля у него ещё нет: нажмите «Забыли пароль?», чтобы задать свой.',
    problems: {
      'iin-empty': 'Введите ИИН: 12 цифр',
      'iin-length': 'В ИИН должно быть ровно 12 цифр. Проверьте, не пропущена ли цифра и нет ли лишней',
      'iin-not-digits': 'ИИН состоит только из цифр. Уберите буквы и другие знаки',
      'iin-check-digit':
        'В ИИН есть ошибка: контрольная цифра не сходится. Сверьте его с удостоверением личности',
      'iin-is-bin':
        'Это БИН, номер организации. Введите ИИН, номер человека: он указан в удостоверении личности',
      liability: 'Прочитайте соглашение и поставьте отметку, иначе войти нельзя',
      contacts: 'Поставьте отметку: без контактных данных мы не сможем Вас предупреждать',
      'password-empty': 'Введите пароль',
      'password-too-long': 'Пароль длиннее 1024 байт. Проверьте, то ли Вы вставили',
      'no-match': 'ИИН или пароль не подошли',
    },
    noMatchNext: 'Проверьте раскладку и Caps Lock. Если пароля нет или он забыт, нажмите «Забыли пароль?».',
    waitTitle: 'Слишком много попыток',
    wait: (time: string) =>
      `Попробуйте снова через ${time}. Пароль никто не узнал: мы просто замедляем подбор.`,
    waitForgot: 'Не хотите ждать? Нажмите «Забыли пароль?». В браузере, где Вы уже входили, ждать не нужно.',
    busyTitle: 'Сейчас входит очень много людей',
    busy: 'Ваш пароль не проверялся. Нажмите «Войти» ещё раз через несколько секунд.',
    turnedAway:
      'Ваш пароль не проверялся, и ничего не потеряно. Подождите несколько секунд и введите его ещё раз.',
    tryAgain: 'Вернуться к паролю',
    backToIin: 'Вернуться к вводу ИИН',
    busyIin: 'Ничего не отправлено. Подождите несколько секунд и введите ИИН ещё раз.',
    stale: 'Страница устарела, поэтому ничего не отправлено. Нажмите кнопку ещё раз.',
    staleCookies: 'Если это повторяется, разрешите для этого сайта файлы cookie.',
    notices: {
      ended:
        'Сеанс завершён, потому что Вы долго ничего не делали. Войдите снова: Вы вернётесь на ту же страницу.',
      'own-recovery': 'Хорошо. Войдите с новым паролем: прежний больше не подходит.',
      transferred: 'Кабинет переоформлен на Вас. Войдите со своим ИИН и новым паролем.',
      'signed-out': 'Вы вышли из Личного кабинета.',
      'agree-again':
        'Для входа нужно Ваше согласие: его отозвали или ещё не давали. Прочитайте соглашения и поставьте две отметки.',
      withdrawn: 'Соглашение отозвано, все сеансы завершены. Чтобы войти снова, его нужно будет принять.',
      'password-set': 'Новый пароль сохранён. Теперь войдите с ним. Прежние сеансы завершены.',
      'recovery-over':
        'Этот запрос на восстановление уже завершён. Если новый пароль сохранён, войдите с ним. Если нет, нажмите «Забыли пароль?».',
      expired: 'Прошло больше 30 минут, поэтому начните с ИИН.',
      'new-here': 'С этим ИИН здесь входят впервые: прочитайте соглашения и поставьте две отметки.',
    },
    seconds: (count: number) => `${count} с`,
    minutes: (count: number) => `${count} мин`,
  },
  {
    title: 'Жеке кабинетке кіру',
    lead: 'Жеке кабинетке кіру үшін аутентификациядан өтіңіз',
    iin: 'ЖСН енгізіңіз',
    iinHint: '12 цифр: өтініш берген адамның ЖСН-і',
    iinHelp: 'ЖСН-ді қайдан табуға болады және кімдікі керек',
    waitHelp: 'Неге күту керек',
    liability: [
      'Мен ',
      'тараптардың жауапкершілігі туралы келісіммен',
      ' таныстым, онымен келісемін және оны ешқандай шектеусіз әрі ескертпесіз орындауға міндеттенемін',
    ],
    contacts: [
      'Мен мәліметтер, хабарландырулар мен хабарламалар алу үшін ',
      'байланыс деректерімді пайдалануға',
      ' келісемін',
    ],
    next: 'Жалғастыру',
    password: 'Құпиясөзіңіз',
    passwordLead: 'Жеке кабинеттің құпиясөзін енгізіңіз',
    forgot: 'Құпиясөзді ұмыттыңыз ба?',
    enter: 'Кіру',
    back: 'Артқа',
    forIin: 'ЖСН',
    firstVisitSummary: 'Мұнда алғаш рет кірдіңіз бе?',
    firstVisit:
      'Бала кезекке қойылғанда немесе балабақшаға қабылданғанда кабинет өздігінен ашылады. Оның құпиясөзі әлі жоқ: өз құпиясөзіңізді қою үшін «Құпиясөзді ұмыттыңыз ба?» түймесін басыңыз.',
    problems: {
      'iin-empty': 'ЖСН енгізіңіз: 12 цифр',
      'iin-length':
        'ЖСН дәл 12 цифрдан тұруы керек. Цифр қалып қойған жоқ па, артық цифр жоқ па — тексеріңіз',
      'iin-not-digits': 'ЖСН тек цифрлардан тұрады. Әріптер мен басқа таңбаларды алып тастаңыз',
      'iin-check-digit': 'ЖСН-де қате бар: бақылау цифры сәйкес келмейді. Жеке куәлігіңізбен салыстырыңыз',
      'iin-is-bin':
        'Бұл — БСН, ұйымның нөмірі. ЖСН-ді, яғни адамның нөмірін енгізіңіз: ол жеке куәлікте жазылған',
      liability: 'Келісімді оқып, белгі қойыңыз, әйтпесе кіру мүмкін емес',
      contacts: 'Белгі қойыңыз: байланыс деректерінсіз Сізге хабар бере алмаймыз',
      'password-empty': 'Құпиясөзді енгізіңіз',
      'password-too-long': 'Құпиясөз 1024 байттан ұзын. Дұрыс мәтінді қойғаныңызды тексеріңіз',
      'no-match': 'ЖСН немесе құпиясөз сәйкес келмеді',
    },
    noMatchNext:
      'Пернетақта тілін және Caps Lock пернесін тексеріңіз. Құпиясөз жоқ не ұмытылған болса, «Құпиясөзді ұмыттыңыз ба?» түймесін басыңыз.',
    waitTitle: 'Әрекет тым көп болды',
    wait: (time: string) =>
      `${time} өткен соң қайталап көріңіз. Құпиясөзді ешкім білген жоқ: біз тек болжап табуды қиындатамыз.`,
    waitForgot:
      'Күткіңіз келмесе, «Құпиясөзді ұмыттыңыз ба?» түймесін басыңыз. Бұрын кірген браузеріңізде күтудің қажеті жоқ.',
    busyTitle: 'Қазір кіріп жатқандар өте көп',
    busy: 'Құпиясөзіңіз тексерілген жоқ. Бірнеше секундтан кейін «Кіру» түймесін қайта басыңыз.',
    turnedAway:
      'Құпиясөзіңіз тексерілген жоқ, ештеңе жоғалған жоқ. Бірнеше секунд күтіп, оны қайта енгізіңіз.',
    tryAgain: 'Құпиясөзге оралу',
    backToIin: 'ЖСН енгізуге оралу',
    busyIin: 'Ештеңе жіберілген жоқ. Бірнеше секунд күтіп, ЖСН-ді қайта енгізіңіз.',
    stale: 'Бет ескіріп қалды, сондықтан ештеңе жіберілген жоқ. Түймені қайта басыңыз.',
    staleCookies: 'Бұл қайталанса, осы сайтқа cookie файлдарын қолдануға рұқсат беріңіз.',
    notices: {
      ended: 'Ұзақ уақыт ештеңе жасамағандықтан, сеанс аяқталды. Қайта кіріңіз: сол бетке ораласыз.',
      'own-recovery': 'Жақсы. Жаңа құпиясөзбен кіріңіз: бұрынғысы енді жарамайды.',
      transferred: 'Кабинет Сізге қайта ресімделді. Өз ЖСН-іңіз бен жаңа құпиясөзбен кіріңіз.',
      'signed-out': 'Сіз Жеке кабинеттен шықтыңыз.',
      'agree-again':
        'Кіру үшін келісіміңіз керек: ол қайтарып алынған немесе әлі берілмеген. Келісімдерді оқып, екі белгі қойыңыз.',
      withdrawn: 'Келісім қайтарып алынды, барлық сеанс аяқталды. Қайта кіру үшін оны қабылдау керек болады.',
      'password-set': 'Жаңа құпиясөз сақталды. Енді сонымен кіріңіз. Бұрынғы сеанстар аяқталды.',
      'recovery-over':
        'Қалпына келтірудің бұл сұрауы аяқталған. Жаңа құпиясөз сақталған болса, сонымен кіріңіз. Сақталмаса, «Құпиясөзді ұмыттыңыз ба?» түймесін басыңыз.',
      expired: '30 минуттан көп уақыт өтті, сондықтан ЖСН-нен қайта бастаңыз.',
      'new-here': 'Осы ЖСН-мен мұнда алғаш рет кіріп тұрсыз: келісімдерді оқып, екі белгі қойыңыз.',
    },
    seconds: (count: number) => `${count} секунд`,
    minutes: (count: number) => `${count} мин`,
  },
  {
    title: 'Sign in to your personal account',
    lead: 'To enter your personal account, confirm who you are',
    iin: 'Enter your IIN',
    iinHint: '12 digits: the IIN of the person who applied',
    iinHelp: 'Where to find the IIN and whose it must be',
    waitHelp: 'Why there is a wait',
    liability: [
      'I have read the ',
      'agreement on the responsibility of the parties',
      ', accept it and will keep to it without restrictions or reservations',
    ],
    contacts: ['I agree to the ', 'use of my contact details', ' to receive information, alerts and notices'],
    next: 'Continue',
    password: 'Your password',
    passwordLead: 'Enter the password of your personal account',
    forgot: 'Forgot your password?',
    enter: 'Sign in',
    back: 'Back',
    forIin: 'IIN',
    firstVisitSummary: 'Here for the first time?',
    firstVisit:
      'An account is made by itself when a child joins the queue or a kindergarten. It has no password yet: press “Forgot your password?” to set your own.',
    problems: {
      'iin-empty': 'Enter your IIN: 12 digits',
      'iin-length': 'An IIN has exactly 12 digits. Check whether one is missing or one is too many',
      'iin-not-digits': 'An IIN has digits only. Remove letters and other signs',
      'iin-check-digit':
        'There is a mistake in this IIN: its check digit does not fit. Compare it with your identity card',
      'iin-is-bin':
        'This is a BIN, the number of an organisation. Enter an IIN, a person’s number: it is on your identity card',
      liability: 'Read the agreement and tick the box: you cannot sign in without it',
      contacts: 'Tick the box: without contact details we cannot warn you',
      'password-empty': 'Enter your password',
      'password-too-long': 'The password is longer than 1024 bytes. Check that you pasted the right text',
      'no-match': 'The IIN or the password did not match',
    },
    noMatchNext:
      'Check the keyboard layout and Caps Lock. If there is no password or you forgot it, press “Forgot your password?”.',
    waitTitle: 'Too many attempts',
    wait: (time: string) =>
      `Try again in ${time}. Nobody has learnt the password: we only slow down guessing.`,
    waitForgot:
      'Would you rather not wait? Press “Forgot your password?”. A browser you have signed in with before does not wait.',
    busyTitle: 'Very many people are signing in now',
    busy: 'Your password was not checked. Press “Sign in” again in a few seconds.',
    turnedAway: 'Your password was not checked, and nothing is lost. Wait a few seconds and type it again.',
    tryAgain: 'Back to the password',
    backToIin: 'Return to entering the IIN',
    busyIin: 'Nothing was sent. Wait a few seconds and type the IIN again.',
    stale: 'The page was out of date, so nothing was sent. Press the button again.',
    staleCookies: 'If this happens again, allow cookies for this site.',
    notices: {
      ended:
        'Your session ended because nothing happened for a while. Sign in again: you will return to the same page.',
      'own-recovery': 'Good. Sign in with the new password: the previous one no longer works.',
      transferred: 'The account is yours now. Sign in with your IIN and the new password.',
      'signed-out': 'You have signed out of your personal account.',
      'agree-again':
        'Your consent is needed to sign in: it was withdrawn or not given yet. Read the agreements and tick both boxes.',
      withdrawn:
        'The agreement is withdrawn and all sessions have ended. To sign in again, you will need to accept it.',
      'password-set': 'Your new password is saved. Now sign in with it. All earlier sessions have ended.',
      'recovery-over':
        'This recovery is over. If the new password was saved, sign in with it. If not, press “Forgot your password?”.',
      expired: 'More than 30 minutes have passed, so please start with the IIN.',
      'new-here': 'This IIN is new in this browser: read the agreements and tick both boxes.',
    },
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
  },
)

export type SignInProblem = keyof ReturnType<typeof signInWords>['problems']
