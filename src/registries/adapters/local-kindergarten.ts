import type { Keyring } from '../../database/keyring.ts'
import type { Reader } from '../../database/tables.ts'
import { isWithinOneMonth, monthOf } from '../../domain/year-month.ts'
import type { KindergartenFacts, KindergartenQuestion } from '../kindergarten.ts'
import type { Register } from '../register.ts'

/** The kindergarten register as it was imported (`children`). */
export function localKindergarten(
  reader: Reader,
  keyring: Keyring,
): Register<KindergartenQuestion, KindergartenFacts> {
  return {
    async ask({ child, status, since }) {
      const row = await reader
        .selectFrom('children')
        .where('child_index', '=', keyring.index('iin', child))
        .select(['status', 'since'])
        .executeTakeFirst()
      return {
        is: 'answered',
        status: row?.status === status,
        since: row !== undefined && isWithinOneMonth(monthOf(row.since), since),
      }
    },
  }
}
