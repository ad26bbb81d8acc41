/**
 * Why a register gave no answer: stable codes for the log and the metrics. `again`: asking once more may help at once and
 * harms nothing, because every question only reads. `lives`: it answered and refused this one question, which says nothing
 * of its health, or a stranger with odd questions could shut it for everybody.
 */
const kinds = {
  /** No connection, or one that broke before the answer began. */
  unreachable: { again: true, lives: false },
  /** The connection broke in the middle of the answer. */
  'cut-off': { again: true, lives: false },
  /** 502, 503 or 504 of something in between. */
  gateway: { again: true, lives: false },
  /** 503 with Retry-After: nobody waits that long, and it asked not to be pressed. */
  'asked-to-wait': { again: false, lives: false },
  /** 429: it lives, and we ask more than it takes. Whoever makes us ask so much must not make it “away” for the others. */
  'too-many': { again: false, lives: true },
  timeout: { again: false, lives: false },
  /** A certificate or a version that one of the two sides does not take. */
  tls: { again: false, lives: false },
  /** Any other 4xx: our certificate, the address or the question. */
  refused: { again: false, lives: true },
  /** A status that the contract does not have, redirects among them. */
  status: { again: false, lives: false },
  oversized: { again: false, lives: false },
  /** Not what it says it is: another content type, broken JSON, broken HTTP. */
  form: { again: false, lives: false },
  /** JSON that is not the contract's. */
  schema: { again: false, lives: false },
  /** The answer to another question. */
  'wrong-id': { again: false, lives: false },
  /** Too many of our own questions wait for it. */
  busy: { again: false, lives: true },
  /** It failed so often that it is left alone for a while. */
  'left-alone': { again: false, lives: true },
  /** Anything else that an adapter threw. */
  fault: { again: false, lives: false },
} as const

export type TroubleCode = keyof typeof kinds

/** A question without an answer. It carries no word of the question or the answer. */
export class RegisterTrouble extends Error {
  readonly code: TroubleCode
  /** A status or a code of Node's; never anything that the other side wrote. */
  readonly detail: string | undefined
  /** Under which id the register's operator finds the question. */
  readonly requestId: string | undefined

  constructor(
    code: TroubleCode,
    more: { detail?: string | undefined; requestId?: string; cause?: unknown } = {},
  ) {
    super(`the register did not answer: ${code}`, { cause: more.cause })
    this.name = 'RegisterTrouble'
    this.code = code
    this.detail = more.detail
    this.requestId = more.requestId
  }

  get mayAskAgain(): boolean {
    return kinds[this.code].again
  }

  get showsLife(): boolean {
    return kinds[this.code].lives
  }

  /** More is asked than can be, here or there: that says nothing of whether the register would answer. */
  get isCrowd(): boolean {
    return this.code === 'busy' || this.code === 'too-many'
  }
}

/** Whatever an adapter threw, as a trouble. */
export function troubleOf(error: unknown): RegisterTrouble {
  return error instanceof RegisterTrouble ? error : new RegisterTrouble('fault', { cause: error })
}
