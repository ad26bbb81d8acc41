import { z } from 'zod'
import { readProfile } from '../account/accounts.ts'
import {
  bind,
  findPlace,
  type MatchedActivation,
  type MatchedClaim,
  tryActivation,
} from '../account/activating.ts'
import { findActivation } from '../account/activations.ts'
import { audit } from '../account/audit.ts'
import { type Binding, removeBindings, waits } from '../account/bindings.ts'
import { bindToClaim } from '../account/transfers/activate.ts'
import type { Tx } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import { maskIin } from '../domain/masks.ts'
import { parsePhone } from '../domain/phone.ts'
import type { Gate } from '../http/gate.ts'
import type { Parts } from '../http/parts.ts'
import { announce } from '../notify/index.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'
import { guess } from './guesses.ts'
import { provePossession, smsCountOf } from './possession.ts'

const previewing = z.object({ token: z.string().max(64) })
const typed = { phone: z.string().max(64), smsCode: z.string().max(32).optional() }
const activating = z.union([
  z.object({ ...typed, password: z.string().max(64) }),
  z.object({ ...typed, token: z.string().max(64) }),
])

/**
 * POST preview: who stands behind a scanned token. The same for decoys; the queue system is only told where the
 * account's holder made the token, since a stranger's page must not tell which system a person is known to.
 */
export function preview(parts: Parts, gate: Gate) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, previewing)
    if (!read.ok) return read.answer
    return guess(c, parts, gate, async () => {
      const found = await findActivation(parts.database.reader, parts, { token: read.body.token })
      if (!found) return { isRight: false, answer: c.json({ problem: 'not-found' }, 404) }
      const system = found.madeThrough === 'cabinet' ? await systemOf(parts, found.accountId) : null
      const answer = c.json({
        maskedIin: maskIin(found.iin),
        browser: found.browser,
        system,
        madeAt: found.madeAt.toISOString(),
        expiresAt: found.expiresAt.toISOString(),
      })
      return { isRight: true, answer }
    })
  }
}

async function systemOf(parts: Parts, accountId: string | null): Promise<string | null> {
  const row = await parts.database.reader
    .selectFrom('accounts')
    .where('id', '=', accountId)
    .select('system')
    .executeTakeFirst()
  return row?.system ?? null
}

/** POST activate: binds this installation to the account whose password and number are both right. */
export function activate(parts: Parts, gate: Gate) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, activating)
    if (!read.ok) return read.answer
    const { body } = read
    const number = parsePhone(body.phone)
    if (!number.ok) return c.json({ problem: number.problem }, 422)
    const { reference } = c.get('visit')
    return guess(c, parts, gate, async () => {
      const asksSms = parts.config.possessionProof === 'sms'
      const whose = asksSms ? await smsCountOf(parts, body) : undefined
      const matched = await tryActivation(parts.database.reader, parts, { secret: body, phone: number.phone })
      if (whose) {
        const unproven = await provePossession(c, parts, {
          secret: 'token' in body ? body.token : body.password,
          whose,
          phone: number.phone,
          smsCode: body.smsCode,
          isRight: matched !== undefined,
          accountId: matched && 'accountId' in matched ? matched.accountId : undefined,
        })
        if (unproven) return { isRight: false, answer: unproven }
      }
      const bound =
        matched &&
        (await parts.database.inTransaction((tx) =>
          'transferId' in matched ? registerForClaim(tx, parts, c, matched) : register(tx, parts, c, matched),
        ))
      if (!bound) {
        await audit(parts.database.reader, {
          type: 'activation',
          actor: 'stranger',
          accountId: matched && 'accountId' in matched ? matched.accountId : undefined,
          outcome: 'refused',
          reference,
        })
        return { isRight: false, answer: c.json({ problem: 'refused' }, 422) }
      }
      const isWaiting = waits(bound, parts.clock.now())
      const answer = c.json({
        outcome: 'registered',
        binding: bound.id,
        maskedIin: maskIin(bound.iin),
        state: isWaiting ? 'waits' : 'active',
        waitsUntil: isWaiting ? (bound.waitsUntil?.toISOString() ?? null) : null,
      })
      return { isRight: true, answer }
    })
  }
}

type Registered = Pick<Binding, 'id' | 'waitsUntil' | 'approvedAt'> & { readonly iin: Iin }

/** Finds the place, lets the replaced one go, binds and tells, in one transaction. */
async function register(
  tx: Tx,
  parts: Parts,
  c: CompanionContext,
  matched: MatchedActivation,
): Promise<Registered | undefined> {
  const { id, device } = c.get('installation')
  const { accountId } = matched
  const place = await findPlace(tx, parts, matched, id)
  if (place.is === 'refused') return undefined
  if (place.is === 'free' && place.replaces) {
    const params = { device: place.replaces.device }
    await announce(tx, parts, { accountId, kind: 'app-removed', browser: null, params })
    await removeBindings(tx, parts.clock, { accountId, bindingIds: [place.replaces.id] }, 'replaced')
  }
  const bound = await bind(tx, parts, matched, id, place)
  const isWaiting = waits(bound, parts.clock.now())
  if (place.is === 'free') {
    const kind = isWaiting ? 'app-waits' : 'app-activated'
    await announce(tx, parts, { accountId, kind, browser: null, params: { device } })
  }
  await audit(tx, {
    type: 'activation',
    actor: 'citizen',
    accountId,
    outcome: place.is === 'kept' ? 'kept' : isWaiting ? 'waits' : 'registered',
    reference: c.get('visit').reference,
    detail: { through: matched.madeThrough, replaced: place.is === 'free' && place.replaces !== undefined },
  })
  const { iin } = await readProfile(tx, parts.keyring, accountId)
  return { ...bound, iin }
}

/** The same for a claim to an account: its app shows the claim's code, and older apps of the claimant are asked first. */
async function registerForClaim(
  tx: Tx,
  parts: Parts,
  c: CompanionContext,
  matched: MatchedClaim,
): Promise<Registered | undefined> {
  const { id, device } = c.get('installation')
  const bound = await bindToClaim(tx, parts, matched, id)
  if (!bound) return undefined
  const { accountId, claimant } = bound.claim
  const isWaiting = waits(bound, parts.clock.now())
  if (accountId && isWaiting && bound.isNew)
    await announce(tx, parts, { accountId, kind: 'app-waits', browser: null, params: { device } })
  await audit(tx, {
    type: 'activation',
    actor: 'citizen',
    accountId: accountId ?? undefined,
    outcome: isWaiting ? 'waits' : 'registered',
    reference: c.get('visit').reference,
    detail: { through: 'transfer', transfer: bound.claim.id },
  })
  return { ...bound, iin: claimant }
}
