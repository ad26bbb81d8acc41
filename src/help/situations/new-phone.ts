import { numbers } from '../numbers.ts'
import type { Situation } from '../situation.ts'

const { appsPerAccount, newAppHours } = numbers

export const newPhone: Situation = {
  ru: {
    title: 'У меня новый телефон',
    situation: 'Приложение ED24.kz было на прежнем телефоне, а теперь у меня новый',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Установите ED24.kz на новый телефон: перенести приложение вместе с данными нельзя, его активируют заново.',
          'Помните пароль? Войдите в кабинет и активируйте приложение: страница покажет QR\u2011код и одноразовый пароль. Коды будут приходить сразу.',
          'Не помните? Нажмите «Забыли пароль?» и выполните шаги «Приложения нет». Если прежний телефон у Вас, нажмите в нём «Это я».',
          `Прежнего телефона нет? Ничего не нажимайте: коды появятся на новом через ${newAppHours} ч.`,
        ],
      },
      { kind: 'go', label: 'Активировать приложение', to: 'activation' },
      {
        kind: 'text',
        text: `К кабинету можно подключить телефонов: ${appsPerAccount}. Прежний удалите в разделе «Безопасность», «Приложения ED24».`,
      },
      { kind: 'contact', text: 'Ждать нельзя или не получается? Обратитесь:' },
      { kind: 'see', situation: 'lost-phone' },
      { kind: 'see', situation: 'number-not-mine' },
    ],
    keywords:
      'сменил сменила поменял поменяла купил купила телефон другой телефон старый телефон перенести установить приложение ed24 активировать активация одноразовый пароль qr-код',
  },
  kk: {
    title: 'Менде жаңа телефон',
    situation: 'ED24.kz қосымшасы бұрынғы телефонда болған, енді менде жаңа телефон',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Жаңа телефонға ED24.kz қосымшасын орнатыңыз: оны деректерімен бірге көшіруге болмайды, қайта іске қосу керек.',
          'Құпиясөз есіңізде ме? Кабинетке кіріп, қосымшаны іске қосыңыз: бет QR\u2011код пен бір реттік құпиясөзді көрсетеді. Кодтар бірден келе бастайды.',
          'Есіңізде жоқ па? «Құпиясөзді ұмыттыңыз ба?» түймесін басып, «Қосымша жоқ» қадамдарын орындаңыз. Бұрынғы телефон қолыңызда болса, сонда «Бұл мен» түймесін басыңыз.',
          `Бұрынғы телефон жоқ па? Ештеңе баспаңыз: кодтар жаңасында ${newAppHours} сағаттан кейін шығады.`,
        ],
      },
      { kind: 'go', label: 'Қосымшаны іске қосу', to: 'activation' },
      {
        kind: 'text',
        text: `Кабинетке қосуға болатын телефон саны: ${appsPerAccount}. Бұрынғысын «Қауіпсіздік» бөлімінде, «ED24 қосымшалары» тізімінен жойыңыз.`,
      },
      { kind: 'contact', text: 'Күтуге болмай ма немесе болмай жатыр ма? Хабарласыңыз:' },
      { kind: 'see', situation: 'lost-phone' },
      { kind: 'see', situation: 'number-not-mine' },
    ],
    keywords:
      'телефон ауыстырдым ауыстыру телефон сатып алдым басқа телефон ескі телефон көшіру орнату қосымша ed24 іске қосу бір реттік құпиясөз qr-код',
  },
  en: {
    title: 'I have a new phone',
    situation: 'The ED24.kz app was on my old phone, and now I have a new one',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Install ED24.kz on the new phone: the app cannot be moved with its data, it is activated anew.',
          'You remember the password? Sign in and activate the app: the page shows a QR code and a one-time password. Codes come at once.',
          'You do not? Press “Forgot your password?” and take the steps of “I do not have the app”. If the old phone is with you, tap “It’s me” on it.',
          `The old phone is gone? Press nothing: codes appear on the new one after ${newAppHours} hours.`,
        ],
      },
      { kind: 'go', label: 'Activate the app', to: 'activation' },
      {
        kind: 'text',
        text: `Phones that one account can have: ${appsPerAccount}. Remove the old one in “Security”, “ED24 apps”.`,
      },
      { kind: 'contact', text: 'You cannot wait, or it does not work? Ask here:' },
      { kind: 'see', situation: 'lost-phone' },
      { kind: 'see', situation: 'number-not-mine' },
    ],
    keywords:
      'changed bought another phone old phone switch move install app ed24 activate activation one-time password qr code',
  },
}
