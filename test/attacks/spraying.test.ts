import { expect, test } from 'vitest'
import { mintCode, tryCode } from '../../src/account/codes.ts'
import { beginRecovery } from '../../src/account/recoveries.ts'
import { addressDelaySlots } from '../../src/domain/backoff.ts'
import { limits } from '../../src/domain/limits.ts'
import { newCitizen } from '../citizen.ts'
import { states } from '../support/figures.ts'
import { newOwner } from '../support/owner.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, otherThan } from '../support/recovery.ts'

/** The worst for the portal: every owner taps at whatever comes, and the attacker has an address for each account. */
test('guessing over many accounts: after 50 wrong codes in an hour every code has six digits', async () => {
  const portal = await newTestPortal()
  const { database, parts } = portal
  const lengths: number[] = []
  let [guesses, wrong] = [0, 0]
  const accounts = 40
  for (let each = 0; each < accounts; each += 1) {
    const person = await portal.account()
    const { bindingId } = await newOwner(portal, person)
    const from = {
      browser: 'Firefox, Windows',
      browserHash: Buffer.alloc(32, each),
      address: `2001:db8:${each}::1`,
    }
    const { id, code } = await database.inTransaction(async (tx) => {
      const { recoveryId: id } = await beginRecovery(tx, parts, { iin: person.iin, ...from })
      const iinIndex = parts.keyring.index('iin', person.iin)
      const endsAt = new Date(portal.clock.now().getTime() + 600_000)
      return { id, ...(await mintCode(tx, parts, { id, iinIndex, endsAt, bindingId, bmg: 'match' })) }
    })
    lengths.push(code.length)
    // The three tries at once, as an attacker would who hopes to be counted late.
    let guess = code
    const three = Array.from({ length: 3 }, () => {
      guess = otherThan(guess)
      return tryCode(database.reader, parts, id, guess)
    })
    const tried = await Promise.all(three)
    guesses += tried.length
    wrong += tried.filter(({ is }) => is === 'wrong').length
  }
  const short = lengths.filter((length) => length === 4).length
  const alarms = portal.log.takeFaults().filter(({ code }) => code === 'codes-alarm').length
  states('guesses of codes over many accounts', {
    ...{ attempts: guesses, came: guesses - wrong, allowed: 0 },
    says: `${accounts} accounts whose owners all tapped: ${short} codes had 4 digits (chance ${((short * 3) / 100).toFixed(2)} % in all), then 6`,
  })
  expect([guesses, wrong, alarms]).toEqual([120, 120, 0])
  expect(lengths).toEqual([...Array<number>(17).fill(4), ...Array<number>(accounts - 17).fill(6)])
})

test('the same through the pages rings the alarm once, and an owner’s own code still works', async () => {
  const portal = await newTestPortal({
    limits: { codes: { wrongOverall: { failures: 5 } }, signIn: { perAddress: { firstDelaySeconds: 0 } } },
  })
  for (let each = 0; each < 3; each += 1) {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const guesser = newCitizen(portal, { address: `2001:db8:${each}::1` })
    await asksForRecovery(guesser, person.iin)
    const { code } = await owner.showsCode()
    for (let tries = 0; tries < 3; tries += 1) await enters(guesser, otherThan(code))
  }
  expect(portal.log.takeFaults().map(({ code }) => code)).toEqual(['codes-alarm'])
  const [person, citizen] = [await portal.account(), newCitizen(portal)]
  const owner = await newOwner(portal, person)
  await asksForRecovery(citizen, person.iin)
  const { code } = await owner.showsCode()
  expect(code).toHaveLength(6)
  expect((await enters(citizen, code)).address).toContain('password-set')
})

test('a success after failures is told as such, and one from an unknown browser as one', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  const kinds = async () => {
    const { rows } = await portal.database.pool.query<{ kind: string }>(
      "select kind from events where category = 'security' order by at, id",
    )
    return rows.map(({ kind }) => kind)
  }
  await newCitizen(portal).signsIn(person)
  expect(await kinds()).toEqual(['signed-in-new-browser'])
  const guesser = newCitizen(portal, { address: '198.51.100.78' })
  await guesser.namesIin(person.iin)
  for (let tries = 0; tries < 3; tries += 1) await guesser.givesPassword('Almaty-2026!!')
  await guesser.givesPassword(person.password)
  expect(guesser.isSignedIn).toBe(true)
  expect(await kinds()).toEqual(['signed-in-new-browser', 'signed-in-after-failures'])
})

test('one password tried on many IINs: what an address can do in a day, and what it learns', async () => {
  const { perAddress } = limits.signIn
  // Sixteen answers at once, each held for the longest delay: more is told “busy” before any work.
  const perDay = Math.round((16 * 86_400) / addressDelaySlots(10_000, 10_000))
  const portal = await newTestPortal({
    limits: { signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } } },
  })
  const tries = 40
  const answers = new Set<string>()
  for (let each = 0; each < tries; each += 1) {
    const iin = each % 2 === 0 ? newIin() : (await portal.account()).iin
    const citizen = newCitizen(portal, { address: '198.51.100.77' })
    await citizen.namesIin(iin)
    const page = await citizen.givesPassword('Almaty-2026!!')
    answers.add(`${page.status} ${page.problems.join()} ${page.headers.get('retry-after')}`)
  }
  states('one password on many IINs', {
    ...{ attempts: tries, came: answers.size - 1, allowed: 0 },
    says: `other kinds of answers than one; an address gets at most ${perDay} tries a day (delayed from failure ${perAddress.failures} on), an account ${limits.signIn.failuresPerIin.attempts} before its first wait`,
  })
  expect(answers.size).toBe(1)
  const counted = await portal.database.pool.query<{ taken: number }>(
    "select taken from limit_counters where rule like 'sign-in.address-%' order by rule",
  )
  expect(counted.rows.map(({ taken }) => taken)).toEqual([tries, tries])
}, 60_000)
