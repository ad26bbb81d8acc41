import { z } from 'zod'
import { audit } from '../account/audit.ts'
import { type Binding, bindingBetween, holdAccount, mayShowCodes } from '../account/bindings.ts'
import { isSettledBefore } from '../account/deciding.ts'
import { readEvents } from '../account/events.ts'
import {
  caseAbout,
  freezeContested,
  isFrozenBy,
  type OwnCase,
  openContest,
  type RecoveredEvent,
  recoveredBy,
  tellsOfRecovery,
} from '../cases/index.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Parts } from '../http/parts.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'

const naming = z.object({ notice: z.uuid() })

/** A recovery that a notice tells of, as one binding stands to it. */
type Contest = {
  readonly event: RecoveredEvent
  /** The account's open case, or the one in which this recovery was decided. */
  readonly known: OwnCase | undefined
  readonly isFrozen: boolean
  /** The binding was there before the recovery and waits for nobody, so that its word counts. */
  readonly isOlder: boolean
  /** It was settled before: a freeze shuts both sides out. */
  readonly isSettled: boolean
}

/**
 * How a binding stands to the recovery told at `at`. The app that showed the code may contest too: whoever was talked into
 * reading it out has only that one, and a contest gives nobody anything. Undefined when it is too old or unknown.
 */
export async function readContest(
  reader: Reader,
  parts: Parts,
  own: Binding,
  at: Date,
): Promise<Contest | undefined> {
  const event = await recoveredBy(reader, parts, { accountId: own.accountId, at })
  if (!event) return undefined
  const known = await caseAbout(reader, event)
  const isOlder = mayShowCodes(own, parts.clock.now()) && own.madeAt < event.at
  return {
    event,
    known,
    isFrozen: known !== undefined && (await isFrozenBy(reader, known.id)),
    isOlder,
    isSettled: isOlder && isSettledBefore(own, event.at, parts.limits),
  }
}

/** What the app may offer. `case` is the number of the case while it is open. */
export function whatIsOpen({ known, isFrozen, isOlder, isSettled }: Contest) {
  const isOpen = known?.decision === null
  return {
    canContest: isOlder && !known,
    canFreeze: isSettled && isOpen && !isFrozen,
    case: isOpen ? known.number : null,
  }
}

/** «Это не я» about a finished recovery: opens the case, or answers with the one that is open. */
export async function contest(c: CompanionContext, parts: Parts, notice: string): Promise<Response> {
  const { reference } = c.get('visit')
  return parts.database.inTransaction(async (tx) => {
    const found = await find(tx, parts, c, notice)
    if (!found || (found.known && found.known.decision !== null)) return c.json({ problem: 'gone' }, 409)
    const { event } = found
    if (!found.isOlder) {
      const { accountId } = event
      const line = { type: 'case.open', actor: 'citizen', factor: 'app', accountId, reference } as const
      await audit(tx, { ...line, outcome: 'refused' })
      return c.json({ problem: 'waits' }, 409)
    }
    const own = await openContest(tx, parts, { event, openedBy: 'installation', browser: null, reference })
    if (!own) return c.json({ problem: 'gone' }, 409)
    const { canFreeze } = whatIsOpen({ ...found, known: own })
    return c.json({ outcome: 'contested', case: own.number, canFreeze })
  })
}

/** POST freeze: until the case is decided nothing works but help. Only for a binding that was settled before the recovery. */
export function freeze(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, naming)
    if (!read.ok) return read.answer
    const { reference } = c.get('visit')
    return parts.database.inTransaction(async (tx) => {
      const found = await find(tx, parts, c, read.body.notice)
      if (found?.known?.decision !== null) return c.json({ problem: 'gone' }, 409)
      const { event, known, isFrozen, isSettled } = found
      const { accountId } = event
      if (!isSettled) {
        await audit(tx, { type: 'case.freeze', actor: 'citizen', accountId, outcome: 'refused', reference })
        return c.json({ problem: 'waits' }, 409)
      }
      if (!isFrozen)
        await freezeContested(tx, parts, {
          ...{ accountId, caseId: known.id, browser: null, reference },
          factor: 'app',
        })
      return c.json({ outcome: 'frozen', case: known.number })
    })
  }
}

/** The recovery behind a notice of this installation, with its account's row held. */
async function find(tx: Tx, parts: Parts, c: CompanionContext, notice: string): Promise<Contest | undefined> {
  const [told] = await readEvents(tx, parts.keyring, [notice])
  if (!told || !tellsOfRecovery(told.kind) || !(await holdAccount(tx, told.accountId))) return undefined
  const own = await bindingBetween(tx, c.get('installation').id, told.accountId)
  return own && readContest(tx, parts, own, told.at)
}
