import { audit } from '../account/audit.ts'
import { tryCode } from '../account/codes.ts'
import { takeAddresses } from '../account/notice-addresses.ts'
import { giveBackTry, tryEnded } from '../account/recoveries.ts'
import { doneTransfer, settleApps } from '../account/transfers/after.ts'
import type { Claim } from '../account/transfers/claim.ts'
import { type Moved, moveAccount } from '../account/transfers/move.ts'
import type { Tx } from '../database/tables.ts'
import type { Language } from '../domain/language.ts'
import { ringCodesAlarm } from '../http/codes-alarm.ts'
import type { Parts } from '../http/parts.ts'
import { announce } from '../notify/index.ts'
import { transferStore } from './flow.ts'

export type Redemption = {
  readonly token: string
  readonly claim: Claim
  readonly requestId: string
  readonly code: string
  readonly password: string
  readonly browserHash: Buffer
  readonly browser: string
  readonly language: Language
  readonly reference: string
}

/** `elsewhere`: the journey has gone on meanwhile, to `taken`, `held` or its end. */
export type Redeemed =
  | { is: 'done' }
  | { is: 'elsewhere' }
  | { is: 'busy' }
  | { is: 'wrong'; triesLeft: number }

/**
 * «Переоформить»: tries the code and, when it is right, moves the account. The try is counted first, whoever it is; only a
 * right code is followed by a hash. The move, what every side is told and the end of the journey stand or fall
 * together; the same code sent twice moves once.
 */
export async function redeem(parts: Parts, given: Redemption): Promise<Redeemed> {
  const { database, hasher } = parts
  const { reader } = database
  const { token, requestId, claim } = given
  const store = transferStore(parts)
  const tried = await tryCode(reader, parts, requestId, given.code)
  if (tried.is === 'match') {
    const phc = await hasher.hash(given.password)
    if (phc === 'busy') {
      await giveBackTry(reader, requestId)
      return { is: 'busy' }
    }
    const moving = database.inTransaction(async (tx) => {
      const state = await store.lock(tx, token)
      if (state?.at !== 'finish' || state.claimId !== claim.id) return undefined
      const move = { ...given, transferId: claim.id, codeMac: tried.codeMac, phc }
      const came = await moveAccount(tx, parts, move)
      if (!came) return undefined
      if (came.is === 'done') {
        await tellEverybody(tx, parts, given, came)
        const { accountId } = came
        await settleApps(tx, parts, { accountId, isNumberForeign: claim.isNumberForeign })
        if (came.hasNewNumber) await takeAddresses(tx, { accountId, transferId: claim.id })
        await store.end(tx, token)
      } else {
        const until = came.is === 'held' ? came.restriction.until : null
        await store.save(tx, token, { ...state, at: came.is, heldUntil: until?.toISOString() ?? null })
      }
      return came
    })
    // The code was right: what the database could not write down must not use it up. Nobody waits for it.
    moving.catch(() => {
      giveBackTry(reader, requestId).catch(() => {})
    })
    const moved = await moving
    if (moved) return moved.is === 'done' ? { is: 'done' } : { is: 'elsewhere' }
  }
  // The other one of two taps has moved it.
  if (await doneTransfer(reader, claim.id)) return { is: 'done' }
  if (tried.is === 'wrong' && tried.ringsAlarm) await ringCodesAlarm(parts, given.reference)
  const triesLeft = tried.is === 'wrong' ? tried.triesLeft : await tryEnded(reader, parts, requestId)
  await audit(reader, {
    type: 'transfer.code',
    actor: 'stranger',
    accountId: claim.accountId ?? undefined,
    outcome: 'refused',
    reference: given.reference,
    detail: { tries: triesLeft ?? 0 },
  })
  const state = await store.read(reader, token)
  return state?.at === 'finish' ? { is: 'wrong', triesLeft: triesLeft ?? 0 } : { is: 'elsewhere' }
}

/** The former holder, and the new one at both numbers. */
async function tellEverybody(
  tx: Tx,
  parts: Parts,
  { claim, browser }: Redemption,
  { accountId, formerAccountId, oldPhone }: Extract<Moved, { is: 'done' }>,
): Promise<void> {
  const params = { transfer: claim.id }
  if (formerAccountId)
    await announce(tx, parts, { accountId: formerAccountId, kind: 'transferred-away', browser, params })
  const alsoTo = oldPhone ? { alsoTo: [oldPhone] } : {}
  await announce(tx, parts, { accountId, kind: 'transferred-here', browser, params, ...alsoTo })
}
