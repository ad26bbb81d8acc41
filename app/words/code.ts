import { catalogue, type Language } from '../../src/domain/language.ts'
import type { TimeLeft } from '../time-left.ts'

const plural = (language: Language) => {
  const rules = new Intl.PluralRules(language)
  return (count: number, one: string, few: string, many: string) =>
    ({ one, few })[rules.select(count) as string] ?? many
}
const inRussian = plural('ru')
const inEnglish = plural('en')

/** Words around a code. */
export const codeWords = catalogue(
  {
    code: 'Код подтверждения',
    left: (left: TimeLeft) => {
      if (left.kind === 'over') return 'Время вышло'
      if (left.kind === 'minutes') {
        const { minutes } = left
        return `${inRussian(minutes, 'Осталась', 'Осталось', 'Осталось')} ${minutes} ${inRussian(minutes, 'минута', 'минуты', 'минут')}`
      }
      return `Осталось ${left.seconds} секунд`
    },
    over: 'Код больше не действует. Если он ещё нужен, сделайте новый.',
    enter: {
      recovery: 'Введите его на странице, где Вы восстанавливаете пароль.',
      transfer: 'Введите его на странице, где Вы переоформляете кабинет.',
    },
    secret: 'Не говорите код никому: его не спрашивают ни сотрудники, ни банк.',
    copy: 'Скопировать',
    copied: 'Скопировано',
  },
  {
    code: 'Растау коды',
    left: (left: TimeLeft) => {
      if (left.kind === 'over') return 'Уақыт бітті'
      return left.kind === 'minutes' ? `${left.minutes} минут қалды` : `${left.seconds} секунд қалды`
    },
    over: 'Код енді жарамсыз. Әлі керек болса, жаңасын жасаңыз.',
    enter: {
      recovery: 'Оны құпиясөзді қалпына келтіріп жатқан бетке енгізіңіз.',
      transfer: 'Оны кабинетті қайта ресімдеп жатқан бетке енгізіңіз.',
    },
    secret: 'Кодты ешкімге айтпаңыз: оны қызметкерлер де, банк те сұрамайды.',
    copy: 'Көшіру',
    copied: 'Көшірілді',
  },
  {
    code: 'Confirmation code',
    left: (left: TimeLeft) => {
      if (left.kind === 'over') return 'Time is up'
      return left.kind === 'minutes'
        ? `${left.minutes} ${inEnglish(left.minutes, 'minute', 'minutes', 'minutes')} left`
        : `${left.seconds} seconds left`
    },
    over: 'The code no longer works. If you still need one, make a new one.',
    enter: {
      recovery: 'Enter it on the page where you recover your password.',
      transfer: 'Enter it on the page where you transfer the account.',
    },
    secret: 'Tell it to nobody: neither staff nor a bank ever asks for it.',
    copy: 'Copy',
    copied: 'Copied',
  },
)
