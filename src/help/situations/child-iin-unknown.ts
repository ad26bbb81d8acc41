import type { Situation } from '../situation.ts'

export const childIinUnknown: Situation = {
  ru: {
    title: 'Где узнать ИИН ребёнка',
    situation: 'Страница просит ИИН ребёнка, а я его не знаю',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Посмотрите в свидетельстве о рождении: ИИН, 12 цифр, напечатан рядом с именем ребёнка.',
          'Свидетельства нет под рукой? Откройте eGov mobile или eGov.kz под своим ИИН: свидетельство ребёнка стоит в цифровых документах.',
          'Свидетельство старое и ИИН в нём нет? Его скажут в ЦОН: возьмите удостоверение личности и свидетельство ребёнка.',
        ],
      },
      { kind: 'go', label: 'Ввести ИИН ребёнка', to: 'transfer' },
      { kind: 'contact', text: 'ИИН есть, но страница его не принимает? Обратитесь:' },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'number-not-mine' },
    ],
    keywords: 'не знаю иин ребёнка сына дочери дочки малыша где найти посмотреть иин ребенка свидетельство',
  },
  kk: {
    title: 'Баланың ЖСН-ін қайдан білуге болады',
    situation: 'Бет баланың ЖСН-ін сұрайды, ал мен оны білмеймін',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Туу туралы куәлікті қараңыз: 12 цифрдан тұратын ЖСН баланың аты-жөнінің жанында жазылған.',
          'Куәлік қолыңызда жоқ па? eGov mobile немесе eGov.kz порталын өз ЖСН-іңізбен ашыңыз: баланың куәлігі цифрлық құжаттарда тұр.',
          'Куәлік ескі ме, онда ЖСН жоқ па? Оны ХҚКО-да айтады: жеке куәлігіңіз бен баланың куәлігін ала барыңыз.',
        ],
      },
      { kind: 'go', label: 'Баланың ЖСН-ін енгізу', to: 'transfer' },
      { kind: 'contact', text: 'ЖСН бар, бірақ бет оны қабылдамай ма? Хабарласыңыз:' },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'number-not-mine' },
    ],
    keywords: 'баланың жсн білмеймін ұлымның қызымның жсн қайдан табамын табу қарау куәлік',
  },
  en: {
    title: 'Where to find the child’s IIN',
    situation: 'The page asks for the child’s IIN, and I do not know it',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Look at the birth certificate: the IIN, 12 digits, is printed beside the child’s name.',
          'No certificate at hand? Open eGov mobile or eGov.kz under your own IIN: the child’s certificate is among the digital documents.',
          'The certificate is old and has no IIN? A public service centre (ЦОН) will tell you: bring your identity card and the child’s certificate.',
        ],
      },
      { kind: 'go', label: 'Enter the child’s IIN', to: 'transfer' },
      { kind: 'contact', text: 'You have the IIN but the page does not accept it? Ask here:' },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'number-not-mine' },
    ],
    keywords: 'child iin unknown son daughter baby where find look up iin of my child certificate',
  },
}
