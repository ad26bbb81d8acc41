import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { newInstallation } from '../support/installation.ts'
import { newOwner } from '../support/owner.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'
import {
  answersAll,
  asksCode,
  asksForTransfer,
  codeFrom,
  finishes,
  proves,
  rightAnswers,
} from '../support/transfer.ts'

/** What is given back is given back after the answer. */
const patience = { timeout: 10_000 }

/** A portal whose database finds no room for the end of a transaction while `isFull`; single statements still work. */
async function onFullDisk() {
  const disk = { isFull: false }
  const portal = await newTestPortal({
    with: ({ database }) => ({
      database: {
        ...database,
        inTransaction: (work) =>
          database.inTransaction(async (tx) => {
            const done = await work(tx)
            const full = `do $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`
            if (disk.isFull) await sql.raw(full).execute(tx)
            return done
          }),
      },
    }),
  })
  return { portal, disk }
}

test('a right password that could not be followed by a session is told to wait, and never locks its owner out', async () => {
  const { portal, disk } = await onFullDisk()
  const person = await portal.account()
  const owner = newCitizen(portal)
  await owner.namesIin(person.iin)
  disk.isFull = true
  for (let time = 0; time < 8; time += 1) {
    const page = await owner.givesPassword(person.password)
    expect([page.status, page.document.querySelector('.reference')?.textContent]).toEqual([
      503,
      expect.stringMatching(/^\w{4}-\w{4}$/),
    ])
    await attemptsAre(portal, 0)
    await owner.opens('/sign-in/password')
  }
  disk.isFull = false
  await owner.givesPassword(person.password)
  expect(owner.isSignedIn).toBe(true)
})

test('a right code that could not be used works once there is room', async () => {
  const { portal, disk } = await onFullDisk()
  const person = await portal.account()
  const app = await newOwner(portal, person, { hoursOld: 48 })
  const owner = newCitizen(portal)
  await asksForRecovery(owner, person.iin)
  const { code } = await app.showsCode()
  disk.isFull = true
  for (let time = 0; time < 5; time += 1) {
    expect((await enters(owner, code)).status).toBe(503)
    await triesAreGivenBack(portal)
    await owner.opens('/recovery')
  }
  disk.isFull = false
  await enters(owner, code)
  await owner.signsIn(person, freshPassword)
  expect(owner.isSignedIn).toBe(true)
})

test('nor is the code of a transfer used up', async () => {
  const { portal, disk } = await onFullDisk()
  const grandmother = await portal.account({ phone: newNumber() })
  const mother = newIin()
  const family = await newFamily(portal, { holder: grandmother, parents: [mother, null] })
  const phone = await registersNumber(portal, mother, newNumber())
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, grandmother.iin)
  await answersAll(citizen, rightAnswers(family))
  await asksCode(citizen, phone)
  const app = await newInstallation(portal)
  await proves(citizen, app, phone)
  await citizen.opens('/transfer/finish')
  const code = await codeFrom(app)
  disk.isFull = true
  for (let time = 0; time < 5; time += 1) {
    expect((await finishes(citizen, code)).status).toBe(503)
    await triesAreGivenBack(portal)
    await citizen.opens('/transfer/finish')
  }
  disk.isFull = false
  expect((await finishes(citizen, code)).address).toBe('/sign-in?notice=transferred')
})

/** The newest request's. */
async function triesAreGivenBack({ database }: TestPortal): Promise<void> {
  await vi.waitFor(async () => {
    const row = await database.reader
      .selectFrom('recoveries')
      .orderBy('id', 'desc')
      .select(['tries', 'code_tries'])
      .executeTakeFirst()
    expect(row).toEqual({ tries: 0, code_tries: 0 })
  }, patience)
}

async function attemptsAre({ database }: TestPortal, most: number): Promise<void> {
  await vi.waitFor(async () => {
    const counters = await database.reader
      .selectFrom('limit_counters')
      .where('rule', '=', 'sign-in.iin')
      .select('taken')
      .execute()
    expect(Math.max(0, ...counters.map(({ taken }) => taken))).toBe(most)
  }, patience)
}
