import { catalogue } from '../domain/language.ts'

/** Words around a one-time password on a public page, which binds the app to a number. */
export const oneTimeWords = catalogue(
  {
    register: 'Зарегистрируйте номер в приложении',
    registerHow: (phone: string) =>
      `Введите в приложении номер ${phone} целиком, затем отсканируйте QR\u2011код или введите одноразовый пароль.`,
    password: 'Одноразовый пароль',
    qr: 'QR-код для приложения ED24.kz',
    open: 'Открыть в ED24',
    openHow: 'Если приложение на этом же телефоне:',
    left: (minutes: number, time: string) => `Действует ещё ${minutes} мин, до ${time}.`,
    over: 'Одноразовый пароль больше не действует.',
    renew: 'Получить новый',
    registered: 'Номер зарегистрирован в приложении!',
    registeredNext: 'Теперь откройте запрос в приложении и нажмите «Показать код».',
    check: 'Я зарегистрировал номер',
  },
  {
    register: 'Нөміріңізді қосымшада тіркеңіз',
    registerHow: (phone: string) =>
      `Қосымшада ${phone} нөмірін толық енгізіңіз, содан кейін QR\u2011кодты сканерлеңіз немесе бір реттік құпиясөзді енгізіңіз.`,
    password: 'Бір реттік құпиясөз',
    qr: 'ED24.kz қосымшасына арналған QR-код',
    open: 'ED24-те ашу',
    openHow: 'Қосымша осы телефонда болса:',
    left: (minutes: number, time: string) => `Тағы ${minutes} мин жарамды, аяқталатын уақыты: ${time}.`,
    over: 'Бір реттік құпиясөз енді жарамсыз.',
    renew: 'Жаңасын алу',
    registered: 'Нөмір қосымшада тіркелді!',
    registeredNext: 'Енді қосымшадағы сұрауды ашып, «Кодты көрсету» түймесін басыңыз.',
    check: 'Мен нөмірді тіркедім',
  },
  {
    register: 'Register your number in the app',
    registerHow: (phone: string) =>
      `In the app, enter the whole number ${phone}, then scan the QR code or enter the one-time password.`,
    password: 'One-time password',
    qr: 'QR code for the ED24.kz app',
    open: 'Open in ED24',
    openHow: 'If the app is on this phone:',
    left: (minutes: number, time: string) => `Valid for ${minutes} more min, until ${time}.`,
    over: 'The one-time password is no longer valid.',
    renew: 'Get a new one',
    registered: 'The number is registered in the app!',
    registeredNext: 'Now open the request in the app and tap “Show code”.',
    check: 'I have registered the number',
  },
)
