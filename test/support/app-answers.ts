/** What the companion API answered; `body` is its JSON. */
export type Reply = { readonly status: number; readonly headers: Headers; readonly body: ReplyBody }
export type ReplyBody = Readonly<Record<string, unknown>> & {
  readonly problem?: string
  readonly error?: string
}

export type AppAccount = {
  binding: string
  maskedIin: string
  maskedPhone: string
  state: 'active' | 'waits' | 'former'
  waitsUntil: string | null
  restriction: { kind: 'limited' | 'frozen' | 'closed'; until: string | null; canEnd: boolean } | null
}
/** A claim to which this phone is bound. */
export type AppClaim = {
  binding: string
  maskedIin: string
  maskedPhone: string
  state: 'active' | 'waits'
  waitsUntil: string | null
  expiresAt: string
}
export type AppRequest = {
  kind: 'recovery' | 'transfer'
  id: string
  binding: string
  maskedIin: string
  number: number
  browser: string
  network: string | null
  expiresAt: string
  state: 'open' | 'shown' | 'waits' | 'number-not-yours'
}
export type AppFeed = {
  now: string
  assistedContact: string
  accounts: AppAccount[]
  claims: AppClaim[]
  requests: AppRequest[]
  hasMoreRequests: boolean
  approvals: { binding: string; by: string; device: string; maskedIin: string }[]
  notices: {
    id: string
    at: string
    kind: string
    title: string
    body: string
    state: string
    /** With those that tell of a recovery. */
    canContest?: boolean
    canFreeze?: boolean
    case?: string | null
    /** With those that tell one side of a move. */
    transfer?: {
      binding: string | null
      canApprove: boolean
      canObject: boolean
      case: string | null
      isUndone: boolean
    }
  }[]
}
