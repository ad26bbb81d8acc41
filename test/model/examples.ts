import { binds, finishes, fromCabinet } from './acts.ts'
import type { Action } from './world.ts'

const month = 2_678_501
const overADay = 90_121

/** Stories that chance tells too seldom; each is there for a rule that could be lost unnoticed without it. */
export const examples: readonly (readonly Action[])[] = [
  // Of two that wait, the older one has no say about the younger.
  [
    ...binds(0, 0, 'one'),
    { do: 'wait', seconds: overADay },
    ...binds(1, 1, 'one'),
    { do: 'wait', seconds: 61 },
    ...binds(2, 2, 'one'),
    { do: 'approve', installation: 1, binding: 0 },
    { do: 'refuse-binding', installation: 1, binding: 0 },
    { do: 'approve', installation: 2, binding: 1 },
    ...finishes(2, 2, 'one'),
    { do: 'approve', installation: 0, binding: 0 },
    ...finishes(2, 2, 'one'),
  ],
  // Whoever lives is asked, even beside an older one that has been silent for a month.
  [
    ...binds(0, 0, 'one'),
    { do: 'wait', seconds: month },
    ...binds(1, 1, 'one'),
    { do: 'wait', seconds: overADay },
    ...binds(2, 2, 'one'),
    ...finishes(2, 2, 'one'),
  ],
  // A browser that has turned to another IIN waits no longer for the first.
  [
    ...binds(0, 0, 'one'),
    { do: 'ask', browser: 0, whose: 'nobody' },
    { do: 'show', installation: 0, request: 1 },
    { do: 'enter', browser: 0, code: 0 },
  ],
  // Whoever showed the code does not end what came of it; an older one may, and a contest nobody.
  [
    ...binds(0, 0, 'one'),
    ...fromCabinet(1, 'one'),
    { do: 'wait', seconds: overADay },
    { do: 'register', says: 'not-registered' },
    ...finishes(0, 1, 'one'),
    { do: 'end-limited', installation: 1, account: 'one' },
    { do: 'end-limited', installation: 0, account: 'one' },
    ...finishes(0, 1, 'one'),
    { do: 'contest', account: 'one' },
    { do: 'end-limited', installation: 0, account: 'one' },
    { do: 'freeze', account: 'one' },
    ...finishes(0, 0, 'one'),
  ],
  // A number that is somebody else's now: no code, no word about requests, until the register says otherwise.
  [
    ...binds(0, 0, 'one'),
    { do: 'register', says: 'mismatch' },
    ...finishes(0, 0, 'one'),
    { do: 'refuse-request', installation: 0, request: 0 },
    { do: 'enter', browser: 0, code: 'wrong' },
    { do: 'register', says: 'match' },
    ...finishes(0, 0, 'one'),
  ],
  // A code that was shown in time and typed too late.
  [...binds(0, 0, 'one'), ...finishes(0, 0, 'one', { pauses: [1, 673] })],
  // A fourth installation takes the newest unapproved one's place, and its code with it.
  [
    ...binds(0, 0, 'one'),
    { do: 'wait', seconds: month },
    ...binds(1, 1, 'one'),
    { do: 'wait', seconds: month },
    ...binds(2, 2, 'one'),
    ...finishes(2, 2, 'one').slice(0, -1),
    { do: 'look', installation: 0 },
    { do: 'look', installation: 1 },
    ...binds(3, 3, 'one'),
    { do: 'enter', browser: 2, code: 'own' },
  ],
]
