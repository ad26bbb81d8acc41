import type { Keyring } from '../../database/keyring.ts'
import type { Reader } from '../../database/tables.ts'
import { isWithinOneMonth, monthOf } from '../../domain/year-month.ts'
import type { Kindergarten } from '../kindergarten.ts'

/** The kindergarten register as it was imported (`children`). */
export function localKindergarten(reader: Reader, keyring: Keyring): Kindergarten {
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
