import { catalogue } from '../../src/domain/language.ts'

/** Finding the own request by its number, where there are more than the feed lists. */
export const findWords = catalogue(
  {
    title: 'Запросов слишком много',
    number: 'Номер запроса',
    hint: 'Кто-то отправляет запросы снова и снова. Введите две цифры со страницы, где Вы ждёте код, — покажем Ваш запрос.',
    find: 'Найти запрос',
    malformed: 'Введите две цифры: они стоят после слов «запрос №»',
    none: 'Запроса с таким номером нет. Проверьте цифры или нажмите «Отправить» на странице ещё раз',
  },
  {
    title: 'Сұрау тым көп',
    number: 'Сұраудың нөмірі',
    hint: 'Біреу сұрауды қайта-қайта жіберіп жатыр. Код күтіп тұрған беттегі екі цифрды енгізіңіз: сұрауыңызды көрсетеміз.',
    find: 'Сұрауды табу',
    malformed: 'Екі цифрды енгізіңіз: олар беттегі «сұрау» сөзінің алдында, № белгісінен кейін тұр',
    none: 'Мұндай нөмірлі сұрау жоқ. Цифрларды тексеріңіз немесе беттегі «Жіберу» түймесін қайта басыңыз',
  },
  {
    title: 'There are too many requests',
    number: 'Request number',
    hint: 'Somebody sends requests again and again. Type the two digits from the page on which you wait for the code, and we show your request.',
    find: 'Find the request',
    malformed: 'Type two digits: they stand after “request No.”',
    none: 'There is no request with this number. Check the digits, or press “Send” on the page again',
  },
)
