import { catalogue } from '../domain/language.ts'
import { passwordProblems } from '../ui/password-problems.ts'

/** The words around the number, the code and the password («ШАГ 2»), and around a number that is proven first. */
export const numberWords = catalogue(
  {
    right: 'Вы верно ответили на все вопросы!',
    title: 'Обновить данные',
    lead: 'Для завершения переоформления, осталось указать действующий номер телефона, на который будет зарегистрирован Личный кабинет, и задать многоразовый пароль',
    proveTitle: 'Сначала подтвердите номер',
    proveLead:
      'Об этом ребёнке уже отвечали слишком много раз. Чтобы никто не подбирал ответы, подтвердите номер телефона, зарегистрированный за Вашим ИИН. После этого мы проверим Ваши ответы: они сохранены.',
    iin: 'Ваш ИИН',
    phone: 'Введите номер телефона',
    phoneHint: 'Внимание! Ваш номер телефона должен быть зарегистрирован в БМГ (База мобильных граждан)',
    whatIsBmg: 'Что такое БМГ?',
    numberHelp: 'Номер оформлен не на меня',
    send: 'Получить код',
    sent: (phone: string) =>
      `Если номер ${phone} зарегистрирован за Вашим ИИН, код придёт в приложение ED24.kz.`,
    sentToProve: (phone: string) =>
      `Если номер ${phone} зарегистрирован за Вашим ИИН, он подтвердится, когда Вы введёте в приложении ED24.kz одноразовый пароль. Затем нажмите «Продолжить».`,
    accepted: (number: number, time: string) => `запрос № ${number} принят, ${time}`,
    how: (number: number) => `Откройте приложение, найдите запрос № ${number} и нажмите «Показать код».`,
    code: 'Введите код подтверждения',
    codeHint: 'Код покажет приложение ED24.kz, когда Вы нажмёте «Показать код»',
    choose: 'Придумайте пароль Личного кабинета',
    remember: 'Запомните этот пароль, вы будете использовать его в будущем для входа в Личный кабинет',
    fresh: 'Введите пароль',
    repeat: 'Повторите пароль',
    go: 'Если все данные в формах заполнены верно, нажмите на кнопку «Переоформить»',
    finish: 'Переоформить',
    prove: 'Продолжить',
    proveNext: 'Теперь нажмите «Продолжить».',
    notProven: 'Номер ещё не подтверждён. Введите одноразовый пароль в приложении и нажмите «Продолжить»',
    install: 'Установить приложение ED24.kz',
    silentTitle: 'База мобильных граждан сейчас не отвечает',
    silent:
      'Ничего не потеряно, номер не отклонён. Нажмите «Получить код» ещё раз через несколько минут. Не хотите ждать? Возьмите номер обращения и вернитесь в любой день.',
    later: 'Взять номер обращения',
    typeAgain: 'Пароль введите ещё раз: он не сохранён.',
    busyTitle: 'Сейчас очень много людей',
    busyAsking:
      'Ничего не потеряно, номер не отклонён. Нажмите «Получить код» ещё раз через несколько секунд.',
    busy: 'Ничего не изменено, попытка не потрачена. Нажмите «Переоформить» ещё раз через несколько секунд.',
    problems: {
      ...passwordProblems.ru,
      'phone-empty': 'Введите номер телефона',
      'phone-invalid': 'В номере ошибка. Введите 10 цифр после +7, например +7 701 123 45 67',
      'phone-not-kazakhstan':
        'Это не казахстанский номер. Нужен номер, зарегистрированный в БМГ: он начинается с +7 7',
      'phone-not-mobile': 'Это не мобильный номер. Введите номер телефона, на котором работает приложение',
      'phone-not-asked': 'Нажмите «Получить код», чтобы подтвердить этот номер',
      'phone-changed': 'Номер изменён. Нажмите «Получить код» для нового номера',
      'numbers-over':
        'Можно проверить только три номера. Введите один из прежних или начните сначала с «Отмена»',
      'code-empty': 'Введите код подтверждения из приложения',
      'code-malformed': 'В коде 4 или 6 цифр. Сверьте его с приложением: попытка не потрачена',
      'code-wrong': (left: number) => `Код не подошёл. Осталось попыток: ${left}`,
      'code-expired': 'Срок кода истёк. Нажмите «Получить код», чтобы запросить новый',
      'code-no-tries': 'Три попытки использованы. Нажмите «Получить код», чтобы запросить новый',
    },
  },
  {
    right: 'Барлық сұраққа дұрыс жауап бердіңіз!',
    title: 'Деректерді жаңарту',
    lead: 'Қайта ресімдеуді аяқтау үшін Жеке кабинет тіркелетін қолданыстағы телефон нөмірін көрсетіп, көп реттік құпиясөзді белгілеу ғана қалды',
    proveTitle: 'Алдымен нөміріңізді растаңыз',
    proveLead:
      'Бұл бала туралы тым көп рет жауап берілді. Ешкім жауаптарды таңдап таба алмауы үшін өз ЖСН-іңізге тіркелген телефон нөмірін растаңыз. Содан кейін жауаптарыңызды тексереміз: олар сақталған.',
    iin: 'Сіздің ЖСН-іңіз',
    phone: 'Телефон нөмірін енгізіңіз',
    phoneHint:
      'Назар аударыңыз! Телефон нөміріңіз МАБ\u2011та (Мобильді азаматтар базасы) тіркелген болуы керек',
    whatIsBmg: 'МАБ деген не?',
    numberHelp: 'Нөмір менің атыма тіркелмеген',
    send: 'Код алу',
    sent: (phone: string) =>
      `${phone} нөмірі Сіздің ЖСН-іңізге тіркелген болса, код ED24.kz қосымшасына келеді.`,
    sentToProve: (phone: string) =>
      `${phone} нөмірі Сіздің ЖСН-іңізге тіркелген болса, ED24.kz қосымшасында бір реттік құпиясөзді енгізгенде расталады. Содан кейін «Жалғастыру» түймесін басыңыз.`,
    accepted: (number: number, time: string) => `№ ${number} сұрау қабылданды, ${time}`,
    how: (number: number) =>
      `Қосымшаны ашып, № ${number} сұрауды табыңыз да, «Кодты көрсету» түймесін басыңыз.`,
    code: 'Растау кодын енгізіңіз',
    codeHint: '«Кодты көрсету» түймесін басқанда кодты ED24.kz қосымшасы көрсетеді',
    choose: 'Жеке кабинеттің құпиясөзін ойлап табыңыз',
    remember: 'Осы құпиясөзді есте сақтаңыз, оны алдағы уақытта Жеке кабинетке кіру үшін пайдаланасыз',
    fresh: 'Құпиясөзді енгізіңіз',
    repeat: 'Құпиясөзді қайталаңыз',
    go: 'Өрістердегі барлық деректер дұрыс толтырылған болса, «Қайта ресімдеу» түймесін басыңыз',
    finish: 'Қайта ресімдеу',
    prove: 'Жалғастыру',
    proveNext: 'Енді «Жалғастыру» түймесін басыңыз.',
    notProven:
      'Нөмір әлі расталған жоқ. Қосымшада бір реттік құпиясөзді енгізіп, «Жалғастыру» түймесін басыңыз',
    install: 'ED24.kz қосымшасын орнату',
    silentTitle: 'Мобильді азаматтар базасы қазір жауап бермей тұр',
    silent:
      'Ештеңе жоғалған жоқ, нөмір қабылданбай қалған жоқ. Бірнеше минуттан кейін «Код алу» түймесін қайта басыңыз. Күткіңіз келмей ме? Жолданым нөмірін алып, кез келген күні оралыңыз.',
    later: 'Жолданым нөмірін алу',
    typeAgain: 'Құпиясөзді қайта енгізіңіз: ол сақталған жоқ.',
    busyTitle: 'Қазір адам өте көп',
    busyAsking:
      'Ештеңе жоғалған жоқ, нөмір қабылданбай қалған жоқ. Бірнеше секундтан кейін «Код алу» түймесін тағы басыңыз.',
    busy: 'Ештеңе өзгерген жоқ, әрекет саналған жоқ. Бірнеше секундтан кейін «Қайта ресімдеу» түймесін тағы басыңыз.',
    problems: {
      ...passwordProblems.kk,
      'phone-empty': 'Телефон нөмірін енгізіңіз',
      'phone-invalid': 'Нөмірде қате бар. +7-ден кейін 10 цифр енгізіңіз, мысалы +7 701 123 45 67',
      'phone-not-kazakhstan':
        'Бұл Қазақстан нөмірі емес. МАБ\u2011та тіркелген нөмір керек: ол +7 7 деп басталады',
      'phone-not-mobile': 'Бұл ұялы нөмір емес. Қосымша орнатылған телефонның нөмірін енгізіңіз',
      'phone-not-asked': 'Бұл нөмірді растау үшін «Код алу» түймесін басыңыз',
      'phone-changed': 'Нөмір өзгерді. Жаңа нөмір үшін «Код алу» түймесін басыңыз',
      'numbers-over':
        'Тек үш нөмірді тексеруге болады. Бұрынғы нөмірлердің бірін енгізіңіз немесе «Бас тартуды» басып, басынан бастаңыз',
      'code-empty': 'Қосымшадағы растау кодын енгізіңіз',
      'code-malformed': 'Код 4 немесе 6 цифрдан тұрады. Қосымшамен салыстырыңыз: әрекет саналған жоқ',
      'code-wrong': (left: number) => `Код сәйкес келмеді. Қалған әрекет: ${left}`,
      'code-expired': 'Кодтың мерзімі өтті. Жаңасын сұрау үшін «Код алу» түймесін басыңыз',
      'code-no-tries': 'Үш әрекет таусылды. Жаңасын сұрау үшін «Код алу» түймесін басыңыз',
    },
  },
  {
    right: 'You answered all the questions correctly!',
    title: 'Update your details',
    lead: 'To complete the transfer, give the phone number in use under which the personal account will be registered, and set a password',
    proveTitle: 'First confirm your number',
    proveLead:
      'Questions about this child have been answered too many times. So that nobody can find the answers by trying, confirm a phone number that is registered under your IIN. Then we will check your answers: they are kept.',
    iin: 'Your IIN',
    phone: 'Enter a phone number',
    phoneHint: 'Note: your phone number must be registered in the BMG (mobile-citizens register)',
    whatIsBmg: 'What is the BMG?',
    numberHelp: 'The number is not registered to me',
    send: 'Get a code',
    sent: (phone: string) =>
      `If the number ${phone} is registered under your IIN, the code will come to the ED24.kz app.`,
    sentToProve: (phone: string) =>
      `If the number ${phone} is registered under your IIN, it is confirmed when you enter the one-time password in the ED24.kz app. Then press “Continue”.`,
    accepted: (number: number, time: string) => `request No. ${number} accepted, ${time}`,
    how: (number: number) => `Open the app, find request No. ${number} and tap “Show code”.`,
    code: 'Enter the confirmation code',
    codeHint: 'The ED24.kz app shows the code when you tap “Show code”',
    choose: 'Choose a password for the personal account',
    remember: 'Remember this password: you will use it from now on to sign in to your personal account',
    fresh: 'Enter a password',
    repeat: 'Repeat the password',
    go: 'If everything in the forms is filled in correctly, press “Transfer”',
    finish: 'Transfer',
    prove: 'Continue',
    proveNext: 'Now press “Continue”.',
    notProven: 'The number is not confirmed yet. Enter the one-time password in the app and press “Continue”',
    install: 'Install the ED24.kz app',
    silentTitle: 'The mobile-citizens register does not answer at the moment',
    silent:
      'Nothing is lost and the number was not refused. Press “Get a code” again in a few minutes. You do not want to wait? Take a case number and come back on any day.',
    later: 'Take a case number',
    typeAgain: 'Type the password again: it was not saved.',
    busyTitle: 'Very many people are here now',
    busyAsking: 'Nothing is lost, and the number was not refused. Press “Get a code” again in a few seconds.',
    busy: 'Nothing was changed and no attempt was used. Press “Transfer” again in a few seconds.',
    problems: {
      ...passwordProblems.en,
      'phone-empty': 'Enter a phone number',
      'phone-invalid':
        'There is a mistake in the number. Enter 10 digits after +7, for example +7 701 123 45 67',
      'phone-not-kazakhstan':
        'This is not a number of Kazakhstan. A number registered in the BMG is needed: it begins with +7 7',
      'phone-not-mobile': 'This is not a mobile number. Enter the number of the phone that has the app',
      'phone-not-asked': 'Press “Get a code” to confirm this number',
      'phone-changed': 'The number was changed. Press “Get a code” for the new number',
      'numbers-over':
        'Only three numbers can be checked. Enter one of those before, or press “Cancel” and start again',
      'code-empty': 'Enter the confirmation code from the app',
      'code-malformed': 'A code has 4 or 6 digits. Compare it with the app: no attempt was used',
      'code-wrong': (left: number) => `The code did not match. Attempts left: ${left}`,
      'code-expired': 'The code has expired. Press “Get a code” to ask for a new one',
      'code-no-tries': 'All three attempts are used. Press “Get a code” to ask for a new one',
    },
  },
)

export type NumberWords = ReturnType<typeof numberWords>
