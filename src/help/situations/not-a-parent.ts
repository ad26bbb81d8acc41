import type { Situation } from '../situation.ts'

export const notAParent: Situation = {
  ru: {
    title: 'Я опекун, бабушка или другой близкий',
    situation: 'Ребёнка воспитываю я, но в свидетельстве о рождении родителем записан другой человек',
    solution: [
      {
        kind: 'text',
        text: 'Через сайт кабинет может переоформить только мама или папа, которые записаны в свидетельстве о рождении. Если родитель рядом, попросите его пройти вопросы самому, под своим ИИН.',
      },
      {
        kind: 'contact',
        text: 'Вы опекун, попечитель, усыновитель или родителей нет? Кабинет переоформит сотрудник по документам. Обратитесь:',
      },
      { kind: 'text', text: 'Возьмите с собой:' },
      {
        kind: 'list',
        items: [
          'своё удостоверение личности;',
          'свидетельство о рождении ребёнка;',
          'документ о Вашем праве: решение об опеке, попечительстве или усыновлении.',
        ],
      },
      { kind: 'see', situation: 'somebody-else-applied' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'опека попечитель усыновитель усыновили дедушка тётя дядя отчим мачеха не родитель законный представитель приёмный',
  },
  kk: {
    title: 'Мен баланың қорғаншысымын, әжесімін немесе басқа жақын туысымын',
    situation: 'Баланы мен тәрбиелеп отырмын, бірақ туу туралы куәлікте ата-анасы болып басқа адам жазылған',
    solution: [
      {
        kind: 'text',
        text: 'Кабинетті сайт арқылы тек туу туралы куәлікте жазылған анасы немесе әкесі қайта ресімдей алады. Ата-анасы жаныңызда болса, сұрақтарға өз ЖСН-імен өзі жауап берсін.',
      },
      {
        kind: 'contact',
        text: 'Қорғаншы, қамқоршы, асырап алушысыз ба немесе ата-анасы жоқ па? Кабинетті қызметкер құжаттар бойынша қайта ресімдейді. Хабарласыңыз:',
      },
      { kind: 'text', text: 'Өзіңізбен бірге алып келіңіз:' },
      {
        kind: 'list',
        items: [
          'жеке куәлігіңіз;',
          'баланың туу туралы куәлігі;',
          'құқығыңызды растайтын құжат: қорғаншылық, қамқоршылық немесе асырап алу туралы шешім.',
        ],
      },
      { kind: 'see', situation: 'somebody-else-applied' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords: 'қорғаншы асырап алушы ата апа әпке аға өгей ата-ана емес заңды өкіл туыс',
  },
  en: {
    title: 'I am a guardian, a grandparent or another relative',
    situation: 'I bring the child up, but the birth certificate names somebody else as the parent',
    solution: [
      {
        kind: 'text',
        text: 'Online, only the mother or the father recorded in the birth certificate can transfer the account. If the parent is near, ask them to answer the questions themselves, under their own IIN.',
      },
      {
        kind: 'contact',
        text: 'You are a guardian or an adoptive parent, or there are no parents? A person will transfer the account by documents. Ask here:',
      },
      { kind: 'text', text: 'Bring with you:' },
      {
        kind: 'list',
        items: [
          'your identity card;',
          'the child’s birth certificate;',
          'the document of your right: the decision on guardianship or adoption.',
        ],
      },
      { kind: 'see', situation: 'somebody-else-applied' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'guardianship adopted adoption adoptive foster stepfather stepmother aunt uncle not a parent legal representative',
  },
}
