import type { Credentials } from '../account/accounts.ts'
import { forgetAttempts, giveBackAttempt } from '../account/attempts.ts'
import { audit } from '../account/audit.ts'
import { acceptedAgreements, recordConsents } from '../account/consents.ts'
import { activeRestriction, isAllowed } from '../account/restrictions.ts'
import { startSession } from '../account/sessions.ts'
import { trustBrowser } from '../account/trusted-browsers.ts'
import type { Tx } from '../database/tables.ts'
import { type Agreement, currentAgreements, missingAgreements } from '../domain/agreements.ts'
import type { Language } from '../domain/language.ts'
import type { Parts } from '../http/parts.ts'
import { announce } from '../notify/index.ts'
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
  /** Ends the stored journey; false when it has ended already. */
  readonly endFlow: (tx: Tx) => Promise<boolean>
}

/** After this many failures before it, a success is told to the owner (security.md 51). */
const tellAfterFailures = 3

/** Another request has ended the same journey meanwhile: nothing of this one stays. */
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
  const [lacking, current, restriction] = await Promise.all([
    lackedAgreements(tx, accountId, given),
    tx
      .selectFrom('passwords')
      .where('id', '=', credentials.passwordId)
      .where('replaced_at', 'is', null)
      .select('id')
      .forShare()
      .executeTakeFirst(),
    activeRestriction(tx, accountId, parts.clock.now()),
  ])
  // The password was right, so nothing is counted against it.
  const forget = () => forgetAttempts(tx, counted.rule, counted.key)
  if (lacking.length > 0) {
    await forget()
    await audit(tx, { type: 'sign-in', actor: 'citizen', accountId, outcome: 'unagreed', reference })
    return 'unagreed'
  }
  if (!current) return undefined
  const news = newsOf(counted.taken, trusted)
  const [isOurs, session] = await Promise.all([
    entrance.endFlow(tx),
    startSession(tx, parts, { accountId, browser, address }),
    forget(),
    recordConsents(tx, parts, accountId, { agreements: given, language, address }),
    fresh && replaceHash(tx, parts, current.id, fresh),
    // Trust is earned outside limited mode: a thief's browser must not keep a budget and alerts of its own.
    isAllowed(restriction, 'trust-browser') &&
      trustBrowser(tx, parts, { hash: browserHash, accountId, name: browser }),
    audit(tx, {
      type: 'sign-in',
      actor: 'citizen',
      accountId,
      outcome: 'matched',
      reference,
      detail: { trusted, rehashed: fresh !== undefined },
    }),
    // Last: it is the one that goes more than one way.
    news && announce(tx, parts, { accountId, kind: news, browser }),
  ])
  if (!isOurs) throw new JourneyOver()
  return { session }
}

/** What the owner is told of this sign-in; `attempts` were taken before it, itself included. */
function newsOf(attempts: number, trusted: boolean) {
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

async function replaceHash(tx: Tx, parts: Parts, passwordId: string, phc: string): Promise<void> {
  await tx
    .updateTable('passwords')
    .set({ phc_sealed: parts.keyring.seal('passwords.phc', phc), rehashed_at: parts.clock.now() })
    .where('id', '=', passwordId)
    .execute()
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
