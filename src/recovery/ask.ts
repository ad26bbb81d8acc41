import { audit } from '../account/audit.ts'
import { beginRecovery as beginRequest, dropRecovery, sendAgain } from '../account/recoveries.ts'
import { newToken, tokenHash } from '../account/tokens.ts'
import type { Tx } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import { flowStore } from '../flow/store.ts'
import { addressDelay } from '../http/address-pace.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { alertRequest } from '../notify/index.ts'
import { parseRecovery, recoveryFlow } from './flow.ts'

/** The stored journeys of this slice. */
export function recoveryStore(parts: Parts) {
  return flowStore(recoveryFlow, parts, parseRecovery)
}

const startsRule = 'recovery.address-starts'

/**
 * Begins a recovery for an IIN, known or not, and remembers it in this browser. A browser has one: asking again for
 * the same IIN is «Отправить», for another one it ends the first.
 */
export function beginRecovery(parts: Parts) {
  const { database, clock } = parts
  const store = recoveryStore(parts)
  const limit = parts.limits.recovery.startsPerAddress

  return async (
    c: PortalContext,
    iin: Iin,
    isCrowded: boolean,
  ): Promise<{ is: 'begun'; delaySeconds: number } | { is: 'busy' }> => {
    const { address, cookies } = visitOf(c)
    const delaySeconds = await addressDelay(parts, startsRule, { ...limit, requests: limit.starts }, address)
    if (delaySeconds > 0 && isCrowded) return { is: 'busy' }

    const had = cookies.read(c, 'recovery')
    const token = await database.inTransaction(async (tx) => {
      const current = await store.lock(tx, had)
      if (current && had && current.iin === iin) {
        const recoveryId = await send(tx, parts, c, current)
        await store.save(tx, had, { ...current, recoveryId })
        return had
      }
      if (current && had) {
        await dropRecovery(tx, clock, current.recoveryId)
        await store.end(tx, had)
      }
      return store.begin(tx, { at: 'page', iin, recoveryId: await ask(tx, parts, c, iin) })
    })
    cookies.write(c, 'recovery', token)
    return { is: 'begun', delaySeconds }
  }
}

/** A new request: its row, the owner's alert, the audit. Returns its id. */
async function ask(tx: Tx, parts: Parts, c: PortalContext, iin: Iin): Promise<string> {
  const { address, browser, cookies, reference } = visitOf(c)
  const browserHash = tokenHash(cookies.read(c, 'browser') ?? newToken(parts.random))
  const request = await beginRequest(tx, parts, { iin, browser, browserHash, address })
  await alertRequest(tx, parts, request)
  await audit(tx, {
    type: 'recovery.ask',
    actor: 'stranger',
    accountId: request.accountId ?? undefined,
    outcome: 'asked',
    reference,
    detail: { trusted: request.isTrusted },
  })
  return request.recoveryId
}

/**
 * «Отправить»: the owner is asked again. A request that has ended meanwhile (refused, replaced) gets a new one in its
 * place, so that the page goes on as it would for nobody. Returns the id of the one that is open.
 */
export async function send(
  tx: Tx,
  parts: Parts,
  c: PortalContext,
  state: { readonly iin: Iin; readonly recoveryId: string },
): Promise<string> {
  const request = await sendAgain(tx, parts, state.recoveryId)
  if (request === 'ended') return ask(tx, parts, c, state.iin)
  if (request.isSent) await alertRequest(tx, parts, request)
  return request.recoveryId
}
