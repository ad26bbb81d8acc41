import { numbers } from '../numbers.ts'
import type { Situation } from '../situation.ts'

const { alertsADay, newAppHours } = numbers

export const noticeDidNotCome: Situation = {
  ru: {
    title: 'Уведомление не пришло',
    situation: 'Я восстанавливаю пароль, но уведомление с кодом на телефон не пришло',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Откройте приложение ED24.kz сами: запрос стоит там, даже если уведомление не всплыло. Нажмите «Показать код».',
          'Приложения нет или номер в нём не зарегистрирован? На странице восстановления найдите «Приложения нет»: установите приложение, введите в нём свой номер и одноразовый пароль со страницы.',
          `Запроса в приложении нет? Нажмите на странице «Отправить» ещё раз. Всплывающих уведомлений в сутки не больше ${alertsADay}, но сам запрос появится. Если запросов слишком много, приложение попросит номер: введите две цифры со страницы.`,
          `Написано «Коды пока не приходят на этот телефон»? Нажмите «Это я» в приложении, которое активировали раньше. Если его нет, коды появятся через ${newAppHours} ч.`,
          'Проверьте ИИН: код получает только тот, кто подавал заявление.',
        ],
      },
      {
        kind: 'text',
        text: 'Номер на странице Вам не знаком или больше не действует? Обновите его.',
      },
      { kind: 'go', label: 'Обновить номер', to: 'transfer' },
      { kind: 'contact', text: 'Ничего не помогло? Обратитесь:' },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'new-phone' },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords:
      'не приходит код подтверждения не приходят коды смс sms пуш сообщение нет кода нет уведомления отправить повторно одноразовый пароль qr',
  },
  kk: {
    title: 'Хабарлама келмеді',
    situation: 'Құпиясөзді қалпына келтіріп жатырмын, бірақ телефонға коды бар хабарлама келмеді',
    solution: [
      {
        kind: 'steps',
        steps: [
          'ED24.kz қосымшасын өзіңіз ашыңыз: хабарлама экранға шықпаса да, сұрау сонда тұрады. «Кодты көрсету» түймесін басыңыз.',
          'Қосымша жоқ па немесе нөмір онда тіркелмеген бе? Қалпына келтіру бетінен «Қосымша жоқ» бөлігін табыңыз: қосымшаны орнатып, нөміріңіз бен беттегі бір реттік құпиясөзді енгізіңіз.',
          `Қосымшада сұрау жоқ па? Беттегі «Жіберу» түймесін қайта басыңыз. Экранға тәулігіне ең көбі ${alertsADay} хабарлама шығады, бірақ сұраудың өзі қосымшада көрінеді. Сұрау тым көп болса, қосымша нөмірін сұрайды: беттегі екі цифрды енгізіңіз.`,
          `«Кодтар әзірге бұл телефонға келмейді» деп жазылған ба? Бұрын іске қосылған қосымшада «Бұл мен» түймесін басыңыз. Ондай қосымша болмаса, кодтар ${newAppHours} сағаттан кейін шығады.`,
          'ЖСН-ді тексеріңіз: код өтініш берген адамға ғана келеді.',
        ],
      },
      { kind: 'text', text: 'Беттегі нөмір Сізге таныс емес пе немесе енді жарамсыз ба? Оны жаңартыңыз.' },
      { kind: 'go', label: 'Нөмірді жаңарту', to: 'transfer' },
      { kind: 'contact', text: 'Ештеңе көмектеспеді ме? Хабарласыңыз:' },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'new-phone' },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords:
      'код келмейді келмей жатыр келмеді растау коды смс sms код жоқ хабарлама жоқ қайта жіберу бір реттік құпиясөз qr',
  },
  en: {
    title: 'The notice did not come',
    situation: 'I am recovering the password, but no notice with a code has come to my phone',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Open the ED24.kz app yourself: the request is there even if no notice popped up. Tap “Show code”.',
          'You have no app, or the number is not registered in it? Find “I do not have the app” on the recovery page: install the app and enter your number and the page’s one-time password in it.',
          `The app shows no request? Press “Send” on the page once more. At most ${alertsADay} notices pop up a day, but the request itself will be there. Where there are too many requests, the app asks for a number: type the two digits from the page.`,
          `It says “Codes do not arrive on this phone yet”? Tap “It’s me” in the app that was activated earlier. If you no longer have it, codes appear after ${newAppHours} hours.`,
          'Check the IIN: only the person who applied gets the code.',
        ],
      },
      { kind: 'text', text: 'You do not know the number on the page, or it no longer works? Update it.' },
      { kind: 'go', label: 'Update the number', to: 'transfer' },
      { kind: 'contact', text: 'Nothing helped? Ask here:' },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'new-phone' },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords:
      'no code code does not come not coming arrive confirmation code sms text message push notification not received send again one-time password qr',
  },
}
