import { readEvents } from '../account/events.ts'
import type { Installation } from '../account/installations.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import { noticeStates, wordNotice } from '../notify/index.ts'

const mostNotices = 50

/**
 * The notices of an installation, newest first, in its language. Of an account that it has left it keeps the word that it
 * left, and nothing else.
 */
export async function listNotices(
  reader: Reader,
  keyring: Keyring,
  installation: Installation,
  accountIds: readonly string[],
) {
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
  return (await readEvents(reader, keyring, ids)).map((event) => ({
    id: event.id,
    at: event.at.toISOString(),
    kind: event.kind,
    ...(event.category === 'security'
      ? wordNotice(event, installation.language)
      : event.words[installation.language]),
    state: states.get(event.id) ?? 'queued',
  }))
}
