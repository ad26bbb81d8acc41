import fc from 'fast-check'
import { type Account, type Action, browsers, installations } from './world.ts'

const account = fc.constantFrom<Account>('one', 'one', 'one', 'other')
const whose = fc.constantFrom('one', 'one', 'one', 'other', 'nobody' as const)
const browser = fc.nat(browsers - 1)
/** Mostly those that the story began with: an act by somebody whom nobody knows is soon told. */
const installation = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(0, 0, 1) },
  { weight: 3, arbitrary: fc.nat(installations - 1) },
)
/** Mostly the newest. */
const recent = fc.constantFrom(0, 0, 0, 1, 1, 2, 3)
/** Never whole minutes: no two of them meet a limit to the second, where it does not matter who is right. */
const seconds = fc.constantFrom(61, 247, 247, 673, 3721, 46_831, 86_573, 90_121, 2_678_501)

const act = <D extends Action['do']>(name: D, fields: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ do: fc.constant(name), ...fields }) as unknown as fc.Arbitrary<Action>

/** Acts as they come in any order, the ones that lead somewhere more often. */
const anything: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: act('ask', { browser, whose }) },
  { weight: 2, arbitrary: act('send', { browser }) },
  { weight: 1, arbitrary: act('open-cabinet', { account }) },
  {
    weight: 5,
    arbitrary: act('activate', {
      installation,
      from: fc.constant('page'),
      which: browser,
      isRightNumber: fc.constantFrom(true, true, true, true, true, true, true, false),
    }),
  },
  {
    weight: 2,
    arbitrary: act('activate', {
      installation,
      from: fc.constant('secret'),
      which: recent,
      isRightNumber: fc.constantFrom(true, true, true, true, false),
    }),
  },
  { weight: 9, arbitrary: act('show', { installation, request: recent }) },
  { weight: 2, arbitrary: act('refuse-request', { installation, request: recent }) },
  { weight: 2, arbitrary: act('refuse-binding', { installation, binding: recent }) },
  { weight: 3, arbitrary: act('approve', { installation, binding: recent }) },
  { weight: 2, arbitrary: act('end-limited', { installation, account }) },
  {
    weight: 9,
    arbitrary: act('enter', {
      browser,
      code: fc.constantFrom<'own' | 'wrong' | number>('own', 'own', 'own', 'own', 0, 1, 2, 'wrong', 'wrong'),
    }),
  },
  { weight: 1, arbitrary: act('look', { installation }) },
  { weight: 1, arbitrary: act('remove', { installation }) },
  { weight: 1, arbitrary: act('sign-in', { account }) },
  { weight: 1, arbitrary: act('contest', { account }) },
  { weight: 1, arbitrary: act('freeze', { account }) },
  {
    weight: 1,
    arbitrary: act('register', { says: fc.constantFrom('match', 'match', 'mismatch', 'not-registered') }),
  },
  { weight: 5, arbitrary: act('wait', { seconds }) },
)

/** Binds an app with what the page of a browser shows. */
export const binds = (browser: number, installation: number, whose: Account): Action[] => [
  { do: 'ask', browser, whose },
  { do: 'activate', installation, from: 'page', which: browser, isRightNumber: true },
]

/** A code is shown and typed, sometimes too slowly, sometimes after wrong ones. */
export const finishes = (
  browser: number,
  installation: number,
  whose: Account,
  { pauses = [1, 1], wrong = 0 }: { pauses?: readonly number[]; wrong?: number } = {},
): Action[] => [
  { do: 'ask', browser, whose },
  { do: 'wait', seconds: pauses[0] ?? 1 },
  { do: 'show', installation, request: 0 },
  { do: 'wait', seconds: pauses[1] ?? 1 },
  ...Array.from({ length: wrong }, (): Action => ({ do: 'enter', browser, code: 'wrong' })),
  { do: 'enter', browser, code: 'own' },
]

const pause = fc.constantFrom(1, 1, 61, 673)
const people = { browser, one: installation, two: installation, whose: account }

