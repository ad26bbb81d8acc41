import { giveBackAttempt, takeInWindow } from '../account/attempts.ts'
import { answersKey } from '../account/limit-keys.ts'
import type { LimitRule } from '../domain/limit-rules.ts'
import type { Parts } from '../http/parts.ts'
import type { Answers } from './answers.ts'

type Counter = {
  readonly rule: LimitRule
  readonly seconds: number
  readonly most: number
  readonly key: Buffer
}

/**
 * The counts that one attempt at the answers fills: of this child and this claimed parent, and of this child. A claimant
 * who has proven a number has counts of the own pair alone: a count of the child would be filled by strangers who claim it
 * for themselves with numbers of their own, and keep the parent out. Their answers grant nothing, as no record names them.
 */
function countersOf({ keyring, limits }: Parts, answers: Answers, isProven: boolean): Counter[] {
  const { answersPerPair: pair, answersPerChild: perChild } = limits.transfer
  const who = isProven ? 'transfer.proven' : 'transfer.answers'
  const child = keyring.index('iin', answers.child)
  const pairKey = answersKey(keyring, child, keyring.index('iin', answers.claimant))
  const ofPair: Counter[] = [
    { rule: `${who}-pair-day`, seconds: pair.dayWindowSeconds, most: pair.attemptsADay, key: pairKey },
    { rule: `${who}-pair-month`, seconds: pair.monthWindowSeconds, most: pair.attemptsAMonth, key: pairKey },
  ]
  if (isProven) return ofPair
  return [
    ...ofPair,
    {
      rule: 'transfer.answers-child',
      seconds: perChild.windowSeconds,
      most: perChild.attempts,
      key: answersKey(keyring, child),
    },
  ]
}

/**
 * Takes an attempt before anything is asked, each count in a statement of its own. False past any of the limits; what was
 * taken until then is given back, so that a refused attempt fills nothing.
 */
export async function takeAnswers(parts: Parts, answers: Answers, isProven: boolean): Promise<boolean> {
  const { reader } = parts.database
  const now = parts.clock.now()
  const taken: Counter[] = []
  for (const counter of countersOf(parts, answers, isProven)) {
    if (!(await takeInWindow(reader, counter, counter.key, now))) {
      for (const { rule, key } of taken) await giveBackAttempt(reader, rule, key)
      return false
    }
    taken.push(counter)
  }
  return true
}

/** Gives the attempt back when a register did not answer: nothing was learnt from it. */
export async function giveBackAnswers(parts: Parts, answers: Answers, isProven: boolean): Promise<void> {
  for (const { rule, key } of countersOf(parts, answers, isProven))
    await giveBackAttempt(parts.database.reader, rule, key)
}
