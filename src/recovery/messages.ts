import { catalogue } from '../domain/language.ts'

export const recoveryWords = catalogue(
  {
    title: 'Восстановление забытого пароля',
    home: 'Главная',
    cabinet: 'Личный кабинет',
    soonTitle: 'Здесь Вы сможете задать новый пароль сами',
    soon: 'Эта страница ещё готовится. Пока пароль поможет восстановить человек:',
    contact: 'Куда обратиться',
    willTitle: 'Как это будет работать',
    will: [
      'Если приложение ED24.kz уже есть на Вашем телефоне, в него придёт код подтверждения.',
      'Если приложения нет, Вы установите его и зарегистрируете номер по QR-коду или одноразовому паролю с этой страницы.',
      'Если номер не Ваш, Вы ответите на вопросы о ребёнке и переоформите кабинет на свой ИИН и номер.',
    ],
    prepare:
      'Приготовьте удостоверение личности и телефон. Никому не называйте свой пароль: его никогда не спрашивают.',
    back: 'Вернуться ко входу',
  },
  {
    title: 'Ұмытылған құпиясөзді қалпына келтіру',
    home: 'Басты бет',
    cabinet: 'Жеке кабинет',
    soonTitle: 'Мұнда жаңа құпиясөзді өзіңіз қоя аласыз',
    soon: 'Бұл бет әлі дайындалып жатыр. Әзірге құпиясөзді қалпына келтіруге адам көмектеседі:',
    contact: 'Қайда хабарласу керек',
    willTitle: 'Бұл қалай жұмыс істейді',
    will: [
      'ED24.kz қосымшасы телефоныңызда бар болса, оған растау коды келеді.',
      'Қосымша жоқ болса, оны орнатып, нөміріңізді осы беттегі QR-код немесе бір реттік құпиясөз арқылы тіркейсіз.',
      'Нөмір Сіздікі болмаса, бала туралы сұрақтарға жауап беріп, кабинетті өз ЖСН-іңіз бен нөміріңізге қайта ресімдейсіз.',
    ],
    prepare:
      'Жеке куәлігіңіз бен телефоныңызды дайындап қойыңыз. Құпиясөзіңізді ешкімге айтпаңыз: оны ешқашан сұрамайды.',
    back: 'Кіру бетіне оралу',
  },
  {
    title: 'Recovering a forgotten password',
    home: 'Home',
    cabinet: 'Personal account',
    soonTitle: 'Here you will be able to set a new password yourself',
    soon: 'This page is still being prepared. Until then, a person will help you get your password back:',
    contact: 'Whom to contact',
    willTitle: 'How it will work',
    will: [
      'If the ED24.kz app is on your phone, a confirmation code arrives there.',
      'If it is not, you install it and register your number with the QR code or the one-time password from this page.',
      'If the number is not yours, you answer questions about the child and move the account to your own IIN and number.',
    ],
    prepare:
      'Have your identity card and phone ready. Never tell anyone your password: nobody will ever ask for it.',
    back: 'Back to sign-in',
  },
)
