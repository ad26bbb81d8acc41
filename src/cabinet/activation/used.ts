import type { Reader } from '../../database/tables.ts'
import type { PortalContext } from '../../http/visit.ts'

/** How long a page is believed to have been open: longer than its one-time password lives. */
const longest = 3_600_000

/** When the page was first shown, as its address says; now, when it says nothing that can be true. */
export function sinceOf(c: PortalContext, now: Date): Date {
  const since = Number(c.req.query('since'))
  const isTrue = Number.isSafeInteger(since) && since <= now.getTime() && since > now.getTime() - longest
  return isTrue ? new Date(since) : now
}

/** Whether a one-time password of this account's cabinet was used since then. */
export async function wasUsedSince(reader: Reader, accountId: string, since: Date): Promise<boolean> {
  const used = await reader
    .selectFrom('activations')
    .where('account_id', '=', accountId)
    .where('made_through', '=', 'cabinet')
    .where('used_at', '>=', since)
    .select('id')
    .executeTakeFirst()
  return used !== undefined
}
