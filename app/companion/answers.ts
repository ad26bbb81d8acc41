import type { Language } from '../../src/domain/language.ts'

/** Times are ISO 8601 strings by the server's clock. */
export type Hello = {
  readonly installation: { readonly id: string; readonly createdAt: string }
  readonly pushKey: string | null
}

/** Who asks for this activation. */
export type Preview = {
  readonly maskedIin: string
  readonly browser: string
  readonly system: string | null
  readonly madeAt: string
  readonly expiresAt: string
}

export type Registered = {
  readonly outcome: 'registered'
  readonly binding: string
  readonly maskedIin: string
  readonly state: 'active' | 'waits'
  readonly waitsUntil: string | null
}

/** The number must be proven first: six digits were sent to it, if everything else was right. */
export type SmsSent = { readonly outcome: 'sms-sent' }

/** What is claimed: this number, with a one-time password or a token. */
export type Claim = { readonly phone: string } & ({ readonly password: string } | { readonly token: string })

export type Account = {
  readonly binding: string
  readonly maskedIin: string
  readonly maskedPhone: string
  readonly madeAt: string
  /** `former`: a transfer has given the account another number, and this phone hears of that transfer only. */
  readonly state: 'active' | 'waits' | 'former'
  readonly waitsUntil: string | null
  readonly restriction: {
    readonly kind: 'limited' | 'frozen' | 'closed'
    readonly until: string | null
    /** Whether this installation's «Это я» ends it. */
    readonly canEnd: boolean
  } | null
}

/** A claim to a child's account to which this phone is bound; it ends with the transfer, or runs out. */
export type OpenClaim = {
  readonly binding: string
  readonly maskedIin: string
  readonly maskedPhone: string
  readonly madeAt: string
  readonly state: 'active' | 'waits'
  readonly waitsUntil: string | null
  readonly expiresAt: string
}

export type Request = {
  readonly id: string
  /** What its code does: sets a new password, or transfers a child's account to this IIN. */
  readonly kind: 'recovery' | 'transfer'
  readonly binding: string
  readonly maskedIin: string
  readonly number: number
  readonly browser: string
  readonly network: string | null
  readonly askedAt: string
  readonly sentAt: string
  readonly expiresAt: string
  readonly state: 'open' | 'shown' | 'waits' | 'number-not-yours'
}

/** A newer installation that waits for this one's word. `by` is this installation's own binding. */
export type Approval = {
  readonly binding: string
  readonly by: string
  readonly device: string
  readonly madeAt: string
  readonly waitsUntil: string | null
  readonly maskedIin: string
}

export type NoticeState = 'queued' | 'sent' | 'delivered' | 'opened'
export type Notice = {
  readonly id: string
  readonly at: string
  readonly kind: string
  readonly title: string
  readonly body: string
  readonly state: NoticeState | 'dead'
  /** With a notice of a recovery: what this installation may do about it, and the number of the open case. */
  readonly canContest?: boolean
  readonly canFreeze?: boolean
  readonly case?: string | null
  /** With a notice of a transfer: the same, and this installation's own binding there. */
  readonly transfer?: {
    readonly binding: string | null
    readonly canApprove: boolean
    readonly canObject: boolean
    readonly case: string | null
    readonly isUndone: boolean
  }
}

export type Feed = {
  readonly now: string
  /** Who helps in person, as the deployment names them. */
  readonly assistedContact: string
  readonly accounts: readonly Account[]
  readonly claims: readonly OpenClaim[]
  readonly requests: readonly Request[]
  /** There are more than are listed: the own one may have to be asked for by its number. */
  readonly hasMoreRequests?: boolean
  readonly approvals: readonly Approval[]
  readonly notices: readonly Notice[]
}

export type Code = { readonly code: string; readonly expiresAt: string }

/** A push subscription as `PushSubscription.toJSON()` tells it. */
export type Subscription = { readonly endpoint?: string; readonly keys?: Readonly<Record<string, string>> }

/** Every call of the companion API: what goes in, what comes out. */
export type Calls = {
  hello: { in: { language: Language }; out: Hello }
  preview: { in: { token: string }; out: Preview }
  activate: { in: Claim & { smsCode?: string }; out: Registered | SmsSent }
  feed: { in: undefined; out: Feed }
  requests: { in: { number: number }; out: { readonly requests: readonly Request[] } }
  code: { in: { request: string }; out: Code }
  'not-me': { in: { request: string } | { binding: string } | { notice: string }; out: unknown }
  freeze: { in: { notice: string }; out: unknown }
  approve: { in: { binding: string }; out: unknown }
  transfer: { in: { notice: string; answer: 'approve' | 'object' }; out: unknown }
  'not-my-number': { in: { binding: string }; out: unknown }
  'end-limited': { in: { binding: string }; out: unknown }
  remove: { in: Record<never, never>; out: unknown }
  push: { in: { subscription: Subscription | null }; out: unknown }
  seen: { in: { notices: readonly string[]; state: 'delivered' | 'opened' }; out: unknown }
}
