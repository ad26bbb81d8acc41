import { catalogue } from '../domain/language.ts'

/** The words of the pages on which a transfer waits or ends without a move. */
export const endWords = catalogue(
  {
    stoppedTitle: 'Государственная база сейчас не отвечает',
    stoppedLead: 'Вам не отказано, и ничего не потеряно: Ваши ответы сохранены.',
    caseNumber: 'Номер обращения',
    stoppedHow:
      'Запишите или сфотографируйте этот номер. Вернитесь в любой день: введите тот же ИИН, дойдите до вопросов и нажмите «У Вас есть номер обращения?». Отвечать снова не придётся, попытка не потрачена.',
    again: 'Попробовать ещё раз',
    leave: 'Закончить сейчас',
    silentHelp: 'Что делать, если база не отвечает',
    takenTitle: 'Кабинет уже переоформил другой человек',
    taken:
      'Пока Вы отвечали, этого ребёнка переоформил на себя другой законный представитель. Ваши данные не изменены.',
    takenNext:
      'Поговорите с другим родителем. Если это сделал чужой человек или Вы не согласны, обратитесь за помощью: возражение рассмотрит сотрудник.',
    heldTitle: 'Переоформить пока нельзя',
    held: 'Недавно в одном из кабинетов менялись пароль, номер или приложение, или его владелец возразил. Пока действуют ограничения, переоформить нельзя: так чужой человек не перепишет ребёнка на себя. Ваши данные не изменены.',
    heldUntil: (moment: string) => `Попробуйте снова после: ${moment}.`,
    heldDecided: 'Срок зависит от решения сотрудника по возражению.',
    contact: 'Срочно? Вам поможет сотрудник. Обратитесь:',
    back: 'Вернуться к восстановлению',
  },
  {
    stoppedTitle: 'Мемлекеттік база қазір жауап бермей тұр',
    stoppedLead: 'Сізге бас тартылған жоқ, ештеңе жоғалған жоқ: жауаптарыңыз сақталды.',
    caseNumber: 'Жолданым нөмірі',
    stoppedHow:
      'Осы нөмірді жазып алыңыз немесе суретке түсіріңіз. Кез келген күні оралыңыз: сол ЖСН-ді енгізіп, сұрақтарға жетіңіз де, «Жолданым нөміріңіз бар ма?» дегенді басыңыз. Қайта жауап берудің қажеті жоқ, әрекет саналған жоқ.',
    again: 'Қайталап көру',
    leave: 'Қазір аяқтау',
    silentHelp: 'База жауап бермесе, не істеу керек',
    takenTitle: 'Кабинетті басқа адам қайта ресімдеп қойды',
    taken:
      'Сіз жауап беріп отырғанда, бұл баланы басқа заңды өкіл өзіне қайта ресімдеді. Деректеріңіз өзгерген жоқ.',
    takenNext:
      'Екінші ата-анамен сөйлесіңіз. Мұны бөтен адам жасаса немесе келіспесеңіз, көмекке жүгініңіз: қарсылықты қызметкер қарайды.',
    heldTitle: 'Әзірге қайта ресімдеуге болмайды',
    held: 'Жақында кабинеттердің бірінде құпиясөз, нөмір немесе қосымша өзгерді немесе оның иесі қарсылық білдірді. Бөтен адам баланы өзіне қайта ресімдеп алмауы үшін, шектеулер аяқталғанша қайта ресімдеу жабық. Деректеріңіз өзгерген жоқ.',
    heldUntil: (moment: string) => `Мына уақыттан кейін қайталап көріңіз: ${moment}.`,
    heldDecided: 'Мерзім қызметкердің қарсылық бойынша шешіміне байланысты.',
    contact: 'Шұғыл ма? Сізге қызметкер көмектеседі. Хабарласыңыз:',
    back: 'Қалпына келтіруге оралу',
  },
  {
    stoppedTitle: 'A state register does not answer at the moment',
    stoppedLead: 'You were not refused and nothing is lost: your answers are kept.',
    caseNumber: 'Case number',
    stoppedHow:
      'Write this number down or take a picture of it. Come back on any day: enter the same IIN, go on to the questions and press “Do you have a case number?”. You need not answer again, and no attempt was used.',
    again: 'Try again',
    leave: 'Stop for now',
    silentHelp: 'What to do when a register does not answer',
    takenTitle: 'Somebody else has already transferred the account',
    taken:
      'While you were answering, another legal representative transferred this child to their own account. Your details were not changed.',
    takenNext:
      'Talk to the other parent. If a stranger did it or you do not agree, ask for help: a member of staff looks at the objection.',
    heldTitle: 'The account cannot be transferred yet',
    held: 'The password, the number or the app of one of the accounts was changed recently, or its holder objected. While the limits last no transfer is possible, so that no stranger can move the child to their own account. Your details were not changed.',
    heldUntil: (moment: string) => `Try again after: ${moment}.`,
    heldDecided: 'The time depends on the decision of a member of staff about the objection.',
    contact: 'Urgent? A person will help you. Contact:',
    back: 'Back to recovery',
  },
)
