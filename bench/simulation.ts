import type { Limits } from '../src/domain/limits.ts'
import { parsePhone } from '../src/domain/phone.ts'
import { blockSecondsAfter } from '../test/support/blocks.ts'

/** How a deployment proves that a number is held (KABINET_POSSESSION_PROOF). */
export type Proof = 'none' | 'sms'
/** What came of an attack on one account: `in`: signed in at all, perhaps limited; `kept`: still in after 30 days. */
export type Outcome = { readonly in: boolean; readonly kept: boolean }
export type Attack = (random: Random, person: Simulated, limits: Limits, proof: Proof) => Outcome

/** What is assumed of people; everything else comes from the limits and the rules. Shown beside the figures. */
export const assumed = {
  /** Has an older app that was seen within 30 days. */
  hasApp: 0.6,
  /** Has had a password, so that a replaced one can contest. */
  hasPassword: 0.8,
  /** Answers «Это не я» within a day when an older app asks about a newcomer. */
  refuses: 0.9,
  /** Contests within 30 days, where there is an app or a replaced password to do it with. */
  contests: 0.7,
  /** The password is among the thousand that an attacker tries first. */
  guessable: 0.01,
  /** BMG gives a recycled number to the new holder; else it knows nothing of it, or does not answer. */
  recycledInBmg: 0.85,
} as const
export type Simulated = { readonly [trait in keyof typeof assumed]: boolean } & {
  readonly passwordPlace: number
}

const days = 30
const daySeconds = 86_400
const nothing: Outcome = { in: false, kept: false }

export type Random = () => number
/** A small seeded generator (mulberry32), so that the same figures come again. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function person(random: Random): Simulated {
  const traits = Object.entries(assumed).map(([trait, share]) => [trait, random() < share])
  return { ...Object.fromEntries(traits), passwordPlace: Math.floor(random() * 1000) }
}

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

/** A recovery that starts in limited mode: the owner may contest it for 30 days, and a person decides. */
function limitedAtFirst(_: Random, { hasApp, hasPassword, contests }: Simulated): Outcome {
  return { in: true, kept: !((hasApp || hasPassword) && contests) }
}

/** Holds the number itself, so an SMS proves nothing; BMG stops the code where it knows the new holder. */
const holdsRecycled: Attack = (random, who) => {
  if (who.recycledInBmg || (who.hasApp && who.refuses)) return nothing
  return limitedAtFirst(random, who)
}

/** The app is old and the number is the person's: no limited mode, but what the recovery replaced may contest. */
const holdsPhone: Attack = (_, { hasPassword, contests }) => ({ in: true, kept: !(hasPassword && contests) })

/** One strategy of an attacker; `arithmetic` is what the limits alone say of `in`, as a share, for both proofs. */
export type Strategy = {
  readonly attacker: string
  readonly does: string
  readonly attack: Attack
  arithmetic(limits: Limits, proof: Proof): number
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
