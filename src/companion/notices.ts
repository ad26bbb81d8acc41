import type { ExpressionBuilder } from 'kysely'
import type { Binding } from '../account/bindings.ts'
import { type FeedEvent, readEvents } from '../account/events.ts'
import type { Installation } from '../account/installations.ts'
import type { FormerNumber } from '../account/transfers/say.ts'
import { caseOfTransfer, tellsOfRecovery } from '../cases/index.ts'
import type { Tables } from '../database/tables.ts'
import type { Parts } from '../http/parts.ts'
import { noticeStates, wordNotice } from '../notify/index.ts'
import { readContest, whatIsOpen } from './contest.ts'
import { toldMove, transferItem } from './transfer.ts'

const mostNotices = 50

/** The accounts of an installation: those that it stands for, and those whose number a move has changed. */
type Accounts = { readonly own: ReadonlyMap<string, Binding>; readonly former: readonly FormerNumber[] }

/** All that an app with an account's former number hears: the move, and what followed on it. */
const ofMove = [
  'transferred-here',
  'transfer-approved',
  'objected',
  'case-decided',
  'transfer-undone',
] as const

type Event = FeedEvent & { accountId: string }

/**
 * The notices of an installation, newest first, in its language. Of an account that it has left it keeps the word that it
 * left, and nothing else; of one whose number a move has changed, what was said of that move. What tells of a recovery
 * or a move says what this installation may do about it.
 */
export async function listNotices(parts: Parts, installation: Installation, accounts: Accounts) {
  const { keyring } = parts
  const { reader } = parts.database
  const rows = await reader
    .selectFrom('outbox')
    .where('installation_id', '=', installation.id)
    .where('channel', '=', 'app')
    .where((eb) => isFor(eb, accounts))
    .orderBy('created_at', 'desc')
    .limit(mostNotices)
    .select('event_id')
    .execute()
  const ids = rows.flatMap(({ event_id: id }) => id ?? [])
  const states = await noticeStates(reader, ids, installation.id)
  const events = (await readEvents(reader, keyring, ids)).filter(await ofFormers(parts, accounts.former))
  return Promise.all(
    events.map(async (event) => {
      const move = toldMove(event)
      return {
        id: event.id,
        at: event.at.toISOString(),
        kind: event.kind,
        ...(event.category === 'security'
          ? wordNotice(event, installation.language)
          : event.words[installation.language]),
        state: states.get(event.id) ?? 'queued',
        ...(tellsOfRecovery(event.kind) &&
          (await contestItem(parts, accounts.own.get(event.accountId), event.at))),
        ...(move && {
          transfer: await transferItem(reader, parts, installation.id, move),
        }),
      }
    }),
  )
}

function isFor(eb: ExpressionBuilder<Tables, 'outbox'>, { own, former }: Accounts) {
  const ownIds = [...own.keys()]
  const formerIds = former.map(({ binding }) => binding.accountId)
  return eb.or([
    eb('kind', '=', 'app-removed'),
    ...(ownIds.length > 0 ? [eb('account_id', 'in', ownIds)] : []),
    ...(formerIds.length > 0 ? [eb.and([eb('account_id', 'in', formerIds), eb('kind', 'in', ofMove)])] : []),
  ])
}

/** Keeps from an app with a former number what tells of another move, or of a case about something else. */
async function ofFormers(parts: Parts, former: readonly FormerNumber[]): Promise<(event: Event) => boolean> {
  const moves = await Promise.all(
    former.map(async ({ binding, transferId }) => {
      const known = await caseOfTransfer(parts.database.reader, transferId)
      return [binding.accountId, { transferId, number: known?.number }] as const
    }),
  )
  const byAccount = new Map(moves)
  return (event) => {
    const move = byAccount.get(event.accountId)
    if (!move || event.kind === 'app-removed') return true
    if (event.category !== 'security') return false
    const { transfer, case: number } = event.params
    return transfer === move.transferId || (number !== undefined && number === move.number)
  }
}

/** What is open to this installation about a recovery that it was told of. */
async function contestItem(parts: Parts, own: Binding | undefined, at: Date) {
  const contest = own && (await readContest(parts.database.reader, parts, own, at))
  return contest ? whatIsOpen(contest) : { canContest: false, canFreeze: false, case: null }
}
