import { bindingsOfAccount, countsFrom, isSilent, mayShowCodes, removeBindings } from '../account/bindings.ts'
import { endSecrets } from '../account/closing.ts'
import { removeAddressesSince } from '../account/notice-addresses.ts'
import { removePrintedCode } from '../account/printed-codes.ts'
import { restrict } from '../account/restrictions.ts'
import { endOtherSessions } from '../account/sessions.ts'
import { distrustSince } from '../account/trusted-browsers.ts'
import type { Tx } from '../database/tables.ts'
import type { CaseParts } from './parts.ts'

/** What an upheld objection takes back from an account. */
export type Taken = {
  readonly accountId: string
  readonly caseId: string
  /** When the recovery or the transfer was. */
  readonly event: Date
  readonly endedBy: 'recovery' | 'transfer'
  /** The bindings that served it: the one that showed the code, those of the claim. */
  readonly served: readonly string[]
}

/**
 * Takes away what a contested recovery or transfer gave an account and what followed from it: the password, sessions, codes,
 * and every app, browser, e-mail address and code on paper that came since. True when no older app is left to be asked: then the account
 * stays frozen until its owner stands at the desk, else whoever did it once would do it again.
 */
export async function takeBack(tx: Tx, parts: CaseParts, taken: Taken): Promise<boolean> {
  const { accountId, caseId, event } = taken
  const now = parts.clock.now()
  // The password first: a sign-in under way holds it, and the session that it starts is ended too.
  await endSecrets(tx, accountId, now)
  await removePrintedCode(tx, parts.clock, accountId, event)
  const bindings = await bindingsOfAccount(tx, accountId)
  const young = parts.limits.recovery.limitedMode.youngInstallationSeconds * 1000
  const firstTainted = new Date(event.getTime() - young)
  // The apps that served it, and those of that day and since that nobody vouched for before it.
  const tainted = bindings.filter(
    (binding) =>
      taken.served.includes(binding.id) ||
      binding.madeAt >= event ||
      (countsFrom(binding) >= firstTainted && (binding.approvedAt === null || binding.approvedAt >= event)),
  )
  const bindingIds = tainted.map(({ id }) => id)
  await removeBindings(tx, parts.clock, { accountId, bindingIds }, 'refused')
  await endOtherSessions(tx, parts.clock, accountId, undefined, taken.endedBy)
  await distrustSince(tx, parts.clock, accountId, event)
  await removeAddressesSince(tx, accountId, event)
  const hasOlder = bindings.some(
    (binding) =>
      !bindingIds.includes(binding.id) && mayShowCodes(binding, now) && !isSilent(binding, parts.limits, now),
  )
  if (hasOlder) return false
  await restrict(tx, { accountId, kind: 'frozen', reason: 'contested', now, until: null, caseId })
  return true
}
