import type { Situation } from '../situation.ts'

export const wrongIin: Situation = {
  ru: {
    title: 'Страница пишет, что в ИИН ошибка',
    situation: 'Я ввожу ИИН, а страница просит его проверить',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Найдите ИИН: он напечатан на удостоверении личности и в паспорте, есть и в цифровых документах eGov mobile.',
          'Сверьте по одной цифре. ИИН — это ровно 12 цифр. Последняя из них контрольная: она вычисляется из остальных, поэтому страница замечает опечатку.',
          'Проверьте, чей это ИИН: нужен ИИН того, кто подавал заявление, а не ребёнка.',
        ],
      },
      { kind: 'go', label: 'Ввести ИИН ещё раз', to: 'iin' },
      { kind: 'see', situation: 'bin' },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords: 'иин неверный неправильный контрольная цифра 12 цифр не принимает где найти чей удостоверение',
  },
  kk: {
    title: 'Бетте ЖСН-де қате бар деп жазылған',
    situation: 'ЖСН енгіземін, ал бет оны тексеруді сұрайды',
    solution: [
      {
        kind: 'steps',
        steps: [
          'ЖСН-ді табыңыз: ол жеке куәлік пен паспортта басылған, eGov mobile цифрлық құжаттарында да бар.',
          'Әр цифрды салыстырыңыз. ЖСН — дәл 12 цифр. Соңғысы — бақылау цифры: ол қалғандарынан есептеледі, сондықтан бет қатені байқайды.',
          'Бұл кімнің ЖСН-і екенін тексеріңіз: баланың емес, өтініш берген адамның ЖСН-і керек.',
        ],
      },
      { kind: 'go', label: 'ЖСН-ді қайта енгізу', to: 'iin' },
      { kind: 'see', situation: 'bin' },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords: 'жсн қате дұрыс емес бақылау цифры 12 цифр қабылдамайды қайдан табамын кімнің жеке куәлік',
  },
  en: {
    title: 'The page says there is a mistake in the IIN',
    situation: 'I enter an IIN, and the page asks me to check it',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Find the IIN: it is printed on the identity card and in the passport, and it is in the digital documents of eGov mobile.',
          'Compare it digit by digit. An IIN has exactly 12 digits. The last one is a check digit: it is worked out from the others, so the page notices a slip.',
          'Check whose IIN it is: it must be that of the person who applied, not the child’s.',
        ],
      },
      { kind: 'go', label: 'Enter the IIN again', to: 'iin' },
      { kind: 'see', situation: 'bin' },
      { kind: 'see', situation: 'somebody-else-applied' },
    ],
    keywords:
      'iin wrong incorrect invalid check digit 12 digits not accepted where to find whose identity card',
  },
}
