import { audit } from '../../account/audit.ts'
import { tellSecurityEvent } from '../../account/events.ts'
import { endOtherSessions, renewSession, type SignedIn } from '../../account/sessions.ts'
import { tokenHash } from '../../account/tokens.ts'
import { distrustBrowsers } from '../../account/trusted-browsers.ts'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'

/**
 * Puts a new password in place of `passwordId`, in one transaction with what follows from it: other sessions end
 * where asked, other browsers lose their trust, the feed and the audit are told, this session gets a new id.
 * `gone` means that the password or the session was replaced meanwhile: of two changes at once, one wins.
 */
export async function replacePassword(
  c: PortalContext,
  parts: Parts,
  signedIn: SignedIn,
  passwordId: string,
  password: string,
  endOthers: boolean,
): Promise<{ token: string } | 'busy' | 'gone'> {
  const phc = await parts.hasher.hash(password)
  if (phc === 'busy') return 'busy'
  const { accountId, publicId, idHash } = signedIn
  const { cookies, browser, reference } = visitOf(c)
  const browserToken = cookies.read(c, 'browser')
  const now = parts.clock.now()
  return parts.database.inTransaction(async (tx) => {
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
    await tellSecurityEvent(tx, parts.clock, { accountId, kind: 'password-changed', browser })
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
