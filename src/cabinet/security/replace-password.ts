import { endCabinetActivations } from '../../account/activations.ts'
import { audit } from '../../account/audit.ts'
import { holdAccount } from '../../account/bindings.ts'
import { activeRestriction, isAllowed } from '../../account/restrictions.ts'
import { endOtherSessions, renewSession, type SignedIn } from '../../account/sessions.ts'
import { tokenHash } from '../../account/tokens.ts'
import { distrustBrowsers } from '../../account/trusted-browsers.ts'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { announce } from '../../notify/index.ts'

/**
 * Puts a new password in place of `passwordId`, in one transaction with what follows from it: other sessions end
 * where asked, other browsers lose their trust, one-time passwords for apps run out, the feed and the audit are told, this session
 * gets a new id.
 * `gone` means that the password or the session was replaced meanwhile: of two changes at once, one wins. `limited`: the
 * account has come under a restriction meanwhile.
 */
export async function replacePassword(
  c: PortalContext,
  parts: Parts,
  signedIn: SignedIn,
  passwordId: string,
  password: string,
  endOthers: boolean,
): Promise<{ token: string } | 'busy' | 'gone' | 'limited'> {
  const phc = await parts.hasher.hash(password)
  if (phc === 'busy') return 'busy'
  const { accountId, publicId, idHash } = signedIn
  const { cookies, browser, reference } = visitOf(c)
  const browserToken = cookies.read(c, 'browser')
  const now = parts.clock.now()
  return parts.database.inTransaction(async (tx) => {
    if (!(await holdAccount(tx, accountId))) return 'gone'
    if (!isAllowed(await activeRestriction(tx, accountId, now), 'change-security')) return 'limited'
    const replaced = await tx
      .updateTable('passwords')
      .set({ replaced_at: now })
      .where('id', '=', passwordId)
      .where('replaced_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    const token = replaced && (await renewSession(tx, parts, idHash))
    if (!token) return 'gone'
    const phc_sealed = parts.keyring.seal('passwords.phc', phc)
    await tx
      .insertInto('passwords')
      .values({ account_id: accountId, phc_sealed, set_by: 'person', set_at: now })
      .execute()
    if (endOthers) await endOtherSessions(tx, parts.clock, accountId, publicId, 'password-changed')
    await distrustBrowsers(tx, parts.clock, accountId, browserToken ? tokenHash(browserToken) : undefined)
    await endCabinetActivations(tx, accountId, now)
    await announce(tx, parts, { accountId, kind: 'password-changed', browser })
    const detail = { endOthers }
    await audit(tx, {
      type: 'password.change',
      actor: 'citizen',
      accountId,
      outcome: 'changed',
      reference,
      detail,
    })
    return { token }
  })
}
