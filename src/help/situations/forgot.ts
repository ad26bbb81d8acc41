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
      {
        kind: 'text',
        text: 'Не вспомнили? На странице пароля нажмите «Забыли пароль?»: Вы введёте код из приложения ED24.kz и зададите новый пароль сами. Если приложения ещё нет, страница подскажет, как его установить и зарегистрировать номер.',
      },
      {
        kind: 'text',
        text: 'Номер на странице восстановления не Ваш? Нажмите там «Обновить номер» и переоформите кабинет на себя.',
      },
      { kind: 'contact', text: 'Не получается? Помогут люди. Обратитесь:' },
      { kind: 'see', situation: 'notice-did-not-come' },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'new-phone' },
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
        kind: 'text',
        text: 'Есіңізге түспеді ме? Құпиясөз бетінде «Құпиясөзді ұмыттыңыз ба?» түймесін басыңыз: ED24.kz қосымшасындағы кодты енгізіп, жаңа құпиясөзді өзіңіз қоясыз. Қосымша әлі жоқ болса, бет оны қалай орнатып, нөмірді тіркеу керегін көрсетеді.',
      },
      {
        kind: 'text',
        text: 'Қалпына келтіру бетіндегі нөмір Сіздікі емес пе? Сол жерде «Нөмірді жаңарту» түймесін басып, кабинетті өзіңізге қайта ресімдеңіз.',
      },
      { kind: 'contact', text: 'Болмай жатыр ма? Адамдар көмектеседі. Хабарласыңыз:' },
      { kind: 'see', situation: 'notice-did-not-come' },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'new-phone' },
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
      {
        kind: 'text',
        text: 'Still no password? On the password page press “Forgot your password?”: you enter a code from the ED24.kz app and set a new password yourself. If you do not have the app yet, the page shows how to install it and register your number.',
      },
      {
        kind: 'text',
        text: 'The number on the recovery page is not yours? Press “Update the number” there and move the account to yourself.',
      },
      { kind: 'contact', text: 'It does not work? People will help you. Ask here:' },
      { kind: 'see', situation: 'notice-did-not-come' },
      { kind: 'see', situation: 'number-not-mine' },
      { kind: 'see', situation: 'new-phone' },
      { kind: 'see', situation: 'first-visit' },
    ],
    keywords:
      'forgotten forgot password recover recovery reset lost cannot sign in log in login new password',
  },
}
