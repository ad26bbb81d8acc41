import { catalogue } from '../domain/language.ts'

/** What a transfer and an objection to it are told with: part of the one table, `event-words.ts`. */
export const transferEventWords = catalogue(
  {
    'transfer-asked': [
      'Запрос на переоформление кабинета',
      'Кто-то верно ответил на вопросы о ребёнке и просит код. Если это не Вы, нажмите «Это не я» в приложении ED24.',
    ],
    'transferred-away': [
      'Ребёнок переоформлен на законного представителя',
      'Теперь он в кабинете этого человека. Если Вы не согласны, подайте возражение: в кабинете или в приложении ED24.',
    ],
    'transferred-here': [
      'Кабинет переоформлен',
      'Заданы новый номер и пароль, все сеансы завершены, прежний код восстановления на бумаге больше не действует. Если это были не Вы, введите на входе прежний пароль и нажмите «Это не я».',
    ],
    'transfer-approved': ['Переоформление подтверждено', 'Прежний владелец согласен. Ограничения сняты.'],
    'transfer-refused': ['Запрос на переоформление отклонён', 'Ничего не изменилось.'],
    objected: [
      'По переоформлению подано возражение',
      'Решит сотрудник. До решения оба родителя видят ребёнка, направление подтверждает прежний владелец.',
    ],
    'transfer-undone': [
      'Переоформление отменено',
      'Сотрудник решил в пользу прежнего владельца. Ребёнок снова в его кабинете. Пароль, приложения и код на бумаге, которые новый владелец получил за это время, больше не действуют.',
    ],
  },
  {
    'transfer-asked': [
      'Кабинетті қайта ресімдеу сұрауы',
      'Біреу бала туралы сұрақтарға дұрыс жауап беріп, код сұрап отыр. Бұл Сіз болмасаңыз, ED24 қосымшасында «Бұл мен емес» түймесін басыңыз.',
    ],
    'transferred-away': [
      'Бала заңды өкілге қайта ресімделді',
      'Енді ол сол адамның кабинетінде. Келіспесеңіз, кабинетте немесе ED24 қосымшасында қарсылық білдіріңіз.',
    ],
    'transferred-here': [
      'Кабинет қайта ресімделді',
      'Жаңа нөмір мен құпиясөз қойылды, барлық сеанс аяқталды, қағаздағы бұрынғы қалпына келтіру коды енді жарамайды. Бұл Сіз болмасаңыз, кіру бетінде бұрынғы құпиясөзді енгізіп, «Бұл мен емес» түймесін басыңыз.',
    ],
    'transfer-approved': ['Қайта ресімдеу расталды', 'Бұрынғы иесі келісті. Шектеулер алынды.'],
    'transfer-refused': ['Қайта ресімдеу сұрауы қабылданбады', 'Ештеңе өзгерген жоқ.'],
    objected: [
      'Қайта ресімдеуге қарсылық білдірілді',
      'Оны қызметкер шешеді. Оған дейін баланы екі ата-ана да көреді, жолдаманы бұрынғы иесі растайды.',
    ],
    'transfer-undone': [
      'Қайта ресімдеудің күші жойылды',
      'Қызметкер бұрынғы иесінің пайдасына шешті. Бала қайтадан оның кабинетінде. Жаңа иесі осы уақытта алған құпиясөз, қосымшалар және қағаздағы код енді жарамайды.',
    ],
  },
  {
    'transfer-asked': [
      'Request to transfer the account',
      'Somebody answered the questions about the child rightly and asks for a code. If it was not you, press “It’s not me” in the ED24 app.',
    ],
    'transferred-away': [
      'The child was transferred to a legal representative',
      'The child is now in that person’s account. If you disagree, object: in your account or in the ED24 app.',
    ],
    'transferred-here': [
      'Account transferred',
      'It has a new number and password, all sessions have ended, and an earlier recovery code on paper no longer works. If it was not you, enter the previous password at sign-in and press “It was not me”.',
    ],
    'transfer-approved': ['Transfer approved', 'The former holder agrees. The limits are lifted.'],
    'transfer-refused': ['Transfer request refused', 'Nothing has changed.'],
    objected: [
      'The transfer is contested',
      'A person will decide. Until then both parents see the child, and the former holder confirms referrals.',
    ],
    'transfer-undone': [
      'Transfer undone',
      'A person decided for the former holder. The child is in that account again. The password, apps and recovery code on paper that the new holder got meanwhile no longer work.',
    ],
  },
)
