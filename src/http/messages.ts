import { catalogue } from '../domain/language.ts'

/** Words of the frame that belong to no slice: error pages and the footer's documents. */
export const httpWords = catalogue(
  {
    documents: { liability: 'Соглашение сторон', contacts: 'Согласие на использование контактных данных' },
    limited: {
      until: (time: string) => `Кабинет ограничен до ${time}`,
      untilDecided: 'Кабинет ограничен, пока сотрудник не примет решение',
      reason: 'Пароль недавно восстановлен через новое приложение или номер, который ещё не подтверждён.',
      transfer: 'Кабинет недавно переоформлен, и у прежнего владельца есть время возразить.',
      contested: 'Недавнее изменение в кабинете оспорили.',
      details: 'Почему и что пока нельзя изменить',
      more: 'Что произошло и кто может снять ограничения',
      waits:
        'Лента, дети и профиль работают как обычно. Пароль, номер, приложения и доверенные браузеры пока изменить нельзя.',
    },
    reference: 'Номер для обращения',
    contact: 'Если не получается, Вам помогут',
    home: 'На главную',
    help: 'Помощь',
    errors: {
      403: {
        title: 'Действие не выполнено',
        body: 'Запрос пришёл не с нашей страницы или страница устарела. Ничего не изменилось. Вернитесь на предыдущую страницу, обновите её и попробуйте ещё раз.',
      },
      404: {
        title: 'Страница не найдена',
        body: 'Такой страницы нет или она Вам недоступна. Проверьте адрес или начните с главной.',
      },
      405: {
        title: 'Так эту страницу открыть нельзя',
        body: 'Вернитесь на главную и пройдите шаги по порядку.',
      },
      413: {
        title: 'Отправлено слишком много',
        body: 'Введённый текст слишком длинный. Вернитесь назад и сократите его.',
      },
      415: { title: 'Так отправить нельзя', body: 'Заполните форму на странице и нажмите кнопку ещё раз.' },
      500: {
        title: 'Ошибка на нашей стороне',
        body: 'Ничего не изменилось и ничего не потеряно. Попробуйте ещё раз через минуту. Если повторится, назовите номер ниже.',
      },
      503: {
        title: 'Кабинет ненадолго недоступен',
        body: 'Ничего не изменилось и ничего не потеряно. Попробуйте ещё раз через несколько секунд.',
      },
    },
  },
  {
    documents: { liability: 'Тараптар келісімі', contacts: 'Байланыс деректерін пайдалануға келісім' },
    limited: {
      until: (time: string) => `Кабинет мына уақытқа дейін шектелген: ${time}`,
      untilDecided: 'Қызметкер шешім қабылдағанша кабинет шектелген',
      reason: 'Құпиясөз жақында жаңа қосымша немесе әлі расталмаған нөмір арқылы қалпына келтірілді.',
      transfer: 'Кабинет жақында қайта ресімделді, бұрынғы иесінің қарсылық білдіруге уақыты бар.',
      contested: 'Кабинеттегі соңғы өзгеріске қарсылық білдірілді.',
      details: 'Неге және нені әзірге өзгертуге болмайды',
      more: 'Не болды және шектеуді кім ала алады',
      waits:
        'Таспа, балалар және профиль әдеттегідей жұмыс істейді. Құпиясөзді, нөмірді, қосымшаларды және сенімді браузерлерді әзірге өзгертуге болмайды.',
    },
    reference: 'Жолданымға арналған нөмір',
    contact: 'Қиындық туындаса, осында хабарласыңыз',
    home: 'Басты бетке',
    help: 'Көмек',
    errors: {
      403: {
        title: 'Әрекет орындалмады',
        body: 'Сұрау біздің беттен келген жоқ немесе бет ескіріп қалды. Ештеңе өзгерген жоқ. Алдыңғы бетке оралып, оны жаңартып, қайта көріңіз.',
      },
      404: {
        title: 'Бет табылмады',
        body: 'Мұндай бет жоқ немесе ол Сізге қолжетімсіз. Мекенжайды тексеріңіз немесе басты беттен бастаңыз.',
      },
      405: {
        title: 'Бұл бетті бұлай ашуға болмайды',
        body: 'Басты бетке оралып, қадамдарды ретімен өтіңіз.',
      },
      413: {
        title: 'Тым көп дерек жіберілді',
        body: 'Енгізілген мәтін тым ұзын. Артқа оралып, оны қысқартыңыз.',
      },
      415: { title: 'Бұлай жіберуге болмайды', body: 'Беттегі нысанды толтырып, түймені қайта басыңыз.' },
      500: {
        title: 'Біздің тараптан қате шықты',
        body: 'Ештеңе өзгерген де, жоғалған да жоқ. Бір минуттан кейін қайталап көріңіз. Қайталанса, төмендегі нөмірді айтыңыз.',
      },
      503: {
        title: 'Кабинет аз уақытқа қолжетімсіз',
        body: 'Ештеңе өзгерген де, жоғалған да жоқ. Бірнеше секундтан кейін қайталап көріңіз.',
      },
    },
  },
  {
    documents: { liability: 'Agreement of the parties', contacts: 'Consent to use contact details' },
    limited: {
      until: (time: string) => `Your account is limited until ${time}`,
      untilDecided: 'Your account is limited until a person decides',
      reason: 'The password was recently recovered through a new app, or a number that is not confirmed yet.',
      transfer: 'The account was transferred recently, and the former holder has time to object.',
      contested: 'A recent change of the account has been contested.',
      details: 'Why, and what cannot be changed yet',
      more: 'What happened, and who can lift the limits',
      waits:
        'The feed, children and profile work as usual. The password, number, apps and trusted browsers cannot be changed yet.',
    },
    reference: 'Reference number',
    contact: 'If nothing works, these people will help',
    home: 'Home page',
    help: 'Help',
    errors: {
      403: {
        title: 'Nothing was done',
        body: 'The request did not come from our page, or the page was out of date. Nothing has changed. Go back, reload the page and try again.',
      },
      404: {
        title: 'Page not found',
        body: 'There is no such page, or it is not yours to see. Check the address or start from the home page.',
      },
      405: {
        title: 'This page cannot be opened this way',
        body: 'Return to the home page and take the steps in order.',
      },
      413: { title: 'Too much was sent', body: 'The text you entered is too long. Go back and shorten it.' },
      415: {
        title: 'This cannot be sent this way',
        body: 'Fill in the form on the page and press the button again.',
      },
      500: {
        title: 'Something went wrong on our side',
        body: 'Nothing has changed and nothing is lost. Try again in a minute. If it happens again, name the number below.',
      },
      503: {
        title: 'The account is briefly unavailable',
        body: 'Nothing has changed and nothing is lost. Try again in a few seconds.',
      },
    },
  },
)

export type ErrorStatus = keyof ReturnType<typeof httpWords>['errors']
