import type { Situation } from '../situation.ts'

export const bin: Situation = {
  ru: {
    title: 'Страница пишет, что это БИН',
    situation: 'Я ввожу 12 цифр, а страница отвечает, что это БИН, а не ИИН',
    solution: [
      {
        kind: 'text',
        text: 'Введите ИИН — номер человека, который подавал заявление: 12 цифр с его удостоверения личности.',
      },
      { kind: 'go', label: 'Ввести ИИН', to: 'iin' },
      {
        kind: 'text',
        text: 'БИН — номер организации: компании, детского сада, школы. В нём тоже 12 цифр, поэтому их легко перепутать, но Личный кабинет открывается только по ИИН человека.',
      },
      { kind: 'see', situation: 'wrong-iin' },
    ],
    keywords: 'бин номер организации компании юридическое лицо bin вместо иин',
  },
  kk: {
    title: 'Бетте бұл БСН деп жазылған',
    situation: '12 цифр енгіземін, ал бет бұл ЖСН емес, БСН деп жауап береді',
    solution: [
      {
        kind: 'text',
        text: 'ЖСН-ді, яғни өтініш берген адамның нөмірін енгізіңіз: оның жеке куәлігіндегі 12 цифр.',
      },
      { kind: 'go', label: 'ЖСН енгізу', to: 'iin' },
      {
        kind: 'text',
        text: 'БСН (БИН) — ұйымның нөмірі: компанияның, балабақшаның, мектептің. Онда да 12 цифр бар, сондықтан шатастыру оңай, бірақ Жеке кабинет тек адамның ЖСН-і бойынша ашылады.',
      },
      { kind: 'see', situation: 'wrong-iin' },
    ],
    keywords: 'бсн бин ұйымның нөмірі компания заңды тұлға жсн орнына',
  },
  en: {
    title: 'The page says this is a BIN',
    situation: 'I enter 12 digits, and the page answers that this is a BIN and not an IIN',
    solution: [
      {
        kind: 'text',
        text: 'Enter an IIN, the number of the person who applied: 12 digits from that person’s identity card.',
      },
      { kind: 'go', label: 'Enter the IIN', to: 'iin' },
      {
        kind: 'text',
        text: 'A BIN is the number of an organisation: a company, a kindergarten, a school. It has 12 digits too, so the two are easily confused, but the personal account opens by a person’s IIN only.',
      },
      { kind: 'see', situation: 'wrong-iin' },
    ],
    keywords: 'bin business identification number company organisation organization instead of iin',
  },
}
