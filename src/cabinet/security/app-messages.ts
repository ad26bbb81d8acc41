import { catalogue } from '../../domain/language.ts'

/** The words of the app installations in Security. */
export const appWords = catalogue(
  {
    title: 'Приложения ED24',
    none: 'Приложение ещё не активировано. С ним забытый пароль восстанавливается за минуту.',
    since: (time: string) => `активировано ${time}`,
    seen: (time: string) => `последний раз на связи ${time}`,
    waitsUntil: (time: string) =>
      `Коды появятся ${time} или после ответа «Это я» в приложении, которое активировали раньше.`,
    states: { active: 'Работает', waits: 'Ждёт подтверждения', otherNumber: 'Другой номер' },
    remove: 'Удалить',
    removed: 'Приложение удалено',
    later: 'Удалить приложение можно будет, когда закончатся ограничения кабинета.',
    notMine: 'Приложение не Ваше?',
    activate: 'Активировать приложение',
    another: 'Добавить телефон',
  },
  {
    title: 'ED24 қосымшалары',
    none: 'Қосымша әлі іске қосылмаған. Онымен ұмытылған құпиясөз бір минутта қайтарылады.',
    since: (time: string) => `іске қосылған уақыты: ${time}`,
    seen: (time: string) => `соңғы рет байланыста болған уақыты: ${time}`,
    waitsUntil: (time: string) =>
      `Кодтар мына уақытта шығады: ${time}. Бұрын іске қосылған қосымшада «Бұл мен» деп жауап берсеңіз, ертерек шығады.`,
    states: { active: 'Жұмыс істейді', waits: 'Растауды күтуде', otherNumber: 'Басқа нөмір' },
    remove: 'Жою',
    removed: 'Қосымша жойылды',
    later: 'Қосымшаны кабинеттің шектеулері біткенде жоюға болады.',
    notMine: 'Қосымша Сіздікі емес пе?',
    activate: 'Қосымшаны іске қосу',
    another: 'Телефон қосу',
  },
  {
    title: 'ED24 apps',
    none: 'The app is not activated yet. With it a forgotten password is recovered in a minute.',
    since: (time: string) => `activated ${time}`,
    seen: (time: string) => `last in touch ${time}`,
    waitsUntil: (time: string) =>
      `Codes appear ${time}, or after the answer “It’s me” in the app that was activated earlier.`,
    states: { active: 'Works', waits: 'Waits for approval', otherNumber: 'Another number' },
    remove: 'Remove',
    removed: 'App removed',
    later: 'You can remove the app when the limits of your account end.',
    notMine: 'Is the app not yours?',
    activate: 'Activate the app',
    another: 'Add a phone',
  },
)
