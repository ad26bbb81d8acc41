import type { Situation } from '../situation.ts'

export const certificateNumber: Situation = {
  ru: {
    title: 'Где номер свидетельства о рождении',
    situation: 'Страница просит номер свидетельства о рождении ребёнка, а я не знаю, где он стоит',
    solution: [
      {
        kind: 'text',
        text: 'Посмотрите в нижнюю часть свидетельства: номер стоит отдельно, после знака №, часто с серией перед ним.',
      },
      { kind: 'drawing', drawing: 'certificate' },
      {
        kind: 'list',
        items: [
          'Введите всё, что там стоит: и серию, если она есть, и цифры.',
          'Всё равно, большие буквы или маленькие, русские или похожие на них латинские, есть ли пробелы, дефис и знак №.',
          'Номер актовой записи — другой номер, он не подойдёт.',
          'Свидетельство выдавали повторно? Введите номер того, которое действует сейчас.',
        ],
      },
      { kind: 'go', label: 'Ввести номер', to: 'transfer' },
      { kind: 'contact', text: 'Свидетельства нет или номер не читается? Вам помогут. Обратитесь:' },
      { kind: 'see', situation: 'child-iin-unknown' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords:
      'номер серия свидетельства где стоит найти свидетельство метрика документ ребёнка актовая запись',
  },
  kk: {
    title: 'Туу туралы куәліктің нөмірі қайда',
    situation: 'Бет баланың туу туралы куәлігінің нөмірін сұрайды, ал мен оның қай жерде тұрғанын білмеймін',
    solution: [
      {
        kind: 'text',
        text: 'Куәліктің төменгі жағын қараңыз: нөмір № белгісінен кейін бөлек тұрады, алдында көбіне сериясы болады.',
      },
      { kind: 'drawing', drawing: 'certificate' },
      {
        kind: 'list',
        items: [
          'Сонда тұрғанның бәрін енгізіңіз: сериясы болса, оны да, цифрларды да.',
          'Бәрібір: әріптер үлкен не кіші, кириллше не оған ұқсас латынша болсын, бос орын, сызықша және № белгісі болсын, болмасын.',
          'Акт жазбасының нөмірі — басқа нөмір, ол сәйкес келмейді.',
          'Куәлік қайта берілген бе? Қазір жарамдысының нөмірін енгізіңіз.',
        ],
      },
      { kind: 'go', label: 'Нөмірді енгізу', to: 'transfer' },
      {
        kind: 'contact',
        text: 'Куәлік жоқ па немесе нөмірі оқылмай ма? Сізге көмектеседі. Хабарласыңыз:',
      },
      { kind: 'see', situation: 'child-iin-unknown' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords: 'куәлік нөмірі сериясы қайда тұр табу баланың құжаты акт жазбасы метрика',
  },
  en: {
    title: 'Where the birth certificate’s number is',
    situation:
      'The page asks for the number of the child’s birth certificate, and I do not know where it stands',
    solution: [
      {
        kind: 'text',
        text: 'Look at the lower part of the certificate: the number stands by itself after the sign №, often with a series before it.',
      },
      { kind: 'drawing', drawing: 'certificate' },
      {
        kind: 'list',
        items: [
          'Type all that stands there: the series, if there is one, and the digits.',
          'It makes no difference whether letters are capital or small, Cyrillic or the Latin ones that look like them, and whether there are spaces, a dash and the sign №.',
          'The number of the civil-registry record (act) is another number and will not do.',
          'The certificate was issued again? Type the number of the one that is valid now.',
        ],
      },
      { kind: 'go', label: 'Enter the number', to: 'transfer' },
      {
        kind: 'contact',
        text: 'No certificate, or the number cannot be read? You will be helped. Ask here:',
      },
      { kind: 'see', situation: 'child-iin-unknown' },
      { kind: 'see', situation: 'transfer-refused' },
    ],
    keywords: 'birth certificate number series where find document of the child registry record act',
  },
}