/** What chance alone would seldom put together; anything may come between. */
const ways: readonly fc.Arbitrary<Action[]>[] = [
  // From nothing to a new password.
  fc
    .record({ ...people, later: fc.constantFrom(61, 86_573, 90_121) })
    .map(({ browser, one, whose, later }) => [
      ...binds(browser, one, whose),
      { do: 'wait', seconds: later },
      ...finishes(browser, one, whose),
    ]),
  // The end of it only.
  fc
    .record({ ...people, pauses: fc.tuple(pause, pause), wrong: fc.constantFrom(0, 0, 0, 1, 2, 3) })
    .map(({ browser, one, whose, ...how }) => finishes(browser, one, whose, how)),
  // Tries, «Отправить», and the code that was shown before it.
  fc
    .record({ ...people, wrong: fc.nat(3) })
    .map(({ browser, one, whose, wrong }) => [
      ...binds(browser, one, whose),
      ...finishes(browser, one, whose, { wrong }).slice(0, -1),
      { do: 'send', browser },
      { do: 'enter', browser, code: 'own' },
    ]),
  // A number mistyped so many times, then the right one.
  fc.record({ ...people, times: fc.nat(5) }).map(({ browser, one, whose, times }) => [
    { do: 'ask', browser, whose },
    ...Array.from(
      { length: times },
      (): Action => ({
        do: 'activate',
        installation: one,
        from: 'page',
        which: browser,
        isRightNumber: false,
      }),
    ),
    { do: 'activate', installation: one, from: 'secret', which: 0, isRightNumber: true },
  ]),
  // An owner with an app, somebody with a new one, a third one from anywhere, and words about them.
  fc
    .record({
      ...people,
      phones: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 3, maxLength: 3 }),
      from: fc.constantFrom('page', 'page', 'cabinet', 'nobody'),
      who: fc.nat(2),
      about: fc.nat(1),
      word: fc.constantFrom<'approve' | 'refuse-binding'>('approve', 'approve', 'refuse-binding'),
    })
    .map(({ browser, phones: [one = 0, two = 1, third = 2], whose, from, who, about, word }) => [
      ...binds(browser, one, whose),
      { do: 'wait', seconds: 90_121 },
      ...binds((browser + 1) % browsers, two, whose),
      { do: 'wait', seconds: 61 },
      ...(from === 'page' ? binds((browser + 2) % browsers, third, whose) : []),
      ...(from === 'cabinet' ? fromCabinet(third, whose) : []),
      { do: word, installation: [one, two, third][who] ?? one, binding: about },
      { do: word, installation: one, binding: 0 },
      ...finishes((browser + 1) % browsers, two, whose),
      { do: 'end-limited', installation: one, account: whose },
    ]),
  // Two browsers with a code each: each types the other's, then its own.
  fc
    .record(people)
    .map(({ browser, one, whose }) => [
      ...binds(browser, one, whose),
      { do: 'ask', browser: (browser + 1) % browsers, whose },
      { do: 'show', installation: one, request: 0 },
      { do: 'show', installation: one, request: 1 },
      { do: 'enter', browser: (browser + 1) % browsers, code: 0 },
      { do: 'enter', browser, code: 1 },
      { do: 'enter', browser, code: 'own' },
      { do: 'enter', browser: (browser + 1) % browsers, code: 'own' },
    ]),
  // A code that was shown before the account was frozen.
  fc
    .record(people)
    .map(({ browser, one, whose }) => [
      ...finishes(browser, one, whose),
      ...finishes(browser, one, whose).slice(0, -1),
      { do: 'contest', account: whose },
      { do: 'end-limited', installation: one, account: whose },
      { do: 'freeze', account: whose },
      { do: 'enter', browser, code: 'own' },
    ]),
  // A new number in the register, and limited mode again and again.
  fc
    .record(people)
    .map(({ browser, one, two, whose }) => [
      { do: 'register', says: 'not-registered' },
      ...finishes(browser, one, whose),
      { do: 'register', says: 'match' },
      ...fromCabinet(two, whose),
      { do: 'wait', seconds: 3721 },
      { do: 'approve', installation: one, binding: 0 },
      ...finishes(browser, one, whose),
      { do: 'end-limited', installation: one, account: whose },
      { do: 'end-limited', installation: two, account: whose },
    ]),
  // Signed in somewhere, then forgotten.
  fc
    .record(people)
    .map(({ browser, one, whose }) => [
      { do: 'sign-in', account: whose },
      ...finishes(browser, one, whose),
      { do: 'sign-in', account: whose },
    ]),
  // The code outlives neither its app nor its request.
  fc
    .record(people)
    .map(({ browser, one, whose }) => [
      ...binds(browser, one, whose),
      ...finishes(browser, one, whose).slice(0, -1),
      { do: 'remove', installation: one },
      { do: 'enter', browser, code: 'own' },
    ]),
  fc
    .record(people)
    .map(({ browser, one, whose }) => [
      ...finishes(browser, one, whose).slice(0, -1),
      { do: 'refuse-request', installation: one, request: 0 },
      { do: 'enter', browser, code: 'own' },
    ]),
]

export function fromCabinet(installation: number, account: Account): Action[] {
  return [
    { do: 'open-cabinet', account },
    { do: 'activate', installation, from: 'secret', which: 0, isRightNumber: true },
  ]
}

/** So many pieces, one after the other: anything, and ways that anything interrupts. */
export function story(pieces: number): fc.Arbitrary<Action[]> {
  const piece = fc.oneof(
    { weight: 8, arbitrary: anything.map((action) => [action]) },
    ...ways.flatMap((way) => [
      { weight: 1, arbitrary: way },
      { weight: 1, arbitrary: interrupted(way) },
    ]),
  )
  const start = fc.constantFrom<Action[]>(
    [],
    binds(0, 0, 'one'),
    [...binds(0, 0, 'one'), ...binds(1, 1, 'other')],
    [...binds(0, 0, 'one'), { do: 'wait', seconds: 90_121 }],
    [...binds(0, 0, 'one'), { do: 'wait', seconds: 90_121 }, ...binds(1, 1, 'one')],
  )
  const rest = fc.array(piece, { minLength: Math.ceil(pieces / 2), maxLength: pieces, size: 'max' })
  return fc.tuple(start, rest).map(([first, all]) => [...first, ...all.flat()])
}

function interrupted(way: fc.Arbitrary<Action[]>): fc.Arbitrary<Action[]> {
  return fc
    .tuple(way, fc.nat(8), anything)
    .map(([all, at, other]) => [...all.slice(0, at), other, ...all.slice(at)])
}
