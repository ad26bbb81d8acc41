import { numbers } from '../numbers.ts'
import type { Situation } from '../situation.ts'

const { newAppHours } = numbers

export const lostPhone: Situation = {
  ru: {
    title: 'Телефон потерян или украден',
    situation: 'Телефон с приложением ED24.kz потерян, украден или попал в чужие руки',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Позвоните своему оператору и заблокируйте сим-карту. Новую с тем же номером он выдаст по удостоверению личности.',
          'Войдите в кабинет с компьютера или другого телефона, откройте «Безопасность» и удалите потерянный телефон в списке «Приложения ED24».',
          'Там же завершите сеансы, которых не узнаёте, и смените пароль.',
          'Пришло сообщение о запросе, который сделали не Вы? Нажмите «Это не я».',
          'Активируйте приложение на новом телефоне.',
        ],
      },
      { kind: 'go', label: 'Открыть «Безопасность»', to: 'security' },
      {
        kind: 'text',
        text: `Пароля не помните? Восстановите его с новым телефоном. Прежнее приложение сначала спросят, это ли Вы, поэтому коды появятся через ${newAppHours} ч. Потом кабинет может недолго быть ограничен: вход и лента работают, а защиту менять нельзя.`,
      },
      { kind: 'contact', text: 'Не можете войти, а телефон у чужого человека? Обратитесь сразу:' },
      { kind: 'see', situation: 'new-phone' },
      { kind: 'see', situation: 'limited-mode' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords:
      'потерял потеряла потеряли украли кража утеря телефон пропал сломался заблокировать сим-карту симка вор удалить приложение',
  },
  kk: {
    title: 'Телефон жоғалды немесе ұрланды',
    situation: 'ED24.kz қосымшасы бар телефон жоғалды, ұрланды немесе бөтен біреудің қолында',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Операторыңызға қоңырау шалып, сим-картаны бұғаттаңыз. Нөмірі сол қалпындағы жаңа картаны жеке куәлікпен береді.',
          'Кабинетке компьютерден немесе басқа телефоннан кіріп, «Қауіпсіздік» бөлімін ашыңыз да, «ED24 қосымшалары» тізімінен жоғалған телефонды жойыңыз.',
          'Сол жерде таныс емес сеанстарды аяқтап, құпиясөзді ауыстырыңыз.',
          'Сіз жасамаған сұрау туралы хабарлама келді ме? «Бұл мен емес» түймесін басыңыз.',
          'Жаңа телефонда қосымшаны іске қосыңыз.',
        ],
      },
      { kind: 'go', label: '«Қауіпсіздік» бөлімін ашу', to: 'security' },
      {
        kind: 'text',
        text: `Құпиясөз есіңізде жоқ па? Оны жаңа телефон арқылы қалпына келтіріңіз. Алдымен бұрынғы қосымшадан бұл Сіз бе деп сұралады, сондықтан кодтар ${newAppHours} сағаттан кейін шығады. Содан соң кабинет біраз уақыт шектеулі болуы мүмкін: кіру мен таспа жұмыс істейді, ал қорғанысты өзгертуге болмайды.`,
      },
      { kind: 'contact', text: 'Кіре алмайсыз, ал телефон бөтен адамда ма? Бірден хабарласыңыз:' },
      { kind: 'see', situation: 'new-phone' },
      { kind: 'see', situation: 'limited-mode' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords:
      'жоғалттым жоғалтып алдым телефонымды ұрлап кетті ұрлық сынып қалды сим-картаны бұғаттау қосымшаны жою',
  },
  en: {
    title: 'My phone is lost or stolen',
    situation: 'The phone with the ED24.kz app is lost, stolen or in somebody else’s hands',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Call your operator and have the SIM card blocked. They give you a new one with the same number on your identity card.',
          'Sign in from a computer or another phone, open “Security” and remove the lost phone from “ED24 apps”.',
          'End the sessions that you do not know and change the password there.',
          'A message about a request that was not yours? Tap “It’s not me”.',
          'Activate the app on your new phone.',
        ],
      },
      { kind: 'go', label: 'Open “Security”', to: 'security' },
      {
        kind: 'text',
        text: `You do not remember the password? Recover it with the new phone. The old app is first asked whether it is you, so codes appear after ${newAppHours} hours. Then the account may be limited for a while: signing in and the feed work, but protection cannot be changed.`,
      },
      { kind: 'contact', text: 'You cannot sign in, and a stranger has the phone? Ask at once:' },
      { kind: 'see', situation: 'new-phone' },
      { kind: 'see', situation: 'limited-mode' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords: 'lost my phone stole theft thief missing broken phone block sim card remove the app',
  },
}
