import { sql } from 'kysely'
import type { Credentials } from '../account/accounts.ts'
import { forgettingAttempts, giveBackAttempt } from '../account/attempts.ts'
import { audit, auditing } from '../account/audit.ts'
import { acceptedAgreements, recordingConsents } from '../account/consents.ts'
import { newSession } from '../account/sessions.ts'
import { trustingBrowser } from '../account/trusted-browsers.ts'
import { isRefusal, oneStatement, refusing, type Statement } from '../database/one-statement.ts'
import type { Tx } from '../database/tables.ts'
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

/**
 * Lets a person in, in one transaction: the journey ends, a session begins, consents, trust, notices and the audit
 * are written. Returns the session's token, or undefined when the journey or the password is no longer current. An
 * account whose agreements were withdrawn, or never given, is not entered: the journey goes on at its first step.
 */
export async function enter(
  parts: Parts,
  entrance: Entrance,
): Promise<{ session: string } | 'unagreed' | undefined> {
  const { credentials, counted, state } = entrance
  const fresh = await rehashed(parts, credentials, entrance.password)
  const given = currentAgreements.filter(({ document }) => state.accepted.includes(document))
  const kind = newsOf(counted.taken, credentials.trusted)
  const news = kind && { accountId: credentials.accountId, kind, browser: entrance.browser }
  const isOneStatement = missingAgreements(given).length === 0 && !(news && parts.config.mail)
  try {
    return await parts.database.inTransaction(
      async (tx) => {
        if (await isUnagreed(tx, credentials.accountId, given)) {
          await turnedAway(tx, entrance)
          return 'unagreed'
        }
        const { session, writing } = written(parts, entrance, { given, fresh, news })
        const { rows } = await writing.execute(tx)
        const eventId = rows[0]?.event_id
        if (news && eventId) await mailNews(tx, parts, { ...news, eventId })
        return { session }
      },
      { isOneStatement },
    )
  } catch (error) {
    // Another request has ended the same journey meanwhile, or the password has been replaced: nothing of this one stays.
    if (isRefusal(error)) return undefined
    // The password was right: what the database could not write down must not lock its owner out. Nobody waits for it.
    const { rule, key } = counted
    giveBackAttempt(parts.database.reader, rule, key).catch(() => {})
    throw error
  }
}

/** Whether an agreement is neither given now nor in force. */
async function isUnagreed(tx: Tx, accountId: string, given: readonly Agreement[]): Promise<boolean> {
  if (missingAgreements(given).length === 0) return false
  return missingAgreements([...given, ...(await acceptedAgreements(tx, accountId))]).length > 0
}

/** The password was right, so nothing is counted against it; but nobody has agreed. */
async function turnedAway(tx: Tx, { credentials, counted, reference }: Entrance): Promise<void> {
  const { accountId } = credentials
  await forgettingAttempts(counted.rule, counted.key).execute(tx)
  await audit(tx, { type: 'sign-in', actor: 'citizen', accountId, outcome: 'unagreed', reference })
}

/**
 * Everything that a sign-in writes, in one statement: fourteen took longer than what they wrote (decision 18). It refuses where
 * the password has been replaced, or the journey has ended. With it the new session's token.
 */
function written(
  parts: Parts,
  { credentials, counted, browserHash, browser, address, language, reference, endingFlow }: Entrance,
  {
    given,
    fresh,
    news,
  }: { given: readonly Agreement[]; fresh: string | undefined; news: SignInNews | undefined },
): { session: string; writing: Statement<{ event_id: string | null }> } {
  const { accountId, passwordId, trusted } = credentials
  const session = newSession(parts, { accountId, browser, address })
  const writing = oneStatement<{ event_id: string | null }>(
    {
      current: fresh === undefined ? holdingPassword(passwordId) : replacingHash(parts, passwordId, fresh),
      ended: endingFlow,
      started: session.start,
      forgotten: forgettingAttempts(counted.rule, counted.key),
      agreed:
        given.length > 0 && recordingConsents(parts, accountId, { agreements: given, language, address }),
      trusted: trustingBrowser(parts, { hash: browserHash, accountId, name: browser }),
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
    sql`${refusing(sql`exists (select from current) and exists (select from ended)`, 'sign-in')},
      ${news ? sql`(select id from event)` : sql`null`} as event_id`,
  )
  return { session: session.token, writing }
}

/** Holds the password until the commit, if it is current still: whoever replaces it waits, and then ends this session too. */
function holdingPassword(passwordId: string | null): Statement {
  return sql`select from passwords where id = ${passwordId} and replaced_at is null for share`
}

/** The same, with a hash of our own in place of the one it has. */
function replacingHash(parts: Parts, passwordId: string | null, phc: string): Statement {
  const sealed = parts.keyring.seal('passwords.phc', phc)
  return sql`update passwords set phc_sealed = ${sealed}, rehashed_at = ${parts.clock.now()}
    where id = ${passwordId} and replaced_at is null returning id`
}

/** What the owner is told of this sign-in; `attempts` were taken before it, itself included. */
function newsOf(attempts: number, trusted: boolean): SignInNews['kind'] | undefined {
  if (attempts > tellAfterFailures) return 'signed-in-after-failures'
  return trusted ? undefined : 'signed-in-new-browser'
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
