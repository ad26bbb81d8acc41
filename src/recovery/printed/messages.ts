import { catalogue } from '../../domain/language.ts'
import { passwordProblems } from '../../ui/password-problems.ts'

/** The words of the way back with a code on paper. */
export const printedWords = catalogue(
  {
    title: 'Код восстановления на бумаге',
    lead: 'Если Вы печатали код в разделе «Безопасность», приложение не нужно',
    code: 'Введите код восстановления',
    hint: '20 цифр и латинских букв. Пробелы и регистр не важны.',
    fresh: 'Введите новый пароль',
    repeat: 'Повторите пароль',
    update: 'Обновить',
    back: 'Назад',
    none: 'Кода нет или он не подходит? Вернитесь назад: там другие способы. Поможет и сотрудник:',
    typeAgain: 'Новый пароль введите ещё раз: он не сохранён.',
    busyTitle: 'Сейчас очень много людей',
    busy: 'Пароль не изменён, код не использован. Нажмите «Обновить» ещё раз через несколько секунд.',
    stale: 'Страница устарела, поэтому ничего не отправлено. Нажмите кнопку ещё раз.',
    forIin: 'ИИН',
    problems: {
      ...passwordProblems.ru,
      'printed-empty': 'Введите код восстановления с бумаги',
      'printed-malformed': 'В коде 20 цифр и латинских букв. Проверьте, все ли они введены',
      'printed-wrong': 'Код не подошёл. Сверьте его с бумагой: действует только последний напечатанный',
    },
  },
  {
    title: 'Қағаздағы қалпына келтіру коды',
    lead: 'Егер кодты «Қауіпсіздік» бөлімінде басып шығарған болсаңыз, қосымша қажет емес',
    code: 'Қалпына келтіру кодын енгізіңіз',
    hint: '20 цифр мен латын әрпі. Бос орын мен әріптің үлкен-кішілігі маңызды емес.',
    fresh: 'Жаңа құпиясөзді енгізіңіз',
    repeat: 'Құпиясөзді қайталаңыз',
    update: 'Жаңарту',
    back: 'Артқа',
    none: 'Код жоқ па немесе сәйкес келмей ме? Артқа қайтыңыз: онда басқа жолдар бар. Қызметкер де көмектеседі:',
    typeAgain: 'Жаңа құпиясөзді қайта енгізіңіз: ол сақталған жоқ.',
    busyTitle: 'Қазір адам өте көп',
    busy: 'Құпиясөз өзгерген жоқ, код пайдаланылған жоқ. Бірнеше секундтан кейін «Жаңарту» түймесін қайта басыңыз.',
    stale: 'Бет ескіріп қалды, сондықтан ештеңе жіберілген жоқ. Түймені қайта басыңыз.',
    forIin: 'ЖСН',
    problems: {
      ...passwordProblems.kk,
      'printed-empty': 'Қағаздағы қалпына келтіру кодын енгізіңіз',
      'printed-malformed': 'Кодта 20 цифр мен латын әрпі бар. Бәрі енгізілгенін тексеріңіз',
      'printed-wrong': 'Код сәйкес келмеді. Қағазбен салыстырыңыз: тек соңғы басып шығарылғаны жарайды',
    },
  },
  {
    title: 'The recovery code on paper',
    lead: 'If you printed a code under “Security”, you need no app',
    code: 'Enter the recovery code',
    hint: '20 digits and Latin letters. Spaces and capitals do not matter.',
    fresh: 'Enter a new password',
    repeat: 'Repeat the password',
    update: 'Update',
    back: 'Back',
    none: 'No code, or it does not match? Go back: there are other ways. A person helps too:',
    typeAgain: 'Type the new password again: it was not saved.',
    busyTitle: 'Very many people are here now',
    busy: 'The password was not changed and the code was not used. Press “Update” again in a few seconds.',
    stale: 'The page was out of date, so nothing was sent. Press the button again.',
    forIin: 'IIN',
    problems: {
      ...passwordProblems.en,
      'printed-empty': 'Enter the recovery code from your paper',
      'printed-malformed': 'The code has 20 digits and Latin letters. Check that all are there',
      'printed-wrong': 'The code did not match. Compare it with your paper: only the last one printed works',
    },
  },
)

export type PrintedWords = ReturnType<typeof printedWords>
