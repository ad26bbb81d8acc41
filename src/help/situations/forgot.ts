import type { Situation } from '../situation.ts'

export const forgot: Situation = {
  ru: {
    title: 'Забыли пароль?',
    situation: 'Я знаю ИИН, но не помню пароль от Личного кабинета',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Проверьте раскладку клавиатуры и Caps Lock: нажмите «Показать» рядом с паролем и посмотрите, что введено.',
          'Попробуйте пароль, с которым Вы входили в INDIGO, SAKURA, MINDAL, MALAHIT или AZAMAT: он у них общий.',
          'Посмотрите в паролях, которые сохранил Ваш браузер или телефон.',
        ],
      },
      { kind: 'contact', text: 'Не вспомнили? Вернуть доступ сейчас помогут люди. Обратитесь:' },
      {
        kind: 'text',
        text: 'Восстановление пароля в этом кабинете скоро появится: Вы введёте код из приложения ED24.kz и зададите новый пароль сами.',
      },
      { kind: 'see', situation: 'first-visit' },
    ],
    keywords:
      'забыл забыла не помню пароль восстановить восстановление сбросить сброс войти не могу новый пароль',
  },
  kk: {
    title: 'Құпиясөзді ұмыттыңыз ба?',
    situation: 'ЖСН-імді білемін, бірақ Жеке кабинеттің құпиясөзі есімде жоқ',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Пернетақта тілін және Caps Lock пернесін тексеріңіз: құпиясөздің жанындағы «Көрсету» түймесін басып, не терілгенін қараңыз.',
          'INDIGO, SAKURA, MINDAL, MALAHIT немесе AZAMAT жүйесіне кірген құпиясөзіңізді теріп көріңіз: ол бәріне ортақ.',
          'Браузер немесе телефон сақтаған құпиясөздерді қараңыз.',
        ],
      },
      {
        kind: 'contact',
        text: 'Есіңізге түспеді ме? Қазір кіруді қалпына келтіруге адамдар көмектеседі. Хабарласыңыз:',
      },
      {
        kind: 'text',
        text: 'Бұл кабинетте құпиясөзді қалпына келтіру жақында іске қосылады: ED24.kz қосымшасындағы кодты енгізіп, жаңа құпиясөзді өзіңіз қоясыз.',
      },
      { kind: 'see', situation: 'first-visit' },
    ],
    keywords: 'ұмыттым есімде жоқ құпиясөз құпия сөз қалпына келтіру кіре алмаймын жаңа құпиясөз',
  },
  en: {
    title: 'Forgot your password?',
    situation: 'I know the IIN but do not remember the password of the personal account',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Check the keyboard layout and Caps Lock: press “Show” beside the password and see what you have typed.',
          'Try the password you used for INDIGO, SAKURA, MINDAL, MALAHIT or AZAMAT: they share it.',
          'Look among the passwords that your browser or phone has saved.',
        ],
      },
      { kind: 'contact', text: 'Still no password? People will help you to get back in now. Ask here:' },
      {
        kind: 'text',
        text: 'Recovery of a password in this account is coming soon: you will enter a code from the ED24.kz app and set a new password yourself.',
      },
      { kind: 'see', situation: 'first-visit' },
    ],
    keywords:
      'forgotten forgot password recover recovery reset lost cannot sign in log in login new password',
  },
}
