import { audit } from '../account/audit.ts'
import { newToken, tokenHash } from '../account/tokens.ts'
import {
  beginClaim,
  type Claim,
  type ClaimOrigin,
  noteAnswers,
  readClaim,
} from '../account/transfers/claim.ts'
import { hasProvenNumber } from '../account/transfers/number.ts'
import { openStopped, resumeStopped } from '../cases/index.ts'
import type { Tx } from '../database/tables.ts'
import type { Parts } from '../http/parts.ts'
import { untilNextSlot } from '../http/time-slot.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { localDay } from '../ui/dates.ts'
import { type Answers, readAnswers } from './answers.ts'
import { giveBackAnswers, takeAnswers } from './budget.ts'
import { type Transfer, type TransferStep, transferStore } from './flow.ts'
import { askRegisters, type Verdict } from './verdict.ts'

/** After so long a verdict is no longer under way: the node that judged has gone. */
const longestVerdictSeconds = 60

/** What the judged answers came to; past the limits the number is proven first. */
type Judged = Verdict | { is: 'past-the-limits' | 'malformed' }

/**
 * Judges the answers of a journey and saves where it leads. An attempt counts when it is submitted, whoever submits; a
 * second tap waits for the verdict of the first. The answer comes at fixed slots from the arrival of the request.
 */
export function judging(parts: Parts) {
  const { database, clock, limits, keyring } = parts
  const { reader } = database
  const store = transferStore(parts)
  const slot = limits.transfer.verdictSlot.slotMilliseconds

  /** Returns where the journey stands then; undefined when it is over. `before` puts something into it first. */
  return async function judge(
    c: PortalContext,
    token: string,
    from: readonly TransferStep[],
    before: Partial<Transfer> = {},
  ): Promise<Transfer | undefined> {
    const { arrived, reference } = visitOf(c)
    const state = await begin(token, from, before)
    if (!state) {
      await untilNextSlot(arrived, slot)
      return store.read(reader, token)
    }
    const read = readAnswers(state.typed, state.iin, localDay(clock.now()))
    const claim = read.ok ? await ownClaim(state, read.answers) : undefined
    const judged = read.ok ? await ask(read.answers, claim, reference) : ({ is: 'malformed' } as const)
    await database.inTransaction(async (tx) => {
      if (!(await store.lock(tx, token))) return
      const next = read.ok ? await follow(tx, c, { state, judged, claim, answers: read.answers }) : undefined
      await store.save(tx, token, { ...(next ?? { ...state, at: 'questions' }), judgedSince: null })
    })
    await untilNextSlot(arrived, slot)
    return store.read(reader, token)
  }

  /** The ticket of one verdict: undefined when one is under way, or the journey is elsewhere. */
  function begin(token: string, from: readonly TransferStep[], before: Partial<Transfer>) {
    return database.inTransaction(async (tx) => {
      const state = await store.lock(tx, token)
      const now = clock.now()
      const since = state?.judgedSince ? new Date(state.judgedSince) : undefined
      const isUnderWay = since && now.getTime() - since.getTime() < longestVerdictSeconds * 1000
      if (!state || isUnderWay || !from.includes(state.at)) return undefined
      const judged: Transfer = { ...state, ...before, isRefused: false, judgedSince: now.toISOString() }
      await store.save(tx, token, judged)
      return judged
    })
  }

  /** The claim of this journey, where it is about the same child and the same parent. */
  async function ownClaim(state: Transfer, { child, claimant }: Answers) {
    const claim = state.claimId ? await readClaim(reader, parts, state.claimId) : undefined
    const isSame = claim?.claimant === claimant && claim.childIndex.equals(keyring.index('iin', child))
    return isSame ? claim : undefined
  }

  async function ask(answers: Answers, claim: Claim | undefined, reference: string): Promise<Judged> {
    const isProven = claim !== undefined && (await hasProvenNumber(reader, claim))
    if (!(await takeAnswers(parts, answers, isProven))) {
      const detail = { proven: isProven }
      await audit(reader, {
        type: 'transfer.answers',
        actor: 'stranger',
        outcome: 'limited',
        reference,
        detail,
      })
      return { is: isProven ? 'wrong' : 'past-the-limits' }
    }
    const verdict = await askRegisters(parts, answers, { isProven, reference })
    if (verdict.is === 'unavailable') await giveBackAnswers(parts, answers, isProven)
    return verdict
  }

  async function follow(
    tx: Tx,
    c: PortalContext,
    came: { state: Transfer; judged: Judged; claim: Claim | undefined; answers: Answers },
  ): Promise<Transfer | undefined> {
    const { state, judged, claim, answers } = came
    const { reference } = visitOf(c)
    const { iin, caseNumber } = state
    const own = { claimant: answers.claimant, child: answers.child, ...originOf(parts, c) }
    if (caseNumber && (judged.is === 'right' || judged.is === 'wrong'))
      await resumeStopped(tx, parts, { iin, number: caseNumber, reference })
    switch (judged.is) {
      case 'malformed':
        return undefined
      case 'wrong':
        return { ...state, at: 'questions', isRefused: true, caseNumber: null }
      case 'unavailable': {
        const { silent } = judged
        const { address } = own
        const number = caseNumber ?? undefined
        const stopped = { iin, address, answers: state.typed, number, silent, reference }
        return { ...state, at: 'stopped', caseNumber: await openStopped(tx, parts, stopped) }
      }
      case 'past-the-limits': {
        const claimId = claim?.id ?? (await beginClaim(tx, parts, { ...own, answered: false }))
        return { ...state, at: 'number', claimId }
      }
      case 'right': {
        if (claim) await noteAnswers(tx, parts, claim)
        const claimId = claim?.id ?? (await beginClaim(tx, parts, { ...own, answered: true }))
        return { ...state, at: 'finish', claimId, caseNumber: null }
      }
    }
  }
}

/** Which browser a claim's code is asked for in. */
export function originOf({ random }: Parts, c: PortalContext): ClaimOrigin {
  const { address, browser, cookies } = visitOf(c)
  return { address, browser, browserHash: tokenHash(cookies.read(c, 'browser') ?? newToken(random)) }
}
