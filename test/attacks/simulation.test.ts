import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { threatModel, withTable } from '../../bench/simulate.ts'
import { codeDigits, type Proof, passwordGuesses, simulate, strategies } from '../../bench/simulation.ts'
import { takeAttempt } from '../../src/account/attempts.ts'
import { tryCode } from '../../src/account/codes.ts'
import { limits } from '../../src/domain/limits.ts'
import { asksRecovery, newBound, newInstallation } from '../support/installation.ts'
import { newOwner } from '../support/owner.ts'
import { newTestPortal } from '../support/portal.ts'
import { otherThan } from '../support/recovery.ts'

const size = 100_000
const proofs: readonly Proof[] = ['none', 'sms']

test.each(strategies.map((each) => [`${each.attacker}: ${each.does}`, each] as const))(
  '%s: as often as the arithmetic says',
  (_, strategy) => {
    for (const proof of proofs) {
      const { in: share, kept } = simulate(strategy, proof, limits, size, 7)
      const expected = strategy.arithmetic(limits, proof)
      // Five standard errors: one run in a million would miss them by chance, and the seed is fixed.
      const error = Math.sqrt((expected * (1 - expected)) / size)
      expect(Math.abs(share - expected), `${proof}: ${share} for ${expected}`).toBeLessThanOrEqual(5 * error)
      expect(kept).toBeLessThanOrEqual(share)
    }
  },
)

test('the threat model shows the figures of these limits', () => {
  const page = readFileSync(threatModel, 'utf8')
  expect(withTable(page)).toBe(page)
})

test('the portal’s own numbers agree: guesses a day, digits after wrong codes', async () => {
  const portal = await newTestPortal()
  const { database, parts, clock } = portal
  const budget = limits.signIn.failuresPerIin
  const key = randomBytes(32)
  let [guesses, now] = [0, 0]
  while (now < 86_400) {
    const at = new Date(clock.now().getTime() + now * 1000)
    const taken = await takeAttempt(database.reader, 'sign-in.iin', budget, key, at)
    if (taken.ok) guesses += 1
    now += taken.ok ? 1 : taken.waitSeconds
  }
  expect(Math.abs(guesses - passwordGuesses(86_400, limits))).toBeLessThanOrEqual(1)

  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const lengths: [real: number, simulated: number][] = []
  for (let wrong = 0; wrong <= 18; wrong += 3) {
    const { recoveryId } = await asksRecovery(portal, person.iin)
    const { code } = await owner.showsCode({ recoveryId })
    lengths.push([code.length, codeDigits(wrong, limits)])
    let guess = code
    for (let tries = 0; tries < 3; tries += 1) {
      guess = otherThan(guess)
      expect((await tryCode(database.reader, parts, recoveryId, guess)).is).toBe('wrong')
    }
  }
  expect(lengths).toEqual(lengths.map(([real]) => [real, real]))
})

test.each(proofs)(
  'with proof %s an app with the number alone comes as far as the simulation says',
  async (proof) => {
    const sms = { url: 'http://127.0.0.1:9/sms', key: 'a-key-of-sixteen-letters' }
    const portal = await newTestPortal({ config: { possessionProof: 'none', sms } })
    const [alone, guarded] = [await portal.account(), await portal.account()]
    await newBound(portal, guarded, { hoursOld: 24 * 40 })
    const strict = Object.assign(portal.parts.config, { possessionProof: proof })
    expect(strict.possessionProof).toBe(proof)
    const states: string[] = []
    for (const person of [alone, guarded]) {
      const app = await newInstallation(portal)
      const { body } = await app.activates(
        '+77051239223',
        (await asksRecovery(portal, person.iin)).activation,
      )
      states.push(String(body.state ?? body.outcome))
    }
    expect(states).toEqual(proof === 'none' ? ['active', 'waits'] : ['sms-sent', 'sms-sent'])
  },
)
