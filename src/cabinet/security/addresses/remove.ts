import { audit } from '../../../account/audit.ts'
import { holdAccount } from '../../../account/bindings.ts'
import { noticeAddresses, removeAddress } from '../../../account/notice-addresses.ts'
import { activeRestriction, isAllowed } from '../../../account/restrictions.ts'
import type { SignedIn } from '../../../account/sessions.ts'
import type { Form } from '../../../http/form.ts'
import type { Parts } from '../../../http/parts.ts'
import { type PortalContext, visitOf } from '../../../http/visit.ts'
import { announce } from '../../../notify/index.ts'
import { routes } from '../../../routes.ts'

/**
 * Removes one of the account's addresses; a confirmed one hears of it too. Anybody else's is not found, and the audit says
 * so (ASVS 5.0 V8.2.2). In limited mode nothing is removed.
 */
export async function removeOwnAddress(c: PortalContext, parts: Parts, { accountId }: SignedIn, form: Form) {
  const { reference, browser } = visitOf(c)
  const id = form.text('address')
  const outcome = await parts.database.inTransaction(async (tx) => {
    await holdAccount(tx, accountId)
    const outcome = await remove()
    await audit(tx, { type: 'notice-address', actor: 'citizen', accountId, outcome, reference })
    return outcome

    async function remove(): Promise<'removed' | 'not-found' | 'limited'> {
      const own = await noticeAddresses(tx, parts.keyring, accountId)
      const address = own.find((each) => each.id === id)
      if (!address) return 'not-found'
      const restriction = await activeRestriction(tx, accountId, parts.clock.now())
      if (!isAllowed(restriction, 'change-addresses')) return 'limited'
      if (address.confirmedAt) await announce(tx, parts, { accountId, kind: 'address-removed', browser })
      await removeAddress(tx, accountId, id)
      return 'removed'
    }
  })
  if (outcome === 'not-found') return c.notFound()
  const done = outcome === 'removed' ? '?done=address-removed' : ''
  return c.redirect(routes.cabinet.security + done, 303)
}
