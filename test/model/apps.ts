import { type Seen, Violation } from './violation.ts'
import type { Account, Action, Outcome } from './world.ts'

export const minute = 60
export const day = 86_400

type Bound = {
  account: Account
  installation: number
  at: number
  /** By an older one that was not waiting itself, or by the password in the cabinet. */
  isVouched: boolean
  /** Whether an older one was alive then. */
  asks: boolean
  alive: boolean
}

/** The judge's book of installations, and of the limited mode that they may not leave early. Times in seconds. */
export class Apps {
  readonly #bound = new Map<number, Bound>()
  readonly #seen = new Map<number, number>()
  readonly #limits: Record<Account, { since: number; until: number }> = {
    one: { since: 0, until: 0 },
    other: { since: 0, until: 0 },
  }

  saw(installation: number, now: number): void {
    this.#seen.set(installation, now)
  }

  find(binding: number | undefined): Bound | undefined {
    return this.#bound.get(binding ?? -1)
  }

  bind(now: number, installation: number, account: Account, place: number, isFromCabinet: boolean): void {
    const isCabinet = isFromCabinet && !this.isLimited(account, now)
    const had = this.#bound.get(place)
    if (had?.alive) {
      had.isVouched ||= isCabinet
      return
    }
    const asks = [...this.#bound.values()].some(
      (each) => each.alive && each.account === account && this.#isAlive(each.installation, now),
    )
    this.#bound.set(place, { account, installation, at: now, isVouched: isCabinet, asks, alive: true })
  }

  #isAlive(installation: number, now: number): boolean {
    // A minute: the server writes what it has seen at most so often.
    return now - (this.#seen.get(installation) ?? Number.NEGATIVE_INFINITY) < 30 * day - minute
  }

  /** A binding that shows a code must be the account's own, alive, and nobody may be left to be asked. */
  mayShow(now: number, installation: number, account: string, outcome: Outcome): void {
    const bound = this.find(outcome.binding)
    if (!bound?.alive || bound.installation !== installation)
      throw new Violation('step', 'a code without a living binding')
    if (bound.account !== account) throw new Violation('step', 'a code through another account’s binding')
    if (this.#waits(bound, now)) throw new Violation('asked', `${now - bound.at} s after it was bound`)
  }

  #waits(bound: Bound, now: number): boolean {
    return bound.asks && !bound.isVouched && now - bound.at < day
  }

  /** An app that was asked about in vain is as old as the time since the asking ended. */
  #countsFrom(bound: Bound): number {
    return bound.asks && !bound.isVouched ? bound.at + day : bound.at
  }

  isYoung(binding: number, now: number): boolean {
    const bound = this.find(binding)
    return bound === undefined || now - this.#countsFrom(bound) < day
  }

  gone(binding: number | undefined): void {
    const bound = this.find(binding)
    if (bound) bound.alive = false
  }

  removed(installation: number): void {
    for (const bound of this.#bound.values()) if (bound.installation === installation) bound.alive = false
  }

  /** A binding may go without a word only when a fourth one takes its place. */
  miss(action: Action, account: Account, before: Seen | undefined, after: Seen): void {
    for (const [place, bound] of this.#bound) {
      if (bound.account !== account || !bound.alive || after.bindings.includes(place)) continue
      bound.alive = false
      if (action.do !== 'activate' || (before?.bindings.length ?? 0) < 3)
        throw new Violation('step', 'a binding went without anybody’s word')
    }
  }

  limit(account: Account, now: number, until: number): void {
    const own = this.#limits[account]
    if (now >= own.until) own.since = now
    own.until = Math.max(own.until, until)
  }

  isLimited(account: Account, now: number): boolean {
    return now < this.#limits[account].until
  }

  #isSettled(account: Account, bound: Bound | undefined): boolean {
    return bound?.alive === true && this.#countsFrom(bound) <= this.#limits[account].since - day
  }

  approve(now: number, installation: number, binding: number | undefined): void {
    const target = this.find(binding)
    if (!target) throw new Violation('step', 'nothing was approved')
    const { account } = target
    const own = [...this.#bound.values()].find(
      (each) => each.alive && each.installation === installation && each.account === account,
    )
    if (!own || own.at >= target.at) throw new Violation('asked', 'approved by one that is not older')
    if (this.isLimited(account, now) && !this.#isSettled(account, own))
      throw new Violation('limited', 'a young installation approved another')
    if (this.#waits(own, now)) throw new Violation('asked', 'approved by one that waits itself')
    target.isVouched = true
  }

  endLimited(now: number, account: Account, binding: number | undefined): void {
    const own = this.#limits[account]
    if (own.until === Number.POSITIVE_INFINITY)
      throw new Violation('limited', 'a contest was ended by an app')
    if (!this.#isSettled(account, this.find(binding)))
      throw new Violation('limited', 'a young installation ended it')
    own.until = now
  }
}
