import { catalogue } from '../domain/language.ts'

/** What stands in a mail around the words of an event (`event-words.ts`), and the mail with an address's code. */
export const mailWords = catalogue(
  {
    from: 'Личный кабинет',
    when: (moment: string) => `Когда: ${moment}`,
    notMe: (page: string, help: string, contact: string) =>
      [
        'Это были не Вы?',
        `Откройте ${page} и войдите. Если Ваш пароль уже не подходит, введите на входе прежний и нажмите «Это не я».`,
        `Помощь: ${help}, ${contact}`,
      ].join('\n'),
    onlyTells:
      'Это письмо только сообщает: ни войти, ни сменить пароль с его помощью нельзя, отвечать на него не нужно. Мы никогда не просим прислать пароль или код.',
    codeSubject: 'Подтвердите адрес для уведомлений',
    code: (code: string) =>
      [
        `Код: ${code}`,
        'Введите его на странице Личного кабинета, где указали этот адрес. Код действует 10 минут. Никому его не называйте.',
        'Если Вы ничего не указывали, делать ничего не нужно: без кода уведомления сюда приходить не будут.',
      ].join('\n\n'),
  },
  {
    from: 'Жеке кабинет',
    when: (moment: string) => `Қашан: ${moment}`,
    notMe: (page: string, help: string, contact: string) =>
      [
        'Мұны басқа біреу жасады ма?',
        `${page} бетін ашып, кіріңіз. Құпиясөзіңіз енді сәйкес келмесе, кіру бетінде бұрынғысын енгізіп, «Бұл мен емес» түймесін басыңыз.`,
        `Көмек: ${help}, ${contact}`,
      ].join('\n'),
    onlyTells:
      'Бұл хат тек хабарлайды: оның көмегімен кіруге де, құпиясөзді ауыстыруға да болмайды, оған жауап берудің қажеті жоқ. Біз құпиясөзді немесе кодты жіберуді ешқашан сұрамаймыз.',
    codeSubject: 'Хабарлама мекенжайын растаңыз',
    code: (code: string) =>
      [
        `Код: ${code}`,
        'Оны осы мекенжайды көрсеткен Жеке кабинет бетінде енгізіңіз. Код 10 минут жарамды. Оны ешкімге айтпаңыз.',
        'Сіз ештеңе көрсетпеген болсаңыз, ештеңе істеудің қажеті жоқ: кодсыз мұнда хабарламалар келмейді.',
      ].join('\n\n'),
  },
  {
    from: 'Personal account',
    when: (moment: string) => `When: ${moment}`,
    notMe: (page: string, help: string, contact: string) =>
      [
        'Was it not you?',
        `Open ${page} and sign in. If your password no longer works, enter the previous one at sign-in and press “It was not me”.`,
        `Help: ${help}, ${contact}`,
      ].join('\n'),
    onlyTells:
      'This mail only tells: nobody can sign in or change the password with it, and it needs no answer. We never ask for a password or a code by mail.',
    codeSubject: 'Confirm your address for notices',
    code: (code: string) =>
      [
        `Code: ${code}`,
        'Enter it on the page of your personal account where you named this address. It works for 10 minutes. Tell it to nobody.',
        'If you have not named it, there is nothing to do: without the code no notices will come here.',
      ].join('\n\n'),
  },
)
