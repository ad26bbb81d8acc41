import type { Limits } from '../src/domain/limits.ts'
import { parsePhone } from '../src/domain/phone.ts'
import { blockSecondsAfter } from '../test/support/blocks.ts'
import { claimStrategies } from './simulated-claims.ts'
import {
  type Attack,
  assumed,
  holdsPhone,
  limitedAtFirst,
  nothing,
  type Proof,
  person,
  type Strategy,
  seeded,
} from './simulated-people.ts'

export type { Proof, Strategy } from './simulated-people.ts'

const days = 30
const daySeconds = 86_400

/** Digits of the next code of an account after so many wrong tries on codes that its owner has shown. */
export function codeDigits(wrong: number, limits: Limits, isCrowd = false): number {
  const { code, wrongPerAccount, wrongOverall } = limits.codes
  const beyond = wrong >= wrongPerAccount.tries ? wrongPerAccount.digitsBeyond : 0
  return Math.max(code.digits, beyond, isCrowd ? wrongOverall.digitsBeyond : 0)
}

/** Three different guesses at every code that the owner shows, so many codes. */
function guessCodes(shownOf: (limits: Limits) => number, isCrowd = false): Attack {
  return (random, _, limits) => {
    let wrong = 0
    for (let shown = 0; shown < shownOf(limits); shown += 1) {
      const { tries } = limits.codes.code
      if (random() < tries / 10 ** codeDigits(wrong, limits, isCrowd)) return { in: true, kept: true }
      wrong += tries
    }
    return nothing
  }
}

/** How many passwords strangers can try on one IIN in so many seconds, without a pause. */
export function passwordGuesses(seconds: number, limits: Limits): number {
  let [guesses, now] = [0, 0]
  while (now < seconds) {
    guesses += 1
    now += Math.max(blockSecondsAfter(guesses, limits.signIn.failuresPerIin), 1)
  }
  return guesses
}

const guessPasswords: Attack = (_, { guessable, passwordPlace }, limits) => {
  const isIn = guessable && passwordPlace < passwordGuesses(days * daySeconds, limits)
  return { in: isIn, kept: isIn }
}

/** Mobile numbers of Kazakhstan that end as the mask shows. */
export function candidateNumbers(): number {
  const prefixes = Array.from({ length: 100 }, (_, at) => `7${String(at).padStart(2, '0')}`)
  return (prefixes.filter((prefix) => parsePhone(`+7${prefix}1239223`).ok).length * 10 ** 7) / 100
}

const candidates = candidateNumbers()
/** Looks for the number behind the mask with the one-time passwords of recovery pages, then goes on as one who knows it. */
const searchNumber: Attack = (random, who, limits, proof) => {
  const tries = days * limits.activation.wrongNumbersPerAccount.tries
  return random() < tries / candidates ? knowsNumber(random, who, limits, proof) : nothing
}

/** Activates an app with the number. Where an older one lives, it is asked first; else limited mode follows. */
const knowsNumber: Attack = (random, who, _, proof) => {
  if (proof === 'sms') return nothing
  if (who.hasApp && who.refuses) return nothing
  return limitedAtFirst(random, who)
}

/** Holds the number itself, so an SMS proves nothing; BMG stops the code where it knows the new holder. */
const holdsRecycled: Attack = (random, who) => {
  if (who.recycledInBmg || (who.hasApp && who.refuses)) return nothing
  return limitedAtFirst(random, who)
}

const inADay = (limits: Limits) => limits.alerts.perAccount.alerts
const inAMonth = (limits: Limits) => days * inADay(limits)
const codesInAll = (shown: number, limits: Limits) => {
  const { tries } = limits.codes.code
  const short = Math.min(shown, limits.codes.wrongPerAccount.tries / tries)
  return 1 - (1 - tries / 10 ** 4) ** short * (1 - tries / 10 ** 6) ** (shown - short)
}
const { hasApp, refuses, recycledInBmg, guessable } = assumed
const withNumber = (proof: Proof) => (proof === 'sms' ? 0 : 1 - hasApp * refuses)

