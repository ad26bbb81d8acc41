import type { Situation } from '../situation.ts'

export const wait: Situation = {
  ru: {
    title: 'Страница просит подождать',
    situation:
      'Вход не открывается: пишет, что попыток слишком много или что сейчас входит очень много людей',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Подождите столько, сколько написано на странице, и попробуйте снова. После нескольких неверных паролей подряд ждать нужно от 30 секунд до 1 часа.',
          'Есть телефон или компьютер, с которого Вы уже входили? Попробуйте с него: его чужие ошибки не задерживают.',
          'Если написано, что входит очень много людей, Ваш пароль не проверялся: нажмите «Войти» ещё раз через несколько секунд.',
        ],
      },
      {
        kind: 'text',
        text: 'Так кабинет защищён от тех, кто подбирает пароли. Даже если ошибались не Вы, Ваш пароль никто не узнал.',
      },
      { kind: 'see', situation: 'forgot' },
    ],
    keywords:
      'ждать подождать много попыток заблокирован блокировка занято перегружен не пускает минут час пароль неверный',
  },
  kk: {
    title: 'Бет күте тұруды сұрайды',
    situation: 'Кіру ашылмайды: тым көп әрекет жасалды немесе қазір кіріп жатқандар өте көп деп жазылған',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Бетте жазылған уақыт күтіп, қайталап көріңіз. Құпиясөз қатарынан бірнеше рет қате терілсе, 30 секундтан 1 сағатқа дейін күту керек.',
          'Бұрын кірген телефоныңыз немесе компьютеріңіз бар ма? Содан кіріп көріңіз: оны өзгенің қателері кідіртпейді.',
          'Кіріп жатқандар өте көп деп жазылса, құпиясөзіңіз тексерілген жоқ: бірнеше секундтан кейін «Кіру» түймесін қайта басыңыз.',
        ],
      },
      {
        kind: 'text',
        text: 'Кабинет құпиясөзді таңдап табуға тырысатындардан осылай қорғалады. Қателескен Сіз болмасаңыз да, құпиясөзіңізді ешкім білген жоқ.',
      },
      { kind: 'see', situation: 'forgot' },
    ],
    keywords: 'күту күте тұру көп әрекет бұғатталды бос емес кіргізбейді минут сағат құпиясөз қате',
  },
  en: {
    title: 'The page asks me to wait',
    situation:
      'I cannot sign in: the page says there were too many attempts, or that very many people are signing in now',
    solution: [
      {
        kind: 'steps',
        steps: [
          'Wait as long as the page says and try again. After several wrong passwords in a row the wait is from 30 seconds to 1 hour.',
          'Is there a phone or computer that you have signed in from before? Try it: other people’s mistakes do not delay it.',
          'If the page says that very many people are signing in, your password was not checked: press “Sign in” again in a few seconds.',
        ],
      },
      {
        kind: 'text',
        text: 'This protects the account from those who guess passwords. Even if the mistakes were not yours, nobody has learnt your password.',
      },
      { kind: 'see', situation: 'forgot' },
    ],
    keywords: 'wait too many attempts blocked locked busy overloaded minutes hour wrong password',
  },
}
