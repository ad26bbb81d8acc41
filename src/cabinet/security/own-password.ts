import { forgetAttempts, giveBackAttempt, takeAttempt } from '../../account/attempts.ts'
import { audit } from '../../account/audit.ts'
import { sessionKey } from '../../account/limit-keys.ts'
import type { Phc } from '../../account/passwords/imported.ts'
import type { SignedIn } from '../../account/sessions.ts'
import type { Parts } from '../../http/parts.ts'

export type OwnPassword =
  | { is: 'match'; passwordId: string }
  | { is: 'no-match' }
  | { is: 'busy' }
  | { is: 'waiting'; seconds: number }

const rule = 'cabinet.own-password'

/** Checks the password of the person who is signed in. Only their own session can use up this budget. */
export async function checkOwnPassword(
  parts: Parts,
  signedIn: SignedIn,
  password: string,
  reference: string,
): Promise<OwnPassword> {
  const { reader } = parts.database
  const key = sessionKey(parts.keyring, signedIn.publicId)
  const budget = parts.limits.signIn.failuresPerTrustedBrowser
  const taken = await takeAttempt(reader, rule, budget, key, parts.clock.now())
  const line = { type: 're-authentication', accountId: signedIn.accountId, reference } as const
  if (!taken.ok) {
    if (taken.isNews) await audit(reader, { ...line, actor: 'citizen', outcome: 'waiting', detail: { rule } })
    return { is: 'waiting', seconds: taken.waitSeconds }
  }
  const current = await reader
    .selectFrom('passwords')
    .where('account_id', '=', signedIn.accountId)
    .where('replaced_at', 'is', null)
    .select(['id', 'phc_sealed'])
    .executeTakeFirst()
  const phc = current ? (parts.keyring.open('passwords.phc', current.phc_sealed) as Phc) : null
  const match = await parts.hasher.verify(phc, password)
  if (match === 'busy') {
    await giveBackAttempt(reader, rule, key)
    return { is: 'busy' }
  }
  if (match === 'match' && current) {
    await forgetAttempts(reader, rule, key)
    return { is: 'match', passwordId: current.id }
  }
  await audit(reader, { ...line, actor: 'citizen', outcome: 'refused' })
  return { is: 'no-match' }
}
