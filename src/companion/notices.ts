import type { Binding } from '../account/bindings.ts'
import { readEvents } from '../account/events.ts'
import type { Installation } from '../account/installations.ts'
import type { Parts } from '../http/parts.ts'
import { noticeStates, wordNotice } from '../notify/index.ts'
import { readContest, whatIsOpen } from './contest.ts'

const mostNotices = 50

/**
 * The notices of an installation, newest first, in its language. Of an account that it has left it keeps the word that it
 * left, and nothing else. What tells of a recovery says what this installation may do about it.
 */
export async function listNotices(
  parts: Parts,
  installation: Installation,
  own: ReadonlyMap<string, Binding>,
) {
  const { keyring } = parts
  const { reader } = parts.database
  const accountIds = [...own.keys()]
  const rows = await reader
    .selectFrom('outbox')
    .where('installation_id', '=', installation.id)
    .where('channel', '=', 'app')
    .where((eb) =>
      eb.or([
        eb('kind', '=', 'app-removed'),
        ...(accountIds.length > 0 ? [eb('account_id', 'in', accountIds)] : []),
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(mostNotices)
    .select('event_id')
    .execute()
  const ids = rows.flatMap(({ event_id: id }) => id ?? [])
  const states = await noticeStates(reader, ids, installation.id)
  const events = await readEvents(reader, keyring, ids)
  return Promise.all(
    events.map(async (event) => ({
      id: event.id,
      at: event.at.toISOString(),
      kind: event.kind,
      ...(event.category === 'security'
        ? wordNotice(event, installation.language)
        : event.words[installation.language]),
      state: states.get(event.id) ?? 'queued',
      ...(event.kind === 'password-recovered' &&
        (await contestItem(parts, own.get(event.accountId), event.at))),
    })),
  )
}

/** What is open to this installation about a recovery that it was told of. */
async function contestItem(parts: Parts, own: Binding | undefined, at: Date) {
  const contest = own && (await readContest(parts.database.reader, parts, own, at))
  return contest ? whatIsOpen(contest) : { canContest: false, canFreeze: false, case: null }
}
