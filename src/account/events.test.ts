import { beforeAll, expect, test } from 'vitest'
import { newCitizen } from '../../test/citizen.ts'
import { newOwner } from '../../test/support/owner.ts'
import { newTestPortal, type TestPortal } from '../../test/support/portal.ts'
import { feedChannel, tellSecurityEvent } from './events.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

/** Which accounts' feeds were woken by telling these accounts something, one after the other. */
async function wokenBy(...accounts: readonly string[]): Promise<readonly string[]> {
  const heard: string[] = []
  const stop = await portal.database.listen(feedChannel, (payload) => heard.push(payload))
  /** Whatever was said before it has been heard after it: notices come in the order of their commits. */
  const untilHeard = async (mark: string) => {
    await portal.database.pool.query('select pg_notify($1, $2)', [feedChannel, mark])
    await expect.poll(() => heard).toContain(mark)
  }
  await untilHeard('begin')
  for (const accountId of accounts)
    await portal.database.inTransaction((tx) =>
      tellSecurityEvent(tx, portal.clock, { accountId, kind: 'signed-in-new-browser', browser: 'Chrome' }),
    )
  await untilHeard('end')
  await stop()
  return heard.slice(heard.indexOf('begin') + 1, -1)
}

test('an event wakes the feeds of an account only where somebody may be looking: in a session or in an app', async () => {
  const [nobody, inSession, inApp, left] = [
    await portal.account(),
    await portal.account(),
    await portal.account(),
    await portal.account(),
  ]
  await newCitizen(portal).signsIn(inSession)
  await newOwner(portal, inApp, { hoursOld: 48 })
  const citizen = newCitizen(portal)
  await citizen.signsIn(left)
  await citizen.presses('Выйти')
  expect(await wokenBy(nobody.id, inSession.id, inApp.id, left.id)).toEqual([inSession.id, inApp.id])
})