export const strategies: readonly Strategy[] = [
  {
    attacker: 'stranger with an IIN',
    does: 'guesses codes; the owner taps at nothing',
    attack: guessCodes(() => 0),
    arithmetic: () => 0,
  },
  {
    attacker: 'stranger with an IIN',
    does: 'guesses codes; the owner taps once',
    attack: guessCodes(() => 1),
    arithmetic: (limits) => codesInAll(1, limits),
  },
  {
    attacker: 'stranger with an IIN',
    does: 'guesses codes; the owner taps at every alert of a day',
    attack: guessCodes(inADay),
    arithmetic: (limits) => codesInAll(inADay(limits), limits),
  },
  {
    attacker: 'stranger with an IIN',
    does: 'guesses codes; the owner taps at every alert, 3 a day for 30 days',
    attack: guessCodes(inAMonth),
    arithmetic: (limits) => codesInAll(inAMonth(limits), limits),
  },
  {
    attacker: 'stranger with every IIN',
    does: 'the same on all accounts at once: over 50 wrong codes an hour all have 6 digits',
    attack: guessCodes(inAMonth, true),
    arithmetic: (limits) =>
      1 - (1 - limits.codes.code.tries / 10 ** 6) ** (days * limits.alerts.perAccount.alerts),
  },
  {
    attacker: 'stranger with an IIN',
    does: 'tries passwords without a pause for 30 days',
    attack: guessPasswords,
    arithmetic: (limits) => guessable * Math.min(1, passwordGuesses(days * daySeconds, limits) / 1000),
  },
  {
    attacker: 'stranger with an IIN',
    does: 'searches the number behind the mask, 30 a day for 30 days',
    attack: searchNumber,
    arithmetic: (limits, proof) =>
      ((days * limits.activation.wrongNumbersPerAccount.tries) / candidates) * withNumber(proof),
  },
  {
    attacker: 'relative with all answers, kindergarten clerk',
    does: 'knows the whole number and activates an app',
    attack: knowsNumber,
    arithmetic: (_, proof) => withNumber(proof),
  },
  {
    attacker: 'former spouse who knows the old password',
    does: 'signs in with what a recovery has replaced',
    attack: () => nothing,
    arithmetic: () => 0,
  },
  {
    attacker: 'holder of a recycled number',
    does: 'knows the IIN too and activates an app',
    attack: holdsRecycled,
    arithmetic: () => (1 - recycledInBmg) * (1 - hasApp * refuses),
  },
  {
    attacker: 'thief of an unlocked phone',
    does: 'knows the IIN too and taps «Показать код»',
    attack: holdsPhone,
    arithmetic: () => 1,
  },
  ...claimStrategies,
]

export type Figures = { readonly in: number; readonly kept: number }

/** Shares of `size` people whom an attack hits. */
export function simulate(
  { attack }: Strategy,
  proof: Proof,
  limits: Limits,
  size: number,
  seed: number,
): Figures {
  const random = seeded(seed)
  let [entered, kept] = [0, 0]
  for (let each = 0; each < size; each += 1) {
    const outcome = attack(random, person(random), limits, proof)
    if (outcome.in) entered += 1
    if (outcome.kept) kept += 1
  }
  return { in: entered / size, kept: kept / size }
}

const percent = (share: number) =>
  share === 0 ? '0' : share > 0.99 ? `${Math.round(share * 100)} %` : `${(share * 100).toPrecision(2)} %`

/** The table of the threat model, as Markdown. */
export function simulationTable(limits: Limits, size = 100_000, seed = 20_261_125): string {
  const rows = strategies.map((strategy) => {
    const cells = (['none', 'sms'] as const).flatMap((proof) => {
      const figures = simulate(strategy, proof, limits, size, seed)
      return [percent(figures.in), percent(figures.kept), percent(strategy.arithmetic(limits, proof))]
    })
    return `| ${[strategy.attacker, strategy.does, ...cells].join(' | ')} |`
  })
  const people = Object.entries(assumed).map(([trait, share]) => `${trait} ${share * 100} %`)
  return [
    `${size.toLocaleString('en')} accounts each, the shipped limits, seed ${seed}; a stranger gets ${passwordGuesses(days * daySeconds, limits)} passwords per account in 30 days, and ${candidates.toLocaleString('en')} numbers fit a mask. Assumed of people (\`bench/simulation.ts\`): ${people.join(', ')}. “In” counts limited mode too; “kept” is what is left when those who can contest have done so.`,
    '',
    '| attacker | what it does | `none`: in | kept | arithmetic | `sms`: in | kept | arithmetic |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
