import { expect, test } from 'vitest'
import { mintCode, tryCode } from '../../src/account/codes.ts'
import { beginRecovery, sendAgain } from '../../src/account/recoveries.ts'
import { newCitizen } from '../citizen.ts'
import { states } from '../support/figures.ts'
import { newOwner } from '../support/owner.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, sendsAgain } from '../support/recovery.ts'

const isFull = import.meta.env.MODE === 'full'
const many = 1_000_000
const browsers = 8

async function ask(portal: TestPortal, iin: Parameters<typeof beginRecovery>[2]['iin'], browser: number) {
  const browserHash = Buffer.alloc(32, browser)
  const asked = { iin, browser: 'Firefox, Windows', browserHash, address: `2001:db8:${browser}::1` }
  return (await portal.database.inTransaction((tx) => beginRecovery(tx, portal.parts, asked))).recoveryId
}

/** Every code there is, against requests that nobody has answered; «Отправить» after every third. */
test('10,000 blind guesses against an account whose owner has not tapped: none succeeds', async () => {
  const portal = await newTestPortal({ limits: { recovery: { startsPerAddress: { starts: many } } } })
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const { database, parts } = portal
  const before = await passwordsOf(portal, person.id)
  // A sample goes the whole way through the pages; the rest through the function that the page calls.
  const throughPages = 60
  let [guesses, right] = [0, 0]
  const citizen = newCitizen(portal, { address: '2001:db8:ffff::1' })
  await asksForRecovery(citizen, person.iin)
  for (; guesses < throughPages; guesses += 1) {
    if (guesses % 3 === 0) await sendsAgain(citizen)
    const page = await enters(citizen, codeOf(guesses))
    if (page.address !== '/recovery') right += 1
  }
  const guesser = async (browser: number) => {
    const id = await ask(portal, person.iin, browser)
    for (let tries = 0; guesses < 10_000; tries += 1) {
      const guess = codeOf(guesses)
      guesses += 1
      if (tries % 3 === 0) await database.inTransaction((tx) => sendAgain(tx, parts, id))
      const tried = await tryCode(database.reader, parts, id, guess)
      if (tried.is === 'match') right += 1
      else expect(tried.is).toBe('wrong')
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: browsers }, (_, browser) => guesser(browser)))
  states('blind guesses of a code', {
    ...{ attempts: guesses, came: right, allowed: 0 },
    says: `${throughPages} through the pages, the rest below them; ${Math.round(performance.now() - began)} ms`,
  })
  expect([guesses, right]).toEqual([10_000, 0])
  expect(await passwordsOf(portal, person.id)).toEqual(before)
  // None of it made the owner's own code longer, or spent its tries.
  const { code } = await owner.showsCode()
  expect(code).toHaveLength(4)
}, 180_000)

/**
 * Three different guesses at each code that an owner shows: 3 in 10,000. So rare a success is measured with codes of
 * two digits, where the same arithmetic says 3 in 100. The chance to miss the bounds by bad luck is 1 in a million.
 */
test('guessing after the tap succeeds as often as the arithmetic says', async () => {
  const portal = await newTestPortal({
    // No deployment may have so few.
    config: { codeDigits: 2 as number as 4 },
    limits: {
      codes: { code: { digits: 2 }, wrongPerAccount: { tries: many }, wrongOverall: { failures: many } },
    },
  })
  const person = await portal.account()
  const { bindingId } = await newOwner(portal, person)
  const { database, parts } = portal
  const iinIndex = parts.keyring.index('iin', person.iin)
  const taps = isFull ? 10_000 : 1500
  let [tapped, right, guessed] = [0, 0, 0]
  const guesser = async (browser: number) => {
    const id = await ask(portal, person.iin, browser)
    const endsAt = new Date(portal.clock.now().getTime() + 3_600_000)
    while (tapped < taps) {
      tapped += 1
      await database.inTransaction(async (tx) => {
        await sendAgain(tx, parts, id)
        await mintCode(tx, parts, { id, iinIndex, endsAt, bindingId, bmg: 'match' })
      })
      const first = tapped * 37
      for (let tries = 0; tries < 3; tries += 1) {
        guessed += 1
        const tried = await tryCode(
          database.reader,
          parts,
          id,
          String((first + tries) % 100).padStart(2, '0'),
        )
        if (tried.is !== 'match') continue
        right += 1
        break
      }
    }
  }
  await Promise.all(Array.from({ length: browsers }, (_, browser) => guesser(browser)))
  const [rate, arithmetic] = [right / tapped, 3 / 100]
  const error = Math.sqrt((arithmetic * (1 - arithmetic)) / tapped)
  states('guesses of a code that the owner shows', {
    attempts: tapped,
    came: `${right} (${percent(rate)})`,
    allowed: `${percent(arithmetic)} ± ${percent(4.9 * error)}`,
    says: `codes shown, of two digits each, ${guessed} guesses; with 4 digits the same arithmetic says 0.03 %`,
  })
  expect(Math.abs(rate - arithmetic)).toBeLessThan(4.9 * error)
}, 180_000)

test('an owner who taps whatever comes is guessed at 15 times with 4 digits; then codes have 6', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const { database, parts } = portal
  const id = await ask(portal, person.iin, 1)
  const lengths: number[] = []
  let wrong = 0
  while (lengths.at(-1) !== 6 && wrong < 100) {
    await database.inTransaction((tx) => sendAgain(tx, parts, id))
    const { code } = await owner.showsCode()
    lengths.push(code.length)
    if (code.length !== 4) break
    for (let tries = 0; tries < 3; tries += 1) {
      const guess = String((Number(code) + 1 + tries) % 10_000).padStart(4, '0')
      expect((await tryCode(database.reader, parts, id, guess)).is).toBe('wrong')
      wrong += 1
    }
  }
  states('codes of 4 digits that one account shows in 30 days', {
    ...{ attempts: wrong, came: 0, allowed: 15 },
    says: `wrong tries, then 6 digits: at most ${wrong} in 10,000, then 3 in 1,000,000 a tap`,
  })
  expect([wrong, lengths]).toEqual([15, [4, 4, 4, 4, 4, 6]])
})

const codeOf = (number: number) => String(number).padStart(4, '0')
const percent = (part: number) => `${(part * 100).toFixed(2)} %`

async function passwordsOf(portal: TestPortal, accountId: string) {
  return portal.database.reader
    .selectFrom('passwords')
    .where('account_id', '=', accountId)
    .select(['id', 'replaced_at'])
    .execute()
}
