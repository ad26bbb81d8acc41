/**
 * What became of one attempt to send. `again`: it may work later, after `afterSeconds` at the earliest. `gone`: the
 * address is no longer anybody's. Problems are keys; `kabinet outbox` shows them.
 */
export type SendOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly problem: SendProblem
      readonly again: boolean
      readonly afterSeconds?: number
      readonly gone?: boolean
    }

export type SendProblem =
  | 'address-refused'
  | 'gone'
  | 'refused'
  | 'unauthorised'
  | 'busy'
  | 'failing'
  | 'timeout'
  | 'cut-off'
  | 'unreachable'
  | 'redirected'
  | 'no-gateway'
  | 'no-tls'
  | 'removed'
  | 'too-late'
  | 'fault'

/** Judges an answer by its status; the same for push services (RFC 8030 §5) and SMS gateways. */
export function outcomeOfStatus(status: number, retryAfter: string | undefined): SendOutcome {
  if (status >= 200 && status < 300) return { ok: true }
  if (status >= 300 && status < 400) return { ok: false, problem: 'redirected', again: false }
  if (status === 401 || status === 403) return { ok: false, problem: 'unauthorised', again: false }
  if (status === 404 || status === 410) return { ok: false, problem: 'gone', again: false, gone: true }
  if (status === 429) return { ok: false, problem: 'busy', again: true, ...later(retryAfter) }
  if (status === 408 || status === 409) return { ok: false, problem: 'failing', again: true }
  if (status >= 500) return { ok: false, problem: 'failing', again: true, ...later(retryAfter) }
  return { ok: false, problem: 'refused', again: false }
}

/** Seconds of a Retry-After header (RFC 9110 §10.2.3); its date form is left to the back-off. */
function later(retryAfter: string | undefined): { afterSeconds?: number } {
  return retryAfter && /^\d{1,6}$/.test(retryAfter) ? { afterSeconds: Number(retryAfter) } : {}
}
