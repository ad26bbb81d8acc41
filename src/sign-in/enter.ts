import { sql } from 'kysely'
import type { Credentials } from '../account/accounts.ts'
import { forgettingAttempts, giveBackAttempt } from '../account/attempts.ts'
import { audit, auditing } from '../account/audit.ts'
import { acceptedAgreements, recordingConsents } from '../account/consents.ts'
import { newSession } from '../account/sessions.ts'
import { trustingBrowser } from '../account/trusted-browsers.ts'
import type { Tx } from '../database/tables.ts'
import { type Statement, together } from '../database/together.ts'
import { type Agreement, currentAgreements, missingAgreements } from '../domain/agreements.ts'
import type { Language } from '../domain/language.ts'
import type { Parts } from '../http/parts.ts'
import { announcingNews, mailNews, type SignInNews } from '../notify/index.ts'
import type { Counted } from './attempt.ts'
import type { SignIn } from './flow.ts'

export type Entrance = {
  readonly state: SignIn
  readonly credentials: Credentials
  readonly counted: Counted
  readonly password: string
  readonly browserHash: Buffer
  readonly browser: string
  readonly address: string
  readonly language: Language
  readonly reference: string
  /** Ends the stored journey; gives no row when it has ended already. */
  readonly endingFlow: Statement
}

/** After this many failures before it, a success is told to the owner (security.md 51). */
const tellAfterFailures = 3

/** Another request has ended the same journey meanwhile, or replaced the password: nothing of this one stays. */
class JourneyOver extends Error {}

/**
 * Lets a person in, in one transaction: the journey ends, a session begins, consents, trust, notices and the audit
 * are written. Returns the session's token, or undefined when the journey or the password is no longer current. An
 * account whose agreements were withdrawn, or never given, is not entered: the journey goes on at its first step.
 */
export async function enter(
  parts: Parts,
  entrance: Entrance,
): Promise<{ session: string } | 'unagreed' | undefined> {
  const fresh = await rehashed(parts, entrance.credentials, entrance.password)
  try {
    return await parts.database.inTransaction((tx) => write(tx, parts, entrance, fresh))
  } catch (error) {
    if (error instanceof JourneyOver) return undefined
    // The password was right: what the database could not write down must not lock its owner out. Nobody waits for it.
    const { rule, key } = entrance.counted
    giveBackAttempt(parts.database.reader, rule, key).catch(() => {})
    throw error
  }
}

async function write(tx: Tx, parts: Parts, entrance: Entrance, fresh: string | undefined) {
  const { credentials, counted, browserHash, browser, address, language, reference } = entrance
  const { accountId, trusted } = credentials
  const given = currentAgreements.filter(({ document }) => entrance.state.accepted.includes(document))
  // The password was right, so nothing is counted against it.
  const forgotten = forgettingAttempts(counted.rule, counted.key)
  if ((await lackedAgreements(tx, accountId, given)).length > 0) {
    await forgotten.execute(tx)
    await audit(tx, { type: 'sign-in', actor: 'citizen', accountId, outcome: 'unagreed', reference })
    return 'unagreed'
  }
  const session = newSession(parts, { accountId, browser, address })
  const kind = newsOf(counted.taken, trusted)
  const news = kind && { accountId, kind, browser }
  // In one statement: fourteen took longer than all that they write (decision 18). The two guards are judged by what it answers.
  const { rows } = await together<Written>(
    {
      current: holdingPassword(credentials.passwordId),
      ended: entrance.endingFlow,
      started: session.start,
      forgotten,
      recorded:
        given.length > 0 && recordingConsents(parts, accountId, { agreements: given, language, address }),
      rehashed: fresh !== undefined && replacingHash(parts, credentials.passwordId, fresh),
      trusting: trustingBrowser(parts, { hash: browserHash, accountId, name: browser }),
      line: auditing({
        type: 'sign-in',
        actor: 'citizen',
        accountId,
        outcome: 'matched',
        reference,
        detail: { trusted, rehashed: fresh !== undefined },
      }),
      ...(news && announcingNews(parts, news)),
    },
    sql`exists (select from current) and exists (select from ended) as is_ours,
      ${news ? sql`(select id from event)` : sql`null`} as event_id`,
  ).execute(tx)
  const [written] = rows
  if (!written?.is_ours) throw new JourneyOver()
  if (news && written.event_id) await mailNews(tx, parts, { ...news, eventId: written.event_id })
  return { session: session.token }
}

type Written = { is_ours: boolean; event_id: string | null }

/** Holds the password until the commit, if it is current still: whoever replaces it waits, and then ends this session too. */
function holdingPassword(passwordId: string | null): Statement {
  return sql`select from passwords where id = ${passwordId} and replaced_at is null for share`
}

function replacingHash(parts: Parts, passwordId: string | null, phc: string): Statement {
  const sealed = parts.keyring.seal('passwords.phc', phc)
  return sql`update passwords set phc_sealed = ${sealed}, rehashed_at = ${parts.clock.now()} where id = ${passwordId}`
}

/** What the owner is told of this sign-in; `attempts` were taken before it, itself included. */
function newsOf(attempts: number, trusted: boolean): SignInNews['kind'] | undefined {
  if (attempts > tellAfterFailures) return 'signed-in-after-failures'
  return trusted ? undefined : 'signed-in-new-browser'
}

/** Agreements neither given now nor in force. */
async function lackedAgreements(tx: Tx, accountId: string, given: readonly Agreement[]) {
  const missing = missingAgreements(given)
  return missing.length === 0
    ? missing
    : missingAgreements([...given, ...(await acceptedAgreements(tx, accountId))])
}

/** Our own hash of a password whose stored one is another's or weaker; skipped when the hashing queue is full. */
async function rehashed(
  parts: Parts,
  credentials: Credentials,
  password: string,
): Promise<string | undefined> {
  if (!credentials.phc || !parts.hasher.needsRehash(credentials.phc)) return undefined
  const fresh = await parts.hasher.hash(password)
  return fresh === 'busy' ? undefined : fresh
}
