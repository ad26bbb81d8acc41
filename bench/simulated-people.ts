import type { Limits } from '../src/domain/limits.ts'

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

export const nothing: Outcome = { in: false, kept: false }

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

/** Somebody of whom everything is as likely as assumed. */
export function person(random: Random): Simulated {
  const traits = Object.entries(assumed).map(([trait, share]) => [trait, random() < share])
  return { ...Object.fromEntries(traits), passwordPlace: Math.floor(random() * 1000) }
}

/** A recovery that starts in limited mode: the owner may contest it for 30 days, and a person decides. */
export function limitedAtFirst(_: Random, { hasApp, hasPassword, contests }: Simulated): Outcome {
  return { in: true, kept: !((hasApp || hasPassword) && contests) }
}

/** The app is old and the number is the person's: no limited mode, but what the recovery replaced may contest. */
export const holdsPhone: Attack = (_, { hasPassword, contests }) => ({
  in: true,
  kept: !(hasPassword && contests),
})

/** One strategy of an attacker; `arithmetic` is what the limits alone say of `in`, as a share, for both proofs. */
export type Strategy = {
  readonly attacker: string
  readonly does: string
  readonly attack: Attack
  arithmetic(limits: Limits, proof: Proof): number
}
