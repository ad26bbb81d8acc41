import { restrict } from '../../src/account/restrictions.ts'
import type { Person } from './people.ts'
import type { TestPortal } from './portal.ts'

/** Puts an account into limited mode for 24 hours, as a recovery through a young installation does. */
export async function limit(portal: TestPortal, person: Person): Promise<Date> {
  const now = portal.clock.now()
  const until = new Date(now.getTime() + 24 * 3_600_000)
  const reason = 'young-installation'
  await portal.database.inTransaction((tx) =>
    restrict(tx, { accountId: person.id, kind: 'limited', reason, now, until }),
  )
  return until
}
