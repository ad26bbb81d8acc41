import { catalogue } from '../domain/language.ts'

/** What is wrong with an answer and what to do, and the short names of the answers for lists. */
export const answerWords = catalogue(
  {
    problems: {
      'iin-empty': 'Введите ИИН: 12 цифр',
      'iin-length': 'В ИИН должно быть ровно 12 цифр. Проверьте, не пропущена ли цифра и нет ли лишней',
      'iin-not-digits': 'ИИН состоит только из цифр. Уберите буквы и другие знаки',
      'iin-check-digit':
        'В ИИН есть ошибка: контрольная цифра не сходится. Сверьте его со Свидетельством о рождении',
      'iin-is-bin': 'Это БИН, номер организации. Введите ИИН, номер человека',
      'certificate-empty': 'Введите номер свидетельства о рождении',
      'certificate-invalid':
        'Это не похоже на номер свидетельства. Перепишите серию и цифры, например II-АБ № 123456',
      'parent-is-child': 'Это ИИН ребенка. Введите ИИН мамы или папы',
      'parents-equal': 'Тот же ИИН, что и у первого родителя. Введите другой или оставьте поле пустым',
      'who-missing': 'Выберите, кто Вы из двух родителей',
      'status-missing': 'Выберите: стоит в очереди или ходит в детский сад',
      'month-missing': 'Выберите месяц',
      'year-missing': 'Введите год, например 2024',
      'year-invalid': 'Введите год четырьмя цифрами, например 2024',
      'since-future': 'Этот месяц ещё не наступил. Проверьте месяц и год',
    },
    of: {
      child: 'ИИН ребенка',
      certificate: 'Свидетельство',
      first: 'Первый родитель',
      second: 'Второй родитель',
      who: 'Кто Вы',
      status: 'Очередь или сад',
      month: 'Месяц',
      year: 'Год',
    },
  },
  {
    problems: {
      'iin-empty': 'ЖСН енгізіңіз: 12 цифр',
      'iin-length':
        'ЖСН дәл 12 цифрдан тұруы керек. Цифр қалып қойған жоқ па, артық цифр жоқ па — тексеріңіз',
      'iin-not-digits': 'ЖСН тек цифрлардан тұрады. Әріптер мен басқа таңбаларды алып тастаңыз',
      'iin-check-digit': 'ЖСН-де қате бар: бақылау цифры сәйкес келмейді. Туу туралы куәлікпен салыстырыңыз',
      'iin-is-bin': 'Бұл — БСН, ұйымның нөмірі. ЖСН-ді, яғни адамның нөмірін енгізіңіз',
      'certificate-empty': 'Туу туралы куәліктің нөмірін енгізіңіз',
      'certificate-invalid':
        'Бұл куәлік нөміріне ұқсамайды. Сериясы мен цифрларын көшіріп жазыңыз, мысалы II-АБ № 123456',
      'parent-is-child': 'Бұл — баланың ЖСН-і. Анасының немесе әкесінің ЖСН-ін енгізіңіз',
      'parents-equal': 'Бірінші ата-ананың ЖСН-імен бірдей. Басқасын енгізіңіз немесе өрісті бос қалдырыңыз',
      'who-missing': 'Екі ата-ананың қайсысы екеніңізді таңдаңыз',
      'status-missing': 'Таңдаңыз: кезекте тұр немесе балабақшаға барады',
      'month-missing': 'Айды таңдаңыз',
      'year-missing': 'Жылды енгізіңіз, мысалы 2024',
      'year-invalid': 'Жылды төрт цифрмен енгізіңіз, мысалы 2024',
      'since-future': 'Бұл ай әлі келген жоқ. Ай мен жылды тексеріңіз',
    },
    of: {
      child: 'Баланың ЖСН-і',
      certificate: 'Куәлік',
      first: 'Бірінші ата-ана',
      second: 'Екінші ата-ана',
      who: 'Сіз кімсіз',
      status: 'Кезек немесе балабақша',
      month: 'Ай',
      year: 'Жыл',
    },
  },
  {
    problems: {
      'iin-empty': 'Enter an IIN: 12 digits',
      'iin-length': 'An IIN has exactly 12 digits. Check whether one is missing or one is too many',
      'iin-not-digits': 'An IIN has digits only. Remove letters and other signs',
      'iin-check-digit':
        'There is a mistake in the IIN: its check digit is wrong. Compare it with the birth certificate',
      'iin-is-bin': 'This is a BIN, the number of a company. Enter an IIN, the number of a person',
      'certificate-empty': 'Enter the birth certificate number',
      'certificate-invalid':
        'This does not look like a certificate number. Copy its series and digits, for example II-АБ № 123456',
      'parent-is-child': 'This is the child’s IIN. Enter the mother’s or father’s',
      'parents-equal': 'The same IIN as the first parent’s. Enter another one or leave it empty',
      'who-missing': 'Choose which of the two parents you are',
      'status-missing': 'Choose: waits in the queue or goes to kindergarten',
      'month-missing': 'Choose the month',
      'year-missing': 'Enter the year, for example 2024',
      'year-invalid': 'Enter the year in four digits, for example 2024',
      'since-future': 'This month is still to come. Check month and year',
    },
    of: {
      child: 'Child’s IIN',
      certificate: 'Certificate',
      first: 'First parent',
      second: 'Second parent',
      who: 'Who you are',
      status: 'Queue or kindergarten',
      month: 'Month',
      year: 'Year',
    },
  },
)
