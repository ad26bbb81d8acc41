import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'

/** Long enough that no busy machine takes as long by itself. */
const firstDelaySeconds = 4
const portal = await newTestPortal({ limits: { signIn: { perAddress: { firstDelaySeconds } } } })

/** The network that Security shows for a sign-in from this peer with this header. */
async function networkOf(peer: string, forwardedFor?: string): Promise<string> {
  const citizen = newCitizen(portal, {
    address: peer,
    ...(forwardedFor === undefined ? {} : { headers: { 'x-forwarded-for': forwardedFor } }),
  })
  await citizen.signsIn(await portal.account())
  return /Сеть: (\S+?)(?=[А-ЯҚКа-я]|$)/.exec((await citizen.opens('/cabinet/security')).words)?.[1] ?? ''
}

test.each([
  ['the socket’s end, when nobody says more', '203.0.113.7', undefined, '203.0.113.*'],
  ['the socket’s end, when a stranger sends the header', '203.0.113.7', '198.51.100.9', '203.0.113.*'],
  ['what the trusted proxy says', '10.0.0.1', '198.51.100.9', '198.51.100.*'],
  [
    'only the last hop that is no proxy of ours',
    '10.0.0.1',
    '192.0.2.1, 198.51.100.9, 10.1.2.3',
    '198.51.100.*',
  ],
  ['the proxy itself, when every hop is ours', '10.0.0.1', '10.2.2.2', '10.0.0.*'],
  ['the /64 of IPv6', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2:*'],
  ['IPv4 inside IPv6', '::ffff:203.0.113.7', undefined, '203.0.113.*'],
  ['a trusted proxy that speaks IPv6', '::ffff:10.0.0.1', '198.51.100.9', '198.51.100.*'],
])('the address is %s', async (_, peer, forwardedFor, network) => {
  expect(await networkOf(peer, forwardedFor)).toBe(network)
})

test('what cannot be read shares one budget and breaks nothing', async () => {
  for (const forwarded of ['garbage', '', ',,,', '<script>', 'x'.repeat(5000)]) {
    expect(
      (
        await newCitizen(portal, { address: '10.0.0.1', headers: { 'x-forwarded-for': forwarded } }).opens(
          '/sign-in',
        )
      ).status,
    ).toBe(200)
  }
})

/** Milliseconds that a wrong password takes. */
async function failure(citizen: Citizen, iin: string): Promise<number> {
  await citizen.namesIin(iin)
  const began = performance.now()
  const page = await citizen.givesPassword('Wrong-password-1')
  expect(page.status).toBe(422)
  return performance.now() - began
}

test('twenty failures in ten minutes slow an address down, and nobody else', async () => {
  const address = '198.51.100.20'
  const owner = await portal.account()
  const trusted = newCitizen(portal, { address })
  await trusted.signsIn(owner)
  await trusted.presses('Выйти')
  const early: number[] = []
  for (let number = 0; number < 19; number += 1) {
    early.push(await failure(newCitizen(portal, { address }), newIin()))
  }
  expect(Math.min(...early)).toBeLessThan(4000)
  expect(await failure(newCitizen(portal, { address }), newIin())).toBeGreaterThan(4000)
  expect(await failure(newCitizen(portal, { address: '198.51.100.21' }), newIin())).toBeLessThan(4000)
  expect(await failure(trusted, owner.iin)).toBeLessThan(4000)
  const right = newCitizen(portal, { address })
  await right.signsIn(await portal.account())
  expect(right.isSignedIn).toBe(true)
  portal.clock.advance({ minutes: 11 })
  expect(await failure(newCitizen(portal, { address }), newIin())).toBeLessThan(4000)
})

test('IPv6 neighbours of one /64 are slowed down together', async () => {
  const few = await newTestPortal({
    limits: {
      signIn: { answerSlot: { slotMilliseconds: 10 }, perAddress: { failures: 3, firstDelaySeconds } },
    },
  })
  const from = (end: string) => newCitizen(few, { address: `2001:db8:0:7::${end}` })
  await failure(from('1'), newIin())
  await failure(from('2'), newIin())
  expect(await failure(from('3'), newIin())).toBeGreaterThan(4000)
  expect(await failure(newCitizen(few, { address: '2001:db8:0:8::1' }), newIin())).toBeLessThan(4000)
})

test('past sixteen delayed answers at once an address is told busy, and no password is looked at', async () => {
  const few = await newTestPortal({
    limits: {
      signIn: {
        answerSlot: { slotMilliseconds: 10 },
        perAddress: { failures: 1, firstDelaySeconds: 5, longestDelaySeconds: 5 },
      },
    },
  })
  await failure(newCitizen(few), newIin())
  const citizens = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const citizen = newCitizen(few)
      await citizen.namesIin(newIin())
      return citizen
    }),
  )
  const delayed = citizens.slice(0, 16).map((citizen) => citizen.givesPassword('Wrong-password-1'))
  const judged = async () => (await few.audit('sign-in')).length
  await expect.poll(judged, { timeout: 15_000 }).toBe(17)
  const page = await citizens[20]?.givesPassword('Wrong-password-1')
  expect(page?.status).toBe(503)
  expect(page?.notices.join()).toContain('Сейчас входит очень много людей')
  expect((await few.audit('sign-in')).length).toBe(17)
  await Promise.all(delayed)
}, 60_000)
