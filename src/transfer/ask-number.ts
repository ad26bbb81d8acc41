import { audit } from '../account/audit.ts'
import { tokenHash } from '../account/tokens.ts'
import { readClaim } from '../account/transfers/claim.ts'
import { askForNumber, numberOfAccount } from '../account/transfers/number.ts'
import type { CodeBmg, Tx } from '../database/tables.ts'
import type { Phone } from '../domain/phone.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { alertRequest } from '../notify/index.ts'
import type { MobileCitizensFact } from '../registries/mobile-citizens.ts'
import { type Transfer, transferStore } from './flow.ts'
import { originOf } from './judge.ts'

const said: Readonly<Record<MobileCitizensFact, CodeBmg>> = {
  MATCH: 'match',
  MISMATCH: 'mismatch',
  NOT_REGISTERED: 'not-registered',
}
/** After so long a question is no longer under way: the node that asked has gone. */
const longestQuestionSeconds = 60

/**
 * What came of «Получить код». `asked`: whatever BMG said of the number. `too-many`: another number than the three of this
 * journey. `silent`: BMG did not answer, the number was not counted. `busy`: nor was it, as it could not be asked just now,
 * or this journey's question before is still under way. `over`: the journey or the claim has ended.
 */
export type AskedNumber = 'asked' | 'too-many' | 'silent' | 'busy' | 'over'

/**
 * Asks for a code to a number: the number is counted first; then BMG is asked, outside of any transaction, about it and
 * about the one that the claimant's account has today (or it again, so that there are always two questions); then the
 * claim keeps what was said.
 */
export function askingForNumber(parts: Parts) {
  const { database, keyring, registers } = parts
  const { reader } = database
  const store = transferStore(parts)

  return async function askNumber(c: PortalContext, token: string, phone: Phone): Promise<AskedNumber> {
    const mark = keyring.mac('transfer.number', phone).subarray(0, 12).toString('base64url')
    const counted = await count(token, mark)
    if (typeof counted === 'string') return counted
    const claim = counted.claimId ? await readClaim(reader, parts, counted.claimId) : undefined
    if (!claim) return 'over'
    const own = await numberOfAccount(reader, keyring, claim.accountId)
    const [bmg, ofOwn] = await Promise.all([
      registers.mobileCitizens.ask({ iin: claim.claimant, phone }),
      registers.mobileCitizens.ask({ iin: claim.claimant, phone: own ?? phone }),
    ])
    if (bmg === 'UNAVAILABLE' || bmg === 'BUSY' || ofOwn === 'BUSY') {
      const isSilent = bmg === 'UNAVAILABLE'
      await unanswered(token, { mark: counted.isNew ? mark : undefined, isSilent })
      return isSilent ? 'silent' : 'busy'
    }
    const isNumberForeign = own !== null && own !== phone && ofOwn === 'MISMATCH'
    return database.inTransaction(async (tx) => {
      const state = await store.lock(tx, token)
      const current = state?.claimId === claim.id ? await readClaim(tx, parts, claim.id) : undefined
      if (!state || !current) return 'over'
      await store.save(tx, token, { ...state, askingSince: null, isSilent: false })
      const asked = { phone, bmg: said[bmg], isNumberForeign, ...originOf(parts, c) }
      const request = await askForNumber(tx, parts, current, asked)
      await tellAccount(tx, c, { accountId: claim.accountId, recoveryId: request.id })
      await audit(tx, {
        type: 'transfer.number',
        actor: 'stranger',
        accountId: claim.accountId ?? undefined,
        outcome: 'asked',
        reference: visitOf(c).reference,
        detail: { transfer: claim.id, bmg: said[bmg], foreign: isNumberForeign },
      })
      return 'asked'
    })
  }

  /** Takes the journey's turn to ask, and counts the number; the same one again is not a new one. */
  function count(token: string, mark: string) {
    return database.inTransaction(async (tx) => {
      const state = await store.lock(tx, token)
      if (!state || (state.at !== 'finish' && state.at !== 'number')) return 'over'
      const { claimId, numbers, askingSince } = state
      const now = parts.clock.now()
      const since = askingSince === null ? undefined : new Date(askingSince)
      if (since && now.getTime() - since.getTime() < longestQuestionSeconds * 1000) return 'busy'
      const isNew = !numbers.includes(mark)
      if (isNew && numbers.length >= parts.limits.transfer.numbersPerFlow.numbers) return 'too-many'
      const asking: Transfer = {
        ...state,
        numbers: isNew ? [...numbers, mark] : numbers,
        askingSince: now.toISOString(),
      }
      await store.save(tx, token, asking)
      return { claimId, isNew }
    })
  }

  /** Ends the turn without an answer; a number that was new (`mark`) is not counted. */
  function unanswered(token: string, { mark, isSilent }: { mark: string | undefined; isSilent: boolean }) {
    return database.inTransaction(async (tx) => {
      const state = await store.lock(tx, token)
      if (!state) return
      const numbers = state.numbers.filter((each) => each !== mark)
      await store.save(tx, token, { ...state, numbers, askingSince: null, isSilent })
    })
  }

  /** The claimant's account hears of the request, where there is one; the row is written for nobody too. */
  async function tellAccount(
    tx: Tx,
    c: PortalContext,
    asked: { accountId: string | null; recoveryId: string },
  ) {
    const { cookies } = visitOf(c)
    const browser = cookies.read(c, 'browser')
    const request = await tx
      .selectFrom('recoveries')
      .where('id', '=', asked.recoveryId)
      .select('is_trusted')
      .executeTakeFirstOrThrow()
    const browserHash = browser ? tokenHash(browser) : Buffer.alloc(32)
    await alertRequest(tx, parts, { ...asked, isTrusted: request.is_trusted, browserHash })
  }
}
