import { tokenHash } from '../account/tokens.ts'
import { wasTrustedBefore } from '../account/trusted-browsers.ts'
import type { Reader } from '../database/tables.ts'
import { type PortalContext, visitOf } from './visit.ts'

/** Whether an account trusted the visitor's browser before something happened to it: then its owner may sit there. */
export async function isOlderBrowser(
  c: PortalContext,
  reader: Reader,
  event: { readonly accountId: string; readonly at: Date },
): Promise<boolean> {
  const token = visitOf(c).cookies.read(c, 'browser')
  if (!token) return false
  return wasTrustedBefore(reader, { hash: tokenHash(token), accountId: event.accountId }, event.at)
}
