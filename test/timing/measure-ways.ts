import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { routes } from '../../src/routes.ts'
import { newCitizen } from '../citizen.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { asksRecovery, newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery } from '../support/recovery.ts'
import { answersAll, asksCode, asksForTransfer, codeOfNewApp, rightAnswers } from '../support/transfer.ts'
import { measure, posts, slotMilliseconds, type Times } from './measure-transfer.ts'

/** Whom an IIN at the first step can belong to. */
export const iinGroups = ['known', 'without a password', 'closed', 'nobody'] as const
export const printedGroups = ['with a printed code', 'without one', 'nobody'] as const
/** Whose QR code is looked at. */
export const previewGroups = ['known', 'nobody'] as const
/** What is wrong about an activation. */
export const activateGroups = ['the number', 'nobody’s page', 'the password'] as const
/** Who types a wrong code of a claim, and whether there is one. */
export const claimGroups = [
  'shown',
  'not shown',
  'shown, known',
  'not shown, known',
  'another’s number',
] as const

const many = 1_000_000_000
/** As many as a row that counts its own tries can hold. */
const few = 30_000
const newPortal = () =>
  newTestPortal({
    limits: {
      signIn: {
        answerSlot: { slotMilliseconds },
        perAddress: { failures: many, iins: many },
        // So many IINs a second come from a crowd, and the door would turn them away.
        hashQueue: { turnedAwayFrom: many },
      },
      recovery: { startsPerAddress: { starts: many }, request: { tries: few } },
      activation: {
        perInstallation: { attempts: many },
        oneTimePassword: { tries: few },
        wrongNumbersPerAccount: { tries: few },
      },
      codes: { code: { tries: few }, wrongPerAccount: { tries: few }, wrongOverall: { failures: many } },
      transfer: { verdictSlot: { slotMilliseconds }, numbersPerAddress: { requests: many } },
    },
  })

/** Times `size` IINs of each group at step 1. There is no slot: the work is the same. */
export async function measureIins(size: number): Promise<Times<(typeof iinGroups)[number]>> {
  const portal = await newPortal()
  const iinOf = {
    known: async () => (await portal.account()).iin,
    'without a password': async () => (await portal.account({ password: null })).iin,
    closed: async () => (await portal.account({ isClosed: true })).iin,
    nobody: async () => newIin(),
  }
  return measure(iinGroups, size, async () => async (group) => {
    const citizen = newCitizen(portal)
    await citizen.opens(routes.signIn.iin)
    return posts(citizen, routes.signIn.iin, { iin: await iinOf[group](), liability: 'yes', contacts: 'yes' })
  })
}

/** Times `size` wrong codes from paper. */
export async function measurePrinted(size: number): Promise<Times<(typeof printedGroups)[number]>> {
  const portal = await newPortal()
  return measure(printedGroups, size, async () => async (group) => {
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, await iinForPaper(portal, group))
    const fresh = 'Aspan-tau#9-jusan'
    return posts(citizen, routes.recovery.printed, { code: '0'.repeat(20), fresh, repeat: fresh }, 422)
  })
}

async function iinForPaper(portal: TestPortal, group: (typeof printedGroups)[number]): Promise<string> {
  if (group === 'nobody') return newIin()
  const person = await portal.account()
  if (group === 'with a printed code')
    await portal.database.reader
      .insertInto('printed_codes')
      .values({ account_id: person.id, code_index: randomBytes(32), made_at: portal.clock.now() })
      .execute()
  return person.iin
}

/** Times `size` looks at a scanned code. */
export async function measurePreviews(size: number): Promise<Times<(typeof previewGroups)[number]>> {
  const portal = await newPortal()
  return measure(previewGroups, size, async () => {
    const app = await newInstallation(portal)
    return async (group) => {
      const iin = group === 'nobody' ? newIin() : (await portal.account()).iin
      const { token } = (await asksRecovery(portal, iin)).activation
      return timed(200, async () => (await app.previews(token)).status)
    }
  })
}

/** Times `size` activations that fail. */
export async function measureActivations(size: number): Promise<Times<(typeof activateGroups)[number]>> {
  const portal = await newPortal()
  return measure(activateGroups, size, async () => {
    const app = await newInstallation(portal)
    return async (group) => {
      const iin = group === 'nobody’s page' ? newIin() : (await portal.account()).iin
      const { password } = (await asksRecovery(portal, iin)).activation
      const body = { phone: newNumber(), password: group === 'the password' ? '1234567890123' : password }
      return timed(422, async () => (await app.asks('POST', 'activate', body)).status)
    }
  })
}

/** Times `size` wrong codes at «ШАГ 2» of a transfer. */
export async function measureClaims(size: number): Promise<Times<(typeof claimGroups)[number]>> {
  const portal = await newPortal()
  return measure(claimGroups, size, async () => {
    const journeys = new Map(
      await Promise.all(
        claimGroups.map(async (group) => {
          const phone = newNumber()
          const claimant = group.endsWith('known') ? (await portal.account({ phone })).iin : newIin()
          await registersNumber(portal, group.startsWith('another') ? newIin() : claimant, phone)
          const citizen = newCitizen(portal)
          const family = await newFamily(portal, { holder: null, parents: [claimant, null] })
          await asksForTransfer(citizen, claimant)
          await answersAll(citizen, rightAnswers(family))
          await asksCode(citizen, phone)
          if (group.startsWith('shown')) await codeOfNewApp(portal, citizen, phone)
          return [group, { citizen, phone }] as const
        }),
      ),
    )
    const fresh = 'Aspan-tau#9-jusan'
    return async (group) => {
      const journey = journeys.get(group)
      if (!journey) throw new Error('no journey')
      const typed = { phone: journey.phone, code: '123456', fresh, repeat: fresh }
      return posts(journey.citizen, routes.transfer.finish, typed, 422)
    }
  })
}

async function timed(status: number, ask: () => Promise<number>): Promise<number> {
  const began = performance.now()
  const came = await ask()
  if (came !== status) throw new Error(`expected ${status}, got ${came}`)
  return performance.now() - began
}
