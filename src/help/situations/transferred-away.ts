import { numbers } from '../numbers.ts'
import type { Situation } from '../situation.ts'

const { contestDays, transferredHours } = numbers

export const transferredAway: Situation = {
  ru: {
    title: 'Мой кабинет переоформили, а я не согласен',
    situation: 'Пришло сообщение, что ребёнок переоформлен на другого родителя, а я против',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Войдите в кабинет со своим ИИН и своим паролем или откройте приложение ED24.kz.',
          'Найдите сообщение о переоформлении и нажмите «Возразить».',
          'Запишите номер обращения: по нему решит сотрудник, он выслушает обоих.',
        ],
      },
      {
        kind: 'list',
        items: [
          `Возразить можно в течение ${contestDays} дней. Лучше сразу: первые ${transferredHours} ч новый владелец не может менять номер, приложения и защиту.`,
          'До решения оба родителя видят ребёнка, а направление подтверждает прежний владелец.',
          'Согласны? Подтвердите переоформление там же, и ограничения снимут раньше.',
        ],
      },
      { kind: 'go', label: 'Открыть ленту событий', to: 'feed' },
      { kind: 'contact', text: 'Войти не получается? Возьмите удостоверение личности и обратитесь:' },
      { kind: 'see', situation: 'limited-mode' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords:
      'переоформил переоформила муж жена бывший бывшая развод без спроса возразить возражение оспорить против не согласна забрали ребёнка ребёнок пропал исчез из кабинета спор',
  },
  kk: {
    title: 'Кабинетімді қайта ресімдеп алды, мен келіспеймін',
    situation: 'Бала басқа ата-анаға қайта ресімделді деген хабарлама келді, ал мен қарсымын',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Кабинетке өз ЖСН-іңіз бен өз құпиясөзіңізбен кіріңіз немесе ED24.kz қосымшасын ашыңыз.',
          'Қайта ресімдеу туралы хабарламаны тауып, «Қарсылық білдіру» түймесін басыңыз.',
          'Жолданым нөмірін жазып алыңыз: оны қызметкер екі жақты да тыңдап шешеді.',
        ],
      },
      {
        kind: 'list',
        items: [
          `Қарсылықты ${contestDays} күн ішінде білдіруге болады. Бірден істеген дұрыс: алғашқы ${transferredHours} сағатта жаңа иесі нөмірді, қосымшаларды және қорғанысты өзгерте алмайды.`,
          'Шешім шыққанша баланы екі ата-ана да көреді, жолдаманы бұрынғы иесі растайды.',
          'Келісесіз бе? Қайта ресімдеуді сол жерде растаңыз, шектеулер ертерек алынады.',
        ],
      },
      { kind: 'go', label: 'Оқиғалар таспасын ашу', to: 'feed' },
      { kind: 'contact', text: 'Кіре алмайсыз ба? Жеке куәлігіңізді алып, хабарласыңыз:' },
      { kind: 'see', situation: 'limited-mode' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords:
      'қайта ресімдеді күйеуім әйелім бұрынғы ажырасу рұқсатсыз қарсылық қарсымын даулау баламды алып қойды бала жоғалып кетті дау',
  },
  en: {
    title: 'My account was transferred and I do not agree',
    situation: 'A message says that the child was transferred to the other parent, and I object',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Sign in with your own IIN and your own password, or open the ED24.kz app.',
          'Find the message about the transfer and press “Object”.',
          'Write down the case number: a person will hear both sides and decide.',
        ],
      },
      {
        kind: 'list',
        items: [
          `You can object for ${contestDays} days. Better at once: for the first ${transferredHours} hours the new holder cannot change the number, the apps or the protection.`,
          'Until the decision both parents see the child, and the former holder confirms referrals.',
          'You agree? Approve the transfer in the same place, and the limits end sooner.',
        ],
      },
      { kind: 'go', label: 'Open the event feed', to: 'feed' },
      { kind: 'contact', text: 'You cannot sign in? Bring your identity card and ask here:' },
      { kind: 'see', situation: 'limited-mode' },
      { kind: 'see', situation: 'password-known' },
    ],
    keywords:
      'transferred away husband wife ex divorce without asking object objection contest dispute disagree child taken child disappeared from the account',
  },
}
