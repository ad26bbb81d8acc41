import { bindingsOfAccount } from '../../src/account/bindings.ts'
import { activeRestriction } from '../../src/account/restrictions.ts'
import { caseAbout, freezeContested, openContest, recoveredEvent } from '../../src/cases/index.ts'
import type { TestPortal } from '../support/portal.ts'
import type { Seen } from './violation.ts'
import type { Outcome } from './world.ts'

/** What of an account the rules can be held against, beside what the judge sees. */
export type SeenHere = Seen & { until: number | null | undefined; sessions: number; trusted: number }

/** «Это не я» about the last recovery, by whoever may say so, and the freeze that may follow. */
export async function dispute(
  { database, parts }: TestPortal,
  accountId: string,
  how: 'contest' | 'freeze',
): Promise<Outcome> {
  const { id } = await database.reader
    .selectFrom('passwords')
    .where('account_id', '=', accountId)
    .where('replaced_at', 'is', null)
    .select('id')
    .executeTakeFirstOrThrow()
  const event = await recoveredEvent(database.reader, parts.keyring, id)
  if (!event) return { is: 'not-recovered' }
  if (how === 'contest') {
    const openedBy = 'replaced-password'
    const own = await database.inTransaction((tx) =>
      openContest(tx, parts, { event, openedBy, browser: null }),
    )
    return { is: own ? 'contested' : 'gone' }
  }
  const own = await caseAbout(database.reader, event)
  const caseId = own?.id ?? ''
  const frozen = await database.inTransaction((tx) =>
    freezeContested(tx, parts, { accountId, caseId, factor: 'app', browser: null }),
  )
  return { is: frozen ? 'frozen' : 'gone' }
}

/** What stands of an account in the records; `known` gives bindings their places. */
export async function whatStands(
  { database, clock }: TestPortal,
  id: string,
  known: readonly string[],
): Promise<SeenHere> {
  const { rows } = await database.pool.query<{
    fingerprint: string
    sessions: number
    trusted: number
  }>(
    `select concat_ws('|', (select string_agg(id::text, ',') from passwords where account_id = $1 and replaced_at is null),
         (select string_agg(id_hash::text, ',' order by id_hash) from sessions where account_id = $1 and ended_at is null),
         (select string_agg(browser_hash::text, ',' order by browser_hash) from trusted_browsers where account_id = $1 and revoked_at is null),
         (select phone_index::text from accounts where id = $1)) as fingerprint,
         (select count(*)::int from sessions where account_id = $1 and ended_at is null) as sessions,
         (select count(*)::int from trusted_browsers where account_id = $1 and revoked_at is null) as trusted`,
    [id],
  )
  const bindings = await bindingsOfAccount(database.reader, id)
  const restriction = await activeRestriction(database.reader, id, clock.now())
  return {
    fingerprint: rows[0]?.fingerprint ?? '',
    sessions: rows[0]?.sessions ?? 0,
    trusted: rows[0]?.trusted ?? 0,
    bindings: bindings.map((row) => known.indexOf(row.id)).sort((a, b) => a - b),
    restriction: restriction?.kind,
    until: restriction && (restriction.until?.getTime() ?? null),
  }
}
