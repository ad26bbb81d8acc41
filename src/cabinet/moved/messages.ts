import { catalogue } from '../../domain/language.ts'

/** The words of a transfer as its two sides read them. */
export const movedWords = catalogue(
  {
    title: 'Переоформление',
    stale: 'Страница устарела, поэтому ничего не отправлено. Нажмите кнопку ещё раз.',
    child: 'Ребёнок',
    when: 'Когда',
    whom: 'Новый владелец',
    representative: 'Законный представитель',
    caseNumber: 'Номер обращения',
    contact: 'По обращению Вам помогут:',
    questions: 'Если есть вопросы, Вам помогут:',
    away: {
      title: 'Ребёнок переоформлен на законного представителя',
      choose: 'Новый владелец верно ответил на вопросы о ребёнке и подтвердил свой номер. Вы согласны?',
      agreeTitle: 'Если Вы согласны:',
      agreeBody: (time: string) =>
        `новый владелец сможет пользоваться кабинетом без ограничений сразу, а не ${time}.`,
      agree: 'Я согласен',
      objectTitle: 'Если возразите:',
      objectBody: (time: string) => `решать будет сотрудник. Возразить можно до ${time}.`,
      object: 'Возразить',
      objectUntil: (time: string) => `Возразить можно до ${time}, решать будет сотрудник.`,
      limited:
        'Согласиться отсюда пока нельзя: Ваш кабинет сам ограничен после недавнего восстановления пароля. Возразить можно.',
      shut: (time: string) =>
        `Других детей в Вашем кабинете нет, поэтому он закрыт. До ${time} здесь можно прочитать, что произошло, и ответить.`,
      shutOnly: 'Других детей в Вашем кабинете нет, поэтому он закрыт. Здесь можно прочитать, что произошло.',
      approved: (time: string) => `Вы согласились ${time}. Больше ничего делать не нужно.`,
      changed: 'Передумали?',
      settled: 'Ограничения нового владельца уже закончились.',
      objected:
        'Вы возразили, обращение открыто. До решения сотрудника Вы оба видите ребёнка, а направление подтверждаете Вы. Оба кабинета ограничены.',
      next: 'Назовите номер обращения и возьмите с собой удостоверение личности и документы на ребёнка.',
      confirmed:
        'Сотрудник рассмотрел обращение: переоформление остаётся в силе. Если Вы с этим не согласны, обратитесь за помощью и назовите номер.',
      undone: 'Сотрудник решил в Вашу пользу: ребёнок снова в Вашем кабинете.',
      late: 'Срок для возражения закончился.',
    },
    here: {
      title: 'Ребёнок переоформлен на Вас',
      own: 'Ваш кабинет переоформлен',
      ownBody: 'Заданы новый номер и новый пароль.',
      until: 'Ограничения до',
      waits:
        'Пока нельзя изменить номер, приложения и пароль, переоформить ещё одного ребёнка и сделать новый браузер доверенным. Вход, лента и дети работают, направление подтверждаете Вы.',
      sooner:
        'Раньше ограничения снимет прежний владелец, если согласится в своём кабинете или в приложении ED24.',
      soonerOwn:
        'Раньше ограничения снимет ответ «Это я» в приложении, которое активировали раньше, или прежний пароль: введите его на входе и нажмите «Это был я».',
      soonerNone: 'Ребёнок ни за кем не числился, поэтому ограничения закончатся сами.',
      approved: (time: string) => `Переоформление подтверждено ${time}, ограничения сняты.`,
      settled: 'Ограничения закончились.',
      objected:
        'Прежний владелец возразил. До решения сотрудника Вы оба видите ребёнка, а направление подтверждает прежний владелец.',
      ownObjected: 'Переоформление оспорили. До решения сотрудника кабинет ограничен, ленту можно читать.',
      next: 'Назовите номер обращения и возьмите с собой удостоверение личности и свидетельство о рождении ребёнка.',
      confirmed: 'Сотрудник рассмотрел возражение: переоформление остаётся в силе.',
      undone: 'Сотрудник решил в пользу прежнего владельца: переоформление отменено.',
      notMe: 'Переоформляли не Вы?',
    },
    object: {
      title: 'Возразить против переоформления?',
      lead: (child: string) => `Ребёнок: ${child}`,
      untilThen: 'Откроется обращение, его рассмотрит сотрудник. До решения:',
      consequences: [
        'ребёнка видите и Вы, и новый владелец;',
        'направление в детский сад подтверждаете Вы;',
        'в обоих кабинетах нельзя изменить номер, приложения и пароль.',
      ],
      confirm: 'Возразить',
      cancel: 'Отмена',
    },
  },
  {
    title: 'Қайта ресімдеу',
    stale: 'Бет ескіріп қалған, сондықтан ештеңе жіберілген жоқ. Түймені қайта басыңыз.',
    child: 'Бала',
    when: 'Қашан',
    whom: 'Жаңа иесі',
    representative: 'Заңды өкіл',
    caseNumber: 'Жолданым нөмірі',
    contact: 'Жолданым бойынша көмектеседі:',
    questions: 'Сұрақтарыңыз болса, көмектеседі:',
    away: {
      title: 'Бала заңды өкілге қайта ресімделді',
      choose: 'Жаңа иесі бала туралы сұрақтарға дұрыс жауап беріп, өз нөмірін растады. Келісесіз бе?',
      agreeTitle: 'Келіссеңіз:',
      agreeBody: (time: string) =>
        `жаңа иесі кабинетті бірден шектеусіз пайдалана алады. Жауап бермесеңіз, шектеулер мына уақытта аяқталады: ${time}.`,
      agree: 'Келісемін',
      objectTitle: 'Қарсылық білдірсеңіз:',
      objectBody: (time: string) => `қызметкер шешеді. Қарсылық білдірудің соңғы уақыты: ${time}.`,
      object: 'Қарсылық білдіру',
      objectUntil: (time: string) => `Қарсылықты қызметкер қарайды. Оны білдірудің соңғы уақыты: ${time}.`,
      limited:
        'Осы жерден әзірге келісуге болмайды: құпиясөз жақында қалпына келтірілгендіктен, Сіздің кабинетіңіздің өзі шектеулі. Қарсылық білдіруге болады.',
      shut: (time: string) =>
        `Кабинетіңізде басқа бала жоқ, сондықтан ол жабылды. Мына уақытқа дейін осында не болғанын оқып, жауап бере аласыз: ${time}.`,
      shutOnly: 'Кабинетіңізде басқа бала жоқ, сондықтан ол жабылды. Осында не болғанын оқуға болады.',
      approved: (time: string) => `Сіз келістіңіз: ${time}. Енді ештеңе істеудің қажеті жоқ.`,
      changed: 'Ойыңыз өзгерді ме?',
      settled: 'Жаңа иесінің шектеулері аяқталды.',
      objected:
        'Сіз қарсылық білдірдіңіз, жолданым ашылды. Қызметкер шешкенше баланы екеуіңіз де көресіз, жолдаманы Сіз растайсыз. Екі кабинет те шектеулі.',
      next: 'Жолданым нөмірін айтып, жеке куәлігіңізді және баланың құжаттарын ала келіңіз.',
      confirmed:
        'Қызметкер жолданымды қарады: қайта ресімдеу күшінде қалады. Келіспесеңіз, көмек сұрап, нөмірді айтыңыз.',
      undone: 'Қызметкер Сіздің пайдаңызға шешті: бала қайтадан Сіздің кабинетіңізде.',
      late: 'Қарсылық білдіру мерзімі аяқталды.',
    },
    here: {
      title: 'Бала Сізге қайта ресімделді',
      own: 'Кабинетіңіз қайта ресімделді',
      ownBody: 'Жаңа нөмір мен жаңа құпиясөз қойылды.',
      until: 'Шектеулердің аяқталуы',
      waits:
        'Әзірге нөмірді, қосымшаларды және құпиясөзді өзгертуге, тағы бір баланы қайта ресімдеуге, жаңа браузерге сенім білдіруге болмайды. Кіру, таспа және балалар бөлімі жұмыс істейді, жолдаманы Сіз растайсыз.',
      sooner: 'Бұрынғы иесі өз кабинетінде немесе ED24 қосымшасында келіссе, шектеулер ертерек алынады.',
      soonerOwn:
        'Бұрын іске қосылған қосымшадағы «Бұл мен» деген жауап немесе бұрынғы құпиясөз шектеулерді ертерек алады: оны кіру бетінде енгізіп, «Бұл мен едім» түймесін басыңыз.',
      soonerNone: 'Бала ешкімде тіркелмеген, сондықтан шектеулер өздігінен аяқталады.',
      approved: (time: string) => `Қайта ресімдеу расталды: ${time}. Шектеулер алынды.`,
      settled: 'Шектеулер аяқталды.',
      objected:
        'Бұрынғы иесі қарсылық білдірді. Қызметкер шешкенше баланы екеуіңіз де көресіз, жолдаманы бұрынғы иесі растайды.',
      ownObjected:
        'Қайта ресімдеуге қарсылық білдірілді. Қызметкер шешкенше кабинет шектеулі, таспаны оқуға болады.',
      next: 'Жолданым нөмірін айтып, жеке куәлігіңізді және баланың туу туралы куәлігін ала келіңіз.',
      confirmed: 'Қызметкер қарсылықты қарады: қайта ресімдеу күшінде қалады.',
      undone: 'Қызметкер бұрынғы иесінің пайдасына шешті: қайта ресімдеудің күші жойылды.',
      notMe: 'Басқа біреу қайта ресімдеді ме?',
    },
    object: {
      title: 'Қайта ресімдеуге қарсылық білдіресіз бе?',
      lead: (child: string) => `Бала: ${child}`,
      untilThen: 'Жолданым ашылады, оны қызметкер шешеді. Шешім шыққанша:',
      consequences: [
        'баланы Сіз де, жаңа иесі де көреді;',
        'балабақшаға жолдаманы Сіз растайсыз;',
        'екі кабинетте де нөмірді, қосымшаларды және құпиясөзді өзгертуге болмайды.',
      ],
      confirm: 'Қарсылық білдіру',
      cancel: 'Бас тарту',
    },
  },
  {
    title: 'Transfer',
    stale: 'The page was out of date, so nothing was sent. Press the button once more.',
    child: 'Child',
    when: 'When',
    whom: 'New holder',
    representative: 'A legal representative',
    caseNumber: 'Case number',
    contact: 'These people help with the case:',
    questions: 'If you have questions, these people will help:',
    away: {
      title: 'The child was transferred to a legal representative',
      choose:
        'The new holder answered the questions about the child rightly and proved their number. Do you agree?',
      agreeTitle: 'If you agree:',
      agreeBody: (time: string) =>
        `the new holder can use the account without limits at once, and need not wait until ${time}.`,
      agree: 'I agree',
      objectTitle: 'If you object:',
      objectBody: (time: string) => `a person will decide. You can object until ${time}.`,
      object: 'Object',
      objectUntil: (time: string) => `You can object until ${time}, and a person will decide.`,
      limited:
        'You cannot agree from here yet: your own account is limited after a recent recovery of its password. You can object.',
      shut: (time: string) =>
        `There is no other child in your account, so it is closed. Until ${time} you can read here what happened, and answer.`,
      shutOnly: 'There is no other child in your account, so it is closed. You can read here what happened.',
      approved: (time: string) => `You agreed ${time}. There is nothing more to do.`,
      changed: 'Changed your mind?',
      settled: 'The new holder’s limits have ended by now.',
      objected:
        'You have objected, and a case is open. Until a person decides, you both see the child, and you confirm referrals. Both accounts are limited.',
      next: 'Name the case number and bring your identity card and the child’s documents.',
      confirmed:
        'A person has looked into the case: the transfer stands. If you disagree, ask for help and name the number.',
      undone: 'A person has decided in your favour: the child is in your account again.',
      late: 'The time for objecting is over.',
    },
    here: {
      title: 'The child was transferred to you',
      own: 'Your account was transferred',
      ownBody: 'A new number and a new password were set.',
      until: 'Limited until',
      waits:
        'The number, apps and password cannot be changed yet, no other child can be transferred, and no new browser is trusted. Sign-in, feed and children work, and you confirm referrals.',
      sooner: 'The former holder ends the limits sooner by agreeing, in their account or in the ED24 app.',
      soonerOwn:
        '“It’s me” in an app that was activated earlier ends the limits sooner; so does the previous password: enter it at sign-in and press “It was me”.',
      soonerNone: 'The child stood under nobody, so the limits end by themselves.',
      approved: (time: string) => `The transfer was approved ${time}, and the limits are lifted.`,
      settled: 'The limits have ended.',
      objected:
        'The former holder has objected. Until a person decides, you both see the child, and the former holder confirms referrals.',
      ownObjected:
        'The transfer is contested. Until a person decides, the account is limited; the feed can be read.',
      next: 'Name the case number and bring your identity card and the child’s birth certificate.',
      confirmed: 'A person has looked into the objection: the transfer stands.',
      undone: 'A person has decided for the former holder: the transfer is undone.',
      notMe: 'Was it not you who transferred it?',
    },
    object: {
      title: 'Object to the transfer?',
      lead: (child: string) => `Child: ${child}`,
      untilThen: 'A case is opened, and a person decides it. Until then:',
      consequences: [
        'both you and the new holder see the child;',
        'you confirm referrals to a kindergarten;',
        'the number, apps and password of both accounts cannot be changed.',
      ],
      confirm: 'Object',
      cancel: 'Cancel',
    },
  },
)

export type MovedWords = ReturnType<typeof movedWords>
