import { Apps, day, minute } from './apps.ts'
import { type Seen, Violation } from './violation.ts'
import type { Account, Action, Outcome, Whose } from './world.ts'

type Shown = { request: number; binding: number; at: number; isTried: boolean; isUsed: boolean }
type Asked = { browser: number; whose: Whose; at: number; isOver: boolean; isTold: boolean }

/**
 * Keeps a book of what people were told and judges each act by it. It knows nothing of the rules' own state: the
 * numbers are those of the policy, written here once more, so that a changed rule does not change its judge.
 */
export class Watch {
  #now = 0
  #before: Record<Account, Seen> | undefined
  readonly #asked = new Map<number, Asked>()
  readonly #openIn = new Map<number, number>()
  readonly #shown = new Map<number, Shown>()
  readonly #wrongSince = new Map<number, number>()
  readonly #apps = new Apps()
  readonly #secretOf = new Map<
    number,
    { request?: number; account?: Account; until: number; isUsed: boolean }
  >()
  readonly #register: { says: string } = { says: 'match' }

  /** Judges one act; throws a `Violation`. `typed`: which code was entered, −1 for one that was never shown. */
  judge(action: Action, outcome: Outcome, after: Record<Account, Seen>, typed = -1): void {
    const changed = this.#note(action, outcome, typed)
    for (const account of ['one', 'other'] as const) {
      const isSame = !this.#before || this.#before[account].fingerprint === after[account].fingerprint
      if (!isSame && changed !== account) throw new Violation('nothing', `${account} after ${action.do}`)
      this.#apps.miss(action, account, this.#before?.[account], after[account])
      if (this.#apps.isLimited(account, this.#now) && after[account].restriction === undefined)
        throw new Violation('limited', `${account} is free early after ${action.do}`)
    }
    this.#before = after
  }

  /** Writes the act down; returns the account that it may change. */
  #note(action: Action, outcome: Outcome, typed: number): Account | undefined {
    switch (action.do) {
      case 'wait':
        this.#now += action.seconds
        return undefined
      case 'register':
        this.#register.says = action.says
        return undefined
      case 'sign-in':
        return action.account
      case 'contest':
        this.#apps.limit(action.account, this.#now, Number.POSITIVE_INFINITY)
        return undefined
      case 'ask':
        this.#page(outcome, action.browser, action.whose)
        return undefined
      case 'send':
        this.#page(outcome, action.browser)
        return undefined
      case 'open-cabinet':
        this.#secret(outcome, { account: action.account })
        return undefined
      case 'activate':
        if (outcome.secret !== undefined && action.from === 'page') this.#page(outcome, action.which)
        this.#bind(action.installation, action.isRightNumber, outcome)
        return undefined
      case 'enter':
        return this.#enter(action.browser, outcome, typed)
      case 'show':
        this.#saw(action.installation, outcome)
        if (outcome.is === 'code') this.#show(action.installation, outcome)
        return undefined
      case 'refuse-request':
        this.#saw(action.installation, outcome)
        if (outcome.is === 'refused') this.#over(outcome.request)
        return undefined
      case 'refuse-binding':
        this.#saw(action.installation, outcome)
        if (outcome.is === 'refused') this.#apps.gone(outcome.binding)
        return undefined
      case 'approve':
        this.#saw(action.installation, outcome)
        if (outcome.is === 'approved') this.#apps.approve(this.#now, action.installation, outcome.binding)
        return undefined
      case 'end-limited':
        this.#saw(action.installation, outcome)
        if (outcome.is === 'ended') this.#apps.endLimited(this.#now, action.account, outcome.binding)
        return undefined
      case 'remove':
        if (outcome.is === 'removed') this.#apps.removed(action.installation)
        return undefined
      case 'look':
        this.#saw(action.installation, outcome)
        return undefined
      default:
        return undefined
    }
  }

