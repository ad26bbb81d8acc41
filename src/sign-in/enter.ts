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

/**
 * Lets a person in, in one transaction: the journey ends, a session begins, consents, trust, notices and the audit
 * are written. Returns the session's token, or undefined when the journey or the password is no longer current. An
 * account whose agreements were withdrawn, or never given, is not entered: the journey goes on at its first step.
 */
export async function enter(
  parts: Parts,
  entrance: Entrance,
): Promise<{ session: string } | 'unagreed' | undefined> {
  const { credentials, password } = entrance
  const fresh = await rehashed(parts, credentials, password)
  const entering = parts.database.inTransaction(async (tx) => {
    const agreements = currentAgreements.filter(({ document }) => entrance.state.accepted.includes(document))
    if (await lacksAgreement(tx, entrance, agreements)) return 'unagreed'
    if (!(await entrance.endFlow(tx))) return undefined
    const current = await tx
      .selectFrom('passwords')
      .where('id', '=', credentials.passwordId)
      .where('replaced_at', 'is', null)
      .select('id')
      .forShare()
      .executeTakeFirst()
    if (!current) return undefined
    if (fresh) {
      await tx
        .updateTable('passwords')
        .set({ phc_sealed: parts.keyring.seal('passwords.phc', fresh), rehashed_at: parts.clock.now() })
        .where('id', '=', current.id)
        .execute()
    }
    const { accountId } = credentials
    const { browser, address, language, reference } = entrance
    await recordConsents(tx, parts, accountId, { agreements, language, address })
    const attempts = await forgetAttempts(tx, entrance.counted.rule, entrance.counted.key)
    const restriction = await activeRestriction(tx, accountId, parts.clock.now())
    // Trust is earned outside limited mode: a thief's browser must not keep a budget and alerts of its own.
    if (isAllowed(restriction, 'trust-browser'))
      await trustBrowser(tx, parts, { hash: entrance.browserHash, accountId, name: browser })
    if (attempts > tellAfterFailures) {
      await announce(tx, parts, { accountId, kind: 'signed-in-after-failures', browser })
    } else if (!credentials.trusted) {
      await announce(tx, parts, { accountId, kind: 'signed-in-new-browser', browser })
    }
    await audit(tx, {
      type: 'sign-in',
      actor: 'citizen',
      accountId,
      outcome: 'matched',
      reference,
      detail: { trusted: credentials.trusted, rehashed: fresh !== undefined },
    })
    return { session: await startSession(tx, parts, { accountId, browser, address }) }
  })
  entering.catch(() => {
    // The password was right: what the database could not write down must not lock its owner out. Nobody waits for it.
    const { rule, key } = entrance.counted
    giveBackAttempt(parts.database.reader, rule, key).catch(() => {})
  })
  return entering
}

/** Whether an agreement is neither given now nor in force. The password was right, so nothing is counted against it. */
async function lacksAgreement(tx: Tx, entrance: Entrance, given: readonly Agreement[]): Promise<boolean> {
  if (missingAgreements(given).length === 0) return false
  const { accountId } = entrance.credentials
  if (missingAgreements([...given, ...(await acceptedAgreements(tx, accountId))]).length === 0) return false
  await forgetAttempts(tx, entrance.counted.rule, entrance.counted.key)
  const { reference } = entrance
  await audit(tx, { type: 'sign-in', actor: 'citizen', accountId, outcome: 'unagreed', reference })
  return true
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
