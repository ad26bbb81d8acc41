import type { Situation } from '../situation.ts'

export const numberNotMine: Situation = {
  ru: {
    title: 'Номер не мой или больше не действует',
    situation:
      'Номер телефона, указанный при подаче заявления, не мой, больше не действителен или я его не помню',
    solution: [
      {
        kind: 'text',
        text: 'Нажмите «Обновить номер». Вы ответите на вопросы о ребёнке и переоформите кабинет на свой ИИН и номер, который у Вас сейчас.',
      },
      { kind: 'go', label: 'Обновить номер', to: 'transfer' },
      { kind: 'text', text: 'Приготовьте заранее:' },
      {
        kind: 'list',
        items: [
          'ИИН ребёнка;',
          'свидетельство о рождении: понадобится его номер;',
          'ИИН мамы и папы, которые записаны в свидетельстве;',
          'месяц и год, когда ребёнок встал в очередь или пошёл в детский сад;',
          'телефон с номером, который записан за Вами в БМГ (База мобильных граждан).',
        ],
      },
      { kind: 'contact', text: 'Чего-то из этого нет? Вам помогут. Обратитесь:' },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'child-iin-unknown' },
      { kind: 'see', situation: 'bmg' },
      { kind: 'see', situation: 'not-a-parent' },
    ],
    keywords:
      'не помню номер забыл забыла номер чужой номер старый номер новый номер нет доступа к номеру незнакомый номер сменил сменила поменял поменяла номер обновить номер изменить номер другой сим симка переоформить переоформление',
  },
  kk: {
    title: 'Нөмір менікі емес немесе енді жарамсыз',
    situation:
      'Өтініш бергенде көрсетілген телефон нөмірі менікі емес, енді жарамсыз немесе қай нөмір екені есімде жоқ',
    solution: [
      {
        kind: 'text',
        text: '«Нөмірді жаңарту» түймесін басыңыз. Бала туралы сұрақтарға жауап беріп, кабинетті өз ЖСН-іңізге және қазіргі нөміріңізге қайта ресімдейсіз.',
      },
      { kind: 'go', label: 'Нөмірді жаңарту', to: 'transfer' },
      { kind: 'text', text: 'Алдын ала дайындап қойыңыз:' },
      {
        kind: 'list',
        items: [
          'баланың ЖСН-і;',
          'туу туралы куәлік: оның нөмірі керек болады;',
          'куәлікте жазылған анасы мен әкесінің ЖСН-дері;',
          'бала кезекке тұрған немесе балабақшаға бара бастаған ай мен жыл;',
          'МАБ\u2011та (Мобильді азаматтар базасында) Сізге тіркелген нөмірі бар телефон.',
        ],
      },
      { kind: 'contact', text: 'Осылардың бірі болмаса, Сізге көмектеседі. Хабарласыңыз:' },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'child-iin-unknown' },
      { kind: 'see', situation: 'bmg' },
      { kind: 'see', situation: 'not-a-parent' },
    ],
    keywords:
      'нөмір есімде жоқ ұмыттым бөтен нөмір ескі нөмір жаңа нөмір таныс емес нөмір өзгенің нөмірі нөмірді ауыстырдым нөмірді өзгерту сим карта қайта ресімдеу',
  },
  en: {
    title: 'The number is not mine or no longer works',
    situation:
      'The phone number given with the application is not mine, is no longer in use, or I do not remember it',
    solution: [
      {
        kind: 'text',
        text: 'Press “Update the number”. You answer questions about the child and move the account to your own IIN and the number you have now.',
      },
      { kind: 'go', label: 'Update the number', to: 'transfer' },
      { kind: 'text', text: 'Have ready:' },
      {
        kind: 'list',
        items: [
          'the child’s IIN;',
          'the birth certificate: you will need its number;',
          'the IINs of the mother and the father recorded in the certificate;',
          'the month and year when the child joined the queue or started kindergarten;',
          'a phone with the number that BMG (the mobile-citizens register) holds for you.',
        ],
      },
      { kind: 'contact', text: 'Something is missing? You will be helped. Ask here:' },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'child-iin-unknown' },
      { kind: 'see', situation: 'bmg' },
      { kind: 'see', situation: 'not-a-parent' },
    ],
    keywords:
      'forgot the number do not remember wrong number unknown number someone else’s stranger’s number old number changed my number new number update change sim card transfer',
  },
}
