import { audit } from '../../../account/audit.ts'
import { holdAccount } from '../../../account/bindings.ts'
import { mayName } from '../../../account/notice-addresses.ts'
import { activeRestriction, isAllowed } from '../../../account/restrictions.ts'
import type { Email } from '../../../domain/email.ts'
import type { Parts } from '../../../http/parts.ts'
import { type PortalContext, visitOf } from '../../../http/visit.ts'
import { sendAddressCode } from '../../../notify/index.ts'

/** `there`: it is told already. `full`: as many as may be are. `waiting`: too many codes, from here or to there. */
export type Asked =
  | { is: 'sent' | 'limited' | 'there' | 'full' }
  | { is: 'waiting'; seconds: number; isJustSent: boolean }

/** Mails a code to an address that the account is to be told at, unless a restriction, the table of limits or itself says no. */
export function askForAddress(
  c: PortalContext,
  parts: Parts,
  accountId: string,
  email: Email,
): Promise<Asked> {
  const { language, reference } = visitOf(c)
  return parts.database.inTransaction(async (tx): Promise<Asked> => {
    const asked = await ask()
    const outcome = outcomes[asked.is]
    if (outcome) await audit(tx, { type: 'notice-address', actor: 'citizen', accountId, outcome, reference })
    return asked

    async function ask(): Promise<Asked> {
      const isHeld = await holdAccount(tx, accountId)
      const restriction = await activeRestriction(tx, accountId, parts.clock.now())
      if (!isHeld || !isAllowed(restriction, 'change-addresses')) return { is: 'limited' }
      const may = await mayName(tx, parts, { accountId, email })
      if (may !== 'yes') return { is: may }
      const sent = await sendAddressCode(tx, parts, { accountId, email, language })
      return sent.ok
        ? { is: 'sent' }
        : { is: 'waiting', seconds: sent.waitSeconds, isJustSent: sent.isJustSent }
    }
  })
}

const outcomes = {
  sent: 'asked',
  limited: 'limited',
  waiting: 'waiting',
  there: undefined,
  full: undefined,
} as const
