import { numbers } from '../numbers.ts'
import type { Situation } from '../situation.ts'

const { answersADay, answersAMonth, monthDays } = numbers

export const transferRefused: Situation = {
  ru: {
    title: 'Данные не совпали или переоформление недоступно',
    situation: 'Я отвечаю на вопросы о ребёнке, но кабинет не переоформляется',
    solution: [
      {
        kind: 'text',
        text: 'Проверьте по документам каждый ответ: не совпасть мог любой. Какой именно, страница не говорит, чтобы ответы нельзя было подобрать.',
      },
      {
        kind: 'list',
        items: [
          'ИИН ребёнка: 12 цифр, как в свидетельстве о рождении.',
          'Номер свидетельства: вместе с серией; не номер актовой записи.',
          'ИИН мамы и папы: оба, если в свидетельстве записаны двое; порядок не важен.',
          'Месяц и год: когда ребёнок встал в очередь или пошёл в сад; можно ошибиться на один месяц.',
          'Вы сами: переоформить может только родитель, записанный в свидетельстве.',
        ],
      },
      {
        kind: 'text',
        text: `Не торопитесь. На одного ребёнка и родителя попыток в сутки: ${answersADay}, за ${monthDays} дней: ${answersAMonth}. Потом страница сначала попросит подтвердить номер, который записан за Вами в БМГ.`,
      },
      { kind: 'go', label: 'Ответить ещё раз', to: 'transfer' },
      {
        kind: 'contact',
        text: 'Всё верно, а переоформить не получается? Обратитесь с удостоверением личности и свидетельством о рождении:',
      },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'not-a-parent' },
      { kind: 'see', situation: 'register-silent' },
    ],
    keywords:
      'отказ отказано переоформить не получается не переоформляется ответы неверные ошибка не подошли вопросы о ребёнке попытки закончились',
  },
  kk: {
    title: 'Деректер сәйкес келмеді немесе қайта ресімдеу қолжетімсіз',
    situation: 'Бала туралы сұрақтарға жауап беремін, бірақ кабинет қайта ресімделмейді',
    solution: [
      {
        kind: 'text',
        text: 'Әр жауапты құжаттармен салыстырып тексеріңіз: кез келгені сәйкес келмеуі мүмкін. Жауаптарды таңдап табуға болмауы үшін бет қайсысы екенін айтпайды.',
      },
      {
        kind: 'list',
        items: [
          'Баланың ЖСН-і: туу туралы куәліктегідей 12 цифр.',
          'Куәліктің нөмірі: сериясымен бірге; акт жазбасының нөмірі емес.',
          'Анасы мен әкесінің ЖСН-дері: куәлікте екеуі де жазылса, екеуі де; реті маңызды емес.',
          'Ай мен жыл: бала кезекке тұрған немесе балабақшаға бара бастаған кез; бір айға қателесуге болады.',
          'Өзіңіз: тек куәлікте жазылған ата-ана қайта ресімдей алады.',
        ],
      },
      {
        kind: 'text',
        text: `Асықпаңыз. Бір бала мен ата-анаға берілетін әрекет саны тәулігіне ${answersADay}, ${monthDays} күнде ${answersAMonth}. Содан кейін бет алдымен МАБ\u2011та Сізге тіркелген нөмірді растауды сұрайды.`,
      },
      { kind: 'go', label: 'Қайта жауап беру', to: 'transfer' },
      {
        kind: 'contact',
        text: 'Бәрі дұрыс, бірақ қайта ресімделмей ме? Жеке куәлік пен туу туралы куәлікті алып, хабарласыңыз:',
      },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'not-a-parent' },
      { kind: 'see', situation: 'register-silent' },
    ],
    keywords:
      'бас тартты қайта ресімделмейді болмай жатыр жауап қате сәйкес емес бала туралы сұрақтар әрекет таусылды',
  },
  en: {
    title: 'The data did not match, or the transfer is not available',
    situation: 'I answer the questions about the child, but the account is not transferred',
    solution: [
      {
        kind: 'text',
        text: 'Check each answer against the documents: any of them may not have matched. The page does not say which, so that nobody can find the answers by trying.',
      },
      {
        kind: 'list',
        items: [
          'The child’s IIN: 12 digits, as in the birth certificate.',
          'The certificate’s number: with its series; not the number of the registry record (act).',
          'The parents’ IINs: both, if the certificate records two; the order makes no difference.',
          'Month and year: when the child joined the queue or started kindergarten; one month off is fine.',
          'Yourself: only a parent recorded in the certificate can transfer.',
        ],
      },
      {
        kind: 'text',
        text: `Take your time. Attempts for one child and one parent: ${answersADay} a day, ${answersAMonth} in ${monthDays} days. After that the page first asks you to prove the number that BMG holds for you.`,
      },
      { kind: 'go', label: 'Answer again', to: 'transfer' },
      {
        kind: 'contact',
        text: 'Everything is right and it still does not work? Bring your identity card and the birth certificate:',
      },
      { kind: 'see', situation: 'certificate-number' },
      { kind: 'see', situation: 'not-a-parent' },
      { kind: 'see', situation: 'register-silent' },
    ],
    keywords:
      'refused rejected denied transfer fails does not work wrong answers mismatch questions about the child no attempts left',
  },
}
