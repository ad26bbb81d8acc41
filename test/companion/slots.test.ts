import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { asksRecovery, newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'

const number = '+77051239223'

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

test('whatever was wrong is answered in the same slot', async () => {
  const slotMilliseconds = 200
  const portal = await newTestPortal({
    limits: {
      signIn: { answerSlot: { slotMilliseconds }, perAddress: { failures: 100 } },
      activation: { perInstallation: { attempts: 100 } },
    },
  })
  const person = await portal.account()
  const app = await newInstallation(portal)
  const known = (await asksRecovery(portal, person.iin)).activation
  const decoy = (await asksRecovery(portal, newIin())).activation
  const ask = (name: string, body: unknown) => timed(() => app.asks('POST', name, body))
  for (const wrong of [
    () => ask('activate', { phone: '+77051239224', password: known.password }),
    () => ask('activate', { phone: number, password: decoy.password }),
    () => ask('activate', { phone: number, password: '1234567890123' }),
    () => ask('preview', { token: 'AAAAAAAAAAAAAAAAAAAAAA' }),
  ]) {
    // A busy machine answers late at times, never early.
    const times: number[] = []
    for (let round = 0; round < 5; round += 1) times.push(await wrong())
    expect(Math.min(...times)).toBeGreaterThan(slotMilliseconds - 1)
    expect(Math.min(...times.map((time) => time % slotMilliseconds))).toBeLessThan(60)
  }
})

test('an address with many failures is answered later, and never shut out', async () => {
  const portal = await newTestPortal({
    limits: { signIn: { perAddress: { failures: 2, firstDelaySeconds: 4 } } },
  })
  const person = await portal.account()
  const address = '203.0.113.77'
  const app = await newInstallation(portal, { address })
  const fail = () => timed(() => app.asks('POST', 'preview', { token: 'AAAAAAAAAAAAAAAAAAAAAA' }))
  expect(await fail()).toBeLessThan(3900)
  expect(await fail()).toBeGreaterThan(4000)
  const { activation } = await asksRecovery(portal, person.iin)
  expect(await app.activates(number, activation)).toMatchObject({ status: 200 })
})

test('an address that is slowed has at most sixteen delayed answers under way', async () => {
  const portal = await newTestPortal({
    limits: {
      signIn: { perAddress: { failures: 1, firstDelaySeconds: 1, longestDelaySeconds: 1 } },
      activation: { perInstallation: { attempts: 100 } },
    },
  })
  const app = await newInstallation(portal, { address: '203.0.113.78' })
  const fail = () => app.asks('POST', 'preview', { token: 'AAAAAAAAAAAAAAAAAAAAAA' })
  await fail()
  const held = Array.from({ length: 16 }, fail)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const turnedAway = await fail()
  expect(turnedAway).toMatchObject({ status: 429, body: { problem: 'wait', seconds: 5 } })
  expect(turnedAway.headers.get('Retry-After')).toBe('5')
  expect(new Set((await Promise.all(held)).map(({ status }) => status))).toEqual(new Set([404]))
  expect((await fail()).status).toBe(404)
}, 20_000)