  #page(outcome: Outcome, browser: number, whose?: Whose) {
    const { request } = outcome
    if (request === undefined) return
    if (!this.#asked.has(request)) {
      const before = this.#asked.get(this.#openIn.get(browser) ?? -1)
      const named = whose ?? before?.whose ?? 'nobody'
      this.#asked.set(request, { browser, whose: named, at: this.#now, isOver: false, isTold: false })
    }
    this.#openIn.set(browser, request)
    // «Отправить» gives the page its three tries back, but a code that was tried works no more.
    if (outcome.is === 'sent') {
      for (const [code, shown] of this.#shown) {
        if (shown.request === request && shown.isTried) this.#use(code)
      }
      this.#wrongSince.set(request, 0)
    }
    this.#secret(outcome, { request })
  }

  #secret(outcome: Outcome, of: { request?: number; account?: Account }) {
    if (outcome.secret === undefined || this.#secretOf.has(outcome.secret)) return
    this.#secretOf.set(outcome.secret, { ...of, until: this.#now + 10 * minute, isUsed: false })
  }

  #saw(installation: number, outcome: Outcome) {
    if (outcome.is !== 'unknown') this.#apps.saw(installation, this.#now)
  }

  #bind(installation: number, isRightNumber: boolean, outcome: Outcome) {
    if (outcome.secret === undefined) return
    this.#apps.saw(installation, this.#now)
    if (outcome.is !== 'active' && outcome.is !== 'waits') return
    const secret = this.#secretOf.get(outcome.secret)
    const whose = secret?.account ?? this.#asked.get(secret?.request ?? -1)?.whose
    if (!secret || !isRightNumber) throw new Violation('step', 'bound without password and number')
    if (whose === undefined || whose === 'nobody') throw new Violation('decoy', 'an installation was bound')
    if (secret.isUsed || secret.until <= this.#now)
      throw new Violation('once', 'a used or old one-time password')
    secret.isUsed = true
    this.#apps.bind(this.#now, installation, whose, outcome.binding ?? -1, secret.account !== undefined)
  }

  #show(installation: number, outcome: Outcome) {
    const asked = this.#asked.get(outcome.request ?? -1)
    if (!asked || asked.isOver) throw new Violation('step', 'a code without a living request')
    this.#apps.mayShow(this.#now, installation, asked.whose, outcome)
    const [request, binding] = [outcome.request ?? -1, outcome.binding ?? -1]
    for (const [code, shown] of this.#shown) if (shown.request === request) this.#use(code)
    this.#shown.set(outcome.code ?? -1, { request, binding, at: this.#now, isTried: false, isUsed: false })
    asked.isTold = this.#register.says !== 'match'
  }

  #enter(browser: number, outcome: Outcome, typed: number): Account | undefined {
    const request = this.#openIn.get(browser) ?? -1
    if (outcome.is !== 'done') {
      if (outcome.is.startsWith('wrong')) this.#wrong(request)
      this.#page(outcome, browser)
      return undefined
    }
    const asked = this.#asked.get(request)
    const shown = this.#shown.get(typed)
    if (!asked || asked.whose === 'nobody') throw new Violation('decoy', 'a password was set')
    const bound = shown && this.#apps.find(shown.binding)
    if (!shown || !bound) throw new Violation('step', 'a password was set without a code')
    if (shown.isUsed || shown.request !== request || asked.browser !== browser || asked.isOver)
      throw new Violation('once', 'a code of another request, or one that was over')
    if (this.#now - shown.at >= 10 * minute || (this.#wrongSince.get(request) ?? 0) >= 3)
      throw new Violation('once', 'a code that had run out')
    if (!bound.alive) throw new Violation('step', 'the code of an installation that is gone')
    if (this.#before?.[asked.whose].restriction === 'frozen')
      throw new Violation('step', 'a frozen account was recovered')
    for (const [place, each] of this.#asked) if (each.whose === asked.whose) this.#over(place)
    for (const secret of this.#secretOf.values()) {
      if (secret.account === asked.whose) secret.until = this.#now
    }
    if (this.#apps.isYoung(shown.binding, this.#now) || asked.isTold)
      this.#apps.limit(asked.whose, this.#now, this.#now + day)
    return asked.whose
  }

  #wrong(request: number) {
    const before = this.#wrongSince.get(request) ?? 0
    this.#wrongSince.set(request, before + 1)
    // With the three tries used up the code was not even looked at, so «Отправить» does not end it.
    if (before >= 3) return
    for (const shown of this.#shown.values()) {
      const isAlive = !shown.isUsed && this.#now - shown.at < 10 * minute
      if (shown.request === request && isAlive) shown.isTried = true
    }
  }

  #over(request: number | undefined) {
    const asked = this.#asked.get(request ?? -1)
    if (asked) asked.isOver = true
    for (const [code, shown] of this.#shown) if (shown.request === request) this.#use(code)
  }

  #use(code: number) {
    const shown = this.#shown.get(code)
    if (shown) shown.isUsed = true
  }
}
