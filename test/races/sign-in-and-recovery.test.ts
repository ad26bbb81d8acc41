import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { closeForGood } from '../../src/account/closing.ts'
import { tryCode } from '../../src/account/codes.ts'
import { recoverPassword } from '../../src/account/recover-password.ts'
import { decideCase, newestRecovered, openContest } from '../../src/cases/index.ts'
import type { Parts } from '../../src/http/parts.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newOwner } from '../support/owner.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({ limits: { recovery: { startsPerAddress: { starts: 1000 } } } })
})

/** What a sign-in does that has checked the password and is about to commit: it holds it, then starts its session. */
async function signInUnderWay(person: Person) {
  const client = await portal.database.pool.connect()
  await client.query('begin')
  await client.query('select from passwords where account_id = $1 and replaced_at is null for share', [
    person.id,
  ])
  return {
    /** Returns once somebody waits for what it holds. */
    async isWaitedFor(): Promise<void> {
      for (let looks = 0; looks < 200; looks += 1) {
        const { rows } = await portal.database.pool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        if (rows.length > 0) return
        await pause(10)
      }
      throw new Error('nobody waits')
    },
    async ends(): Promise<void> {
      let isDone = false
      try {
        await client.query(
          `insert into sessions (id_hash, account_id, created_at, seen_at, reauthenticated_at, expires_at, browser, address_sealed)
           values ($1, $2, $3, $3, $3, $4, 'Firefox', '')`,
          [
            randomBytes(32),
            person.id,
            portal.clock.now(),
            new Date(portal.clock.now().getTime() + 43_200_000),
          ],
        )
        await client.query('commit')
        isDone = true
      } finally {
        client.release(!isDone)
      }
    },
  }
}

const aliveSessions = (person: Person) =>
  portal.database.reader
    .selectFrom('sessions')
    .where('account_id', '=', person.id)
    .where('ended_at', 'is', null)
    .select('public_id')
    .execute()

async function asked(portal: TestPortal, person: Person): Promise<{ citizen: Citizen; code: string }> {
  const owner = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  return { citizen, code: (await owner.showsCode()).code }
}

const csrfOf = ({ page }: Citizen) =>
  page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''

/** Remembers what it has hashed instead of taking its time, so that whoever comes at once meets in the database. */
function atOnce(hasher: Parts['hasher']): Parts['hasher'] {
  const hashes = new Map<string, ReturnType<Parts['hasher']['hash']>>()
  return {
    ...hasher,
    async hash(password) {
      const known = hashes.get(password) ?? hasher.hash(password)
      hashes.set(password, known)
      return known
    },
    verify: async (phc, password) => (phc && phc === (await hashes.get(password)) ? 'match' : 'no-match'),
  }
}

test('a sign-in that is under way while a case is upheld leaves no session', async () => {
  const person = await portal.account()
  const { citizen, code } = await asked(portal, person)
  await enters(citizen, code)
  const event = await newestRecovered(portal.database.reader, portal.parts, person.id)
  if (!event) throw new Error('nothing was recovered')
  const { inTransaction } = portal.database
  const own = await inTransaction((tx) =>
    openContest(tx, portal.parts, { event, openedBy: 'session', browser: null }),
  )
  const signIn = await signInUnderWay(person)
  const call = {
    number: own?.number ?? '',
    decision: 'objection-upheld',
    by: 'desk',
    note: undefined,
  } as const
  const deciding = inTransaction((tx) => decideCase(tx, portal.parts, call))
  await signIn.isWaitedFor()
  await signIn.ends()
  expect(await deciding).toMatchObject({ is: 'decided' })
  expect(await aliveSessions(person)).toEqual([])
})

test('a sign-in that is under way while its account is closed leaves no session', async () => {
  const person = await portal.account()
  const signIn = await signInUnderWay(person)
  const closing = portal.database.inTransaction((tx) =>
    closeForGood(tx, portal.parts, { accountId: person.id, by: 'test' }),
  )
  await signIn.isWaitedFor()
  await signIn.ends()
  await closing
  expect(await aliveSessions(person)).toEqual([])
})

test('a sign-in and a recovery that meet do not wait for each other', async () => {
  const person = await portal.account()
  const { code } = await asked(portal, person)
  const { reader, inTransaction } = portal.database
  const { id: recoveryId } = await reader
    .selectFrom('recoveries')
    .where('account_id', '=', person.id)
    .select('id')
    .executeTakeFirstOrThrow()
  const match = await tryCode(reader, portal.parts, recoveryId, code)
  if (match.is !== 'match') throw new Error(match.is)
  const given = { recoveryId, codeMac: match.codeMac, phc: '$argon2id$', browserHash: randomBytes(32) }
  const signIn = await signInUnderWay(person)
  const recovering = inTransaction((tx) =>
    recoverPassword(tx, portal.parts, { ...given, reference: 'TEST-TEST' }),
  )
  await signIn.isWaitedFor()
  const [signedIn, recovered] = await Promise.allSettled([signIn.ends(), recovering])
  expect(signedIn).toMatchObject({ status: 'fulfilled' })
  expect(recovered).toMatchObject({ status: 'fulfilled', value: { accountId: person.id } })
  expect(await aliveSessions(person)).toEqual([])
})

test('fifty sign-ins crosswise with twenty recoveries: no deadlock, and no session of an old password', async () => {
  const crowded = await newTestPortal({
    limits: { recovery: { startsPerAddress: { starts: 1000 } } },
    with: ({ hasher }) => ({ hasher: atOnce(hasher) }),
  })
  const { reader } = crowded.database
  const people = await Promise.all(Array.from({ length: 10 }, () => crowded.account()))
  const acts: (() => Promise<Response>)[] = []
  for (const person of people) {
    for (const nth of [0, 1, 2, 3, 4, 5, 6]) {
      if (nth % 3 !== 1) {
        const citizen = newCitizen(crowded)
        const { address } = await citizen.namesIin(person.iin)
        const body = new URLSearchParams({ csrf: csrfOf(citizen), password: person.password })
        acts.push(() => citizen.sends('POST', address, body))
        continue
      }
      const { citizen, code } = await asked(crowded, person)
      const fresh = { csrf: csrfOf(citizen), code, fresh: freshPassword, repeat: freshPassword }
      acts.push(() => citizen.sends('POST', '/recovery', new URLSearchParams(fresh)))
    }
  }
  crowded.log.forbid(freshPassword)
  const answers = await Promise.all(acts.map((act) => act()))
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  const leadingTo = (place: string) =>
    answers.filter(({ headers }) => headers.get('location')?.includes(place)).length
  expect([answers.length, leadingTo('password-set')]).toEqual([70, 10])
  // A recovery ends every session of before, and no sign-in with the old password comes after it.
  const alive = reader.selectFrom('sessions').where('ended_at', 'is', null).select('public_id')
  expect(await alive.execute()).toEqual([])
})
