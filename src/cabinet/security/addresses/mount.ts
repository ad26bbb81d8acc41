import type { Hono } from 'hono'
import type { Parts } from '../../../http/parts.ts'
import { mountAction, mountFormPage } from '../../../http/submitted.ts'
import type { PortalEnv } from '../../../http/visit.ts'
import { routes } from '../../../routes.ts'
import { whenFresh } from '../fresh.ts'
import { codePage, confirmCode, resendCode } from './code.tsx'
import { nameAddress, namePage } from './name.tsx'
import { removeOwnAddress } from './remove.ts'

/** The e-mail addresses for notices: named, confirmed with a code, removed. Only where the deployment sends mails. */
export function mountAddresses(app: Hono<PortalEnv>, parts: Parts): void {
  const { cabinet: at } = routes
  mountFormPage(app, parts, at.address, {
    show: whenFresh(parts, 'address', (c, _, typed, stale) =>
      namePage(c, parts, { typed: typed.text('email'), refused: stale && { is: stale } }),
    ),
    act: whenFresh(parts, 'address', (c, who, form) => nameAddress(c, parts, who, form)),
  })
  mountFormPage(app, parts, at.addressCode, {
    show: whenFresh(parts, 'addressCode', (c, who, typed, stale) =>
      codePage(c, parts, who, { typed: typed.text('code'), refused: stale && { is: stale } }),
    ),
    act: whenFresh(parts, 'addressCode', (c, who, form) => confirmCode(c, parts, who, form)),
  })
  mountAction(
    app,
    parts,
    at.resendAddressCode,
    whenFresh(parts, 'addressCode', (c, who) => resendCode(c, parts, who)),
  )
  mountAction(
    app,
    parts,
    at.removeAddress,
    whenFresh(parts, 'security', (c, who, form) => removeOwnAddress(c, parts, who, form)),
  )
}
