import { catalogue, type Language } from '../domain/language.ts'
import { transferEventWords } from './event-words-of-transfer.ts'

/** Title and advice of each security event: the same in the feed, the companion app, an SMS and a mail. */
export const eventWords = (language: Language) => ({
  ...ownEventWords(language),
  ...transferEventWords(language),
})

const ownEventWords = catalogue(
  {
    'signed-in-new-browser': [
      'Вход с нового браузера',
      'Если это были не Вы, смените пароль и завершите чужие сеансы в разделе «Безопасность».',
    ],
    'signed-in-after-failures': [
      'Вход после нескольких неверных паролей',
      'Если неверные пароли вводили не Вы, смените пароль в разделе «Безопасность».',
    ],
    'password-changed': ['Пароль изменён', 'Если это были не Вы, сразу обратитесь за помощью.'],
    'session-ended': ['Сеанс завершён', 'Вы завершили один из сеансов.'],
    'other-sessions-ended': ['Другие сеансы завершены', 'Вы вышли из кабинета во всех других браузерах.'],
    'recovery-asked': [
      'Запрос на восстановление пароля',
      'Если это не Вы, нажмите «Это не я» в приложении ED24. Код никому не называйте.',
    ],
    'recovery-refused': ['Запрос на восстановление отклонён', 'Пароль остался прежним.'],
    'password-recovered': [
      'Пароль восстановлен',
      'Все сеансы завершены. Если это были не Вы, введите на входе прежний пароль и нажмите «Это не я».',
    ],
    'app-activated': [
      'Приложение ED24 активировано',
      'Если это были не Вы, удалите его в разделе «Безопасность».',
    ],
    'app-waits': [
      'Новое приложение ждёт подтверждения',
      'Кодов оно пока не показывает. Ответьте «Это я» или «Это не я» в приложении, которое активировали раньше.',
    ],
    'app-approved': ['Новое приложение подтверждено', 'Теперь оно показывает коды подтверждения.'],
    'app-removed': ['Приложение удалено', 'Коды и уведомления в него больше не приходят.'],
    'limited-started': [
      'Кабинет временно ограничен',
      'Вход и лента работают. Номер, приложения и настройки защиты пока изменить нельзя.',
    ],
    'limited-ended': ['Ограничения сняты', 'Кабинет снова работает полностью.'],
    contested: [
      'Смену пароля оспорили',
      'Человек с прежним паролем сообщил, что менял его не он. До решения сотрудника кабинет ограничен.',
    ],
    frozen: ['Кабинет заморожен', 'До решения сотрудника работает только помощь.'],
    'case-decided': [
      'По обращению принято решение',
      'Если кабинет возвращён прежнему владельцу, пароль, приложения и код на бумаге, появившиеся за это время, больше не действуют. Если Вы с решением не согласны, обратитесь за помощью.',
    ],
    'consent-withdrawn': [
      'Согласие отозвано',
      'При следующем входе его нужно будет дать снова. Если отозвали не Вы, смените пароль.',
    ],
    'printed-code-made': [
      'Напечатан код восстановления',
      'Прежний такой код больше не действует. Если это были не Вы, смените пароль и напечатайте новый.',
    ],
    'printed-code-used': [
      'Пароль восстановлен кодом с бумаги',
      'Все сеансы завершены. Код больше не действует: напечатайте новый в разделе «Безопасность». Если это были не Вы, введите на входе прежний пароль и нажмите «Это не я».',
    ],
    'address-added': ['Добавлен адрес для уведомлений', 'Если это были не Вы, удалите его и смените пароль.'],
    'address-removed': [
      'Адрес для уведомлений удалён',
      'Если это были не Вы, смените пароль и добавьте его снова.',
    ],
  },
  {
    'signed-in-new-browser': [
      'Жаңа браузерден кіру',
      'Бұл Сіз болмасаңыз, құпиясөзді ауыстырып, «Қауіпсіздік» бөлімінде бөтен сеанстарды аяқтаңыз.',
    ],
    'signed-in-after-failures': [
      'Бірнеше қате құпиясөзден кейін кіру',
      'Қате құпиясөздерді енгізген Сіз болмасаңыз, «Қауіпсіздік» бөлімінде құпиясөзді ауыстырыңыз.',
    ],
    'password-changed': ['Құпиясөз ауыстырылды', 'Бұл Сіз болмасаңыз, бірден көмек сұраңыз.'],
    'session-ended': ['Сеанс аяқталды', 'Сіз сеанстардың бірін аяқтадыңыз.'],
    'other-sessions-ended': [
      'Басқа сеанстар аяқталды',
      'Сіз басқа браузерлердің бәрінде кабинеттен шықтыңыз.',
    ],
    'recovery-asked': [
      'Құпиясөзді қалпына келтіру сұрауы',
      'Бұл Сіз болмасаңыз, ED24 қосымшасында «Бұл мен емес» түймесін басыңыз. Кодты ешкімге айтпаңыз.',
    ],
    'recovery-refused': ['Қалпына келтіру сұрауы қабылданбады', 'Құпиясөз өзгерген жоқ.'],
    'password-recovered': [
      'Құпиясөз қалпына келтірілді',
      'Барлық сеанс аяқталды. Бұл Сіз болмасаңыз, кіру бетінде бұрынғы құпиясөзді енгізіп, «Бұл мен емес» түймесін басыңыз.',
    ],
    'app-activated': [
      'ED24 қосымшасы іске қосылды',
      'Бұл Сіз болмасаңыз, оны «Қауіпсіздік» бөлімінде жойыңыз.',
    ],
    'app-waits': [
      'Жаңа қосымша растауды күтіп тұр',
      'Ол әзірге код көрсетпейді. Бұрын іске қосқан қосымшаңызда «Бұл мен» немесе «Бұл мен емес» деп жауап беріңіз.',
    ],
    'app-approved': ['Жаңа қосымша расталды', 'Енді ол растау кодтарын көрсетеді.'],
    'app-removed': ['Қосымша жойылды', 'Оған кодтар мен хабарламалар енді келмейді.'],
    'limited-started': [
      'Кабинет уақытша шектелді',
      'Кіру мен таспа жұмыс істейді. Нөмірді, қосымшаларды және қорғаныс баптауларын әзірге өзгертуге болмайды.',
    ],
    'limited-ended': ['Шектеулер алынды', 'Кабинет қайтадан толық жұмыс істейді.'],
    contested: [
      'Құпиясөздің ауысуына қарсылық білдірілді',
      'Бұрынғы құпиясөзді білетін адам оны өзі ауыстырмағанын хабарлады. Қызметкер шешім қабылдағанша кабинет шектеулі.',
    ],
    frozen: ['Кабинет тоқтатып қойылды', 'Қызметкер шешім қабылдағанша тек көмек жұмыс істейді.'],
    'case-decided': [
      'Жолданым бойынша шешім қабылданды',
      'Кабинет бұрынғы иесіне қайтарылса, осы уақытта пайда болған құпиясөз, қосымшалар және қағаздағы код енді жарамайды. Шешіммен келіспесеңіз, көмек сұраңыз.',
    ],
    'consent-withdrawn': [
      'Келісім қайтарып алынды',
      'Келесі рет кіргенде оны қайта беру керек болады. Қайтарып алған Сіз болмасаңыз, құпиясөзді ауыстырыңыз.',
    ],
    'printed-code-made': [
      'Қалпына келтіру коды басып шығарылды',
      'Бұрынғы код енді жарамайды. Бұл Сіз болмасаңыз, құпиясөзді ауыстырып, жаңа код басып шығарыңыз.',
    ],
    'printed-code-used': [
      'Құпиясөз қағаздағы кодпен қалпына келтірілді',
      'Барлық сеанс аяқталды. Код енді жарамайды: «Қауіпсіздік» бөлімінде жаңасын басып шығарыңыз. Бұл Сіз болмасаңыз, кіру бетінде бұрынғы құпиясөзді енгізіп, «Бұл мен емес» түймесін басыңыз.',
    ],
    'address-added': [
      'Хабарлама мекенжайы қосылды',
      'Бұл Сіз болмасаңыз, оны жойып, құпиясөзді ауыстырыңыз.',
    ],
    'address-removed': [
      'Хабарлама мекенжайы жойылды',
      'Бұл Сіз болмасаңыз, құпиясөзді ауыстырып, оны қайта қосыңыз.',
    ],
  },
  {
    'signed-in-new-browser': [
      'Sign-in from a new browser',
      'If it was not you, change your password and end the other sessions under “Security”.',
    ],
    'signed-in-after-failures': [
      'Sign-in after several wrong passwords',
      'If the wrong passwords were not yours, change your password under “Security”.',
    ],
    'password-changed': ['Password changed', 'If it was not you, ask for help at once.'],
    'session-ended': ['Session ended', 'You ended one of your sessions.'],
    'other-sessions-ended': ['Other sessions ended', 'You signed out in all other browsers.'],
    'recovery-asked': [
      'Request to recover the password',
      'If it was not you, press “It’s not me” in the ED24 app. Tell the code to nobody.',
    ],
    'recovery-refused': ['Recovery request refused', 'The password has not changed.'],
    'password-recovered': [
      'Password recovered',
      'All sessions have ended. If it was not you, enter the previous password at sign-in and press “It was not me”.',
    ],
    'app-activated': ['ED24 app activated', 'If it was not you, remove it under “Security”.'],
    'app-waits': [
      'A new app waits for your approval',
      'It shows no codes yet. Answer “It’s me” or “It’s not me” in the app that you activated earlier.',
    ],
    'app-approved': ['New app approved', 'It now shows confirmation codes.'],
    'app-removed': ['App removed', 'It no longer gets codes or notices.'],
    'limited-started': [
      'Your account is limited for a while',
      'Sign-in and the feed work. The number, apps and security settings cannot be changed yet.',
    ],
    'limited-ended': ['Limits lifted', 'Your account works in full again.'],
    contested: [
      'The password change is contested',
      'Somebody with the previous password says that they did not change it. The account is limited until a person decides.',
    ],
    frozen: ['Account frozen', 'Only help works until a person decides.'],
    'case-decided': [
      'Your case has been decided',
      'If the account went back to its former holder, the password, apps and recovery code on paper that came meanwhile no longer work. If you disagree, ask for help.',
    ],
    'consent-withdrawn': [
      'Consent withdrawn',
      'The next sign-in will ask for it again. If it was not you, change your password.',
    ],
    'printed-code-made': [
      'Recovery code printed',
      'An earlier one no longer works. If it was not you, change your password and print a new code.',
    ],
    'printed-code-used': [
      'Password recovered with the code on paper',
      'All sessions have ended. The code is used up: print a new one under “Security”. If it was not you, enter the previous password at sign-in and press “It was not me”.',
    ],
    'address-added': ['Address for notices added', 'If it was not you, remove it and change your password.'],
    'address-removed': [
      'Address for notices removed',
      'If it was not you, change your password and add it again.',
    ],
  },
)
