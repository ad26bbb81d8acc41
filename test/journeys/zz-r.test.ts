import { expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { newTestPortal } from '../support/portal.ts'
test('x', async () => {
  const portal = await newTestPortal()
  const c = newCitizen(portal)
  const p = await portal.account()
  await c.signsIn(p)
  expect(c.isSignedIn).toBe(true)
  const anon = newCitizen(portal)
  const page = await anon.opens('/recovery')
  console.log(page.html.length, Buffer.byteLength(page.html))
})
