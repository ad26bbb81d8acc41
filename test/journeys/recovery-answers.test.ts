import { beforeAll, describe, expect, test } from 'vitest'
import { restrict } from '../../src/account/restrictions.ts'
import { languages } from '../../src/domain/language.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newOwner } from '../support/owner.ts'
import type { Page } from '../support/page.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, sendsAgain } from '../support/recovery.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({ limits: { recovery: { startsPerAddress: { starts: 1000 } } } })
})

async function withApp(): Promise<Person> {
  const person = await portal.account()
  await newOwner(portal, person)
  return person
}

async function restricted(kind: 'limited' | 'frozen'): Promise<Person> {
  const person = await withApp()
  const now = portal.clock.now()
  const until = kind === 'limited' ? new Date(now.getTime() + 86_400_000) : null
  const reason = kind === 'limited' ? 'young-installation' : 'owner-froze'
  await portal.database.inTransaction((tx) =>
    restrict(tx, { accountId: person.id, kind, reason, now, until }),
  )
  return person
}

/** Everybody who can ask; the page and its answers are one for all. */
const everybody: readonly [who: string, () => Promise<Person>][] = [
  ['with an app', withApp],
  ['without an app', () => portal.account()],
  ['in limited mode', () => restricted('limited')],
  ['frozen', () => restricted('frozen')],
  ['without a password or a number', () => portal.account({ password: null, phone: null })],
  ['closed', () => portal.account({ isClosed: true })],
  ['nobody', async () => ({ id: '', iin: newIin(), password: '' })],
]

/** What a person may do without a code; each answer is compared across everybody. */
const answers: readonly [what: string, (citizen: Citizen) => Promise<Page>][] = [
  ['a malformed code', (citizen) => enters(citizen, '12')],
  ['a weak password', (citizen) => enters(citizen, '1234', 'weak')],
  ['a first wrong code', (citizen) => enters(citizen, '1234')],
  ['a second wrong code', (citizen) => enters(citizen, '123456')],
  ['a third wrong code', (citizen) => enters(citizen, '1234')],
  ['a try too many', (citizen) => enters(citizen, '1234')],
  ['«Отправить»', sendsAgain],
  ['a wrong code after it', (citizen) => enters(citizen, '1234')],
]

describe.each(languages)('in %s', (language) => {
  test('the page and every answer are the same for everybody, byte for byte, with the same headers', async () => {
    const seen = new Map<string, Set<string>>()
    const keep = (what: string, page: Page, person: Person) => {
      const set = seen.get(what) ?? new Set()
      seen.set(what, set.add(withPlaceholders(page, person)))
    }
    for (const [, make] of everybody) {
      const person = await make()
      const citizen = newCitizen(portal, { language })
      keep('the page', await asksForRecovery(citizen, person.iin), person)
      for (const [what, act] of answers) keep(what, await act(citizen), person)
      keep('the page again', await citizen.opens('/recovery'), person)
    }
    for (const [what, set] of seen) expect([what, set.size]).toEqual([what, 1])
  })
})

test('an expired page says so to everybody, by its own time alone', async () => {
  const waiting: [Citizen, Person][] = []
  for (const [, make] of everybody) {
    const person = await make()
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    waiting.push([citizen, person])
  }
  portal.clock.advance({ minutes: 11 })
  const seen = new Set<string>()
  for (const [citizen, person] of waiting) seen.add(withPlaceholders(await enters(citizen, '1234'), person))
  expect(seen.size).toBe(1)
  expect([...seen][0]).toContain('Срок кода истёк')
})

test('a request that the owner refused goes on as if nobody had answered', async () => {
  const [refused, nobody] = [await withApp(), { id: '', iin: newIin(), password: '' }]
  const seen = new Set<string>()
  for (const person of [refused, nobody]) {
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    if (person.id)
      await portal.database.reader
        .updateTable('recoveries')
        .set({ ended_at: portal.clock.now(), outcome: 'refused' })
        .where('account_id', '=', person.id)
        .execute()
    const pages = [citizen.page]
    for (const [, act] of answers) pages.push(await act(citizen))
    seen.add(pages.map((page) => withPlaceholders(page, person)).join('\n'))
  }
  expect(seen.size).toBe(1)
})

test('known and unknown people leave the same number of rows behind', async () => {
  const rowsOf = async () => {
    const counts = await Promise.all(
      (['recoveries', 'activations', 'outbox', 'flows', 'audit_log'] as const).map((table) =>
        portal.database.reader
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .executeTakeFirstOrThrow(),
      ),
    )
    return counts.map(({ count }) => Number(count))
  }
  const left: number[][] = []
  for (const person of [await portal.account(), { id: '', iin: newIin(), password: '' }]) {
    const before = await rowsOf()
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    await enters(citizen, '1234')
    await sendsAgain(citizen)
    const after = await rowsOf()
    left.push(after.map((count, index) => count - (before[index] ?? 0)))
  }
  expect(left[0]).toEqual(left[1])
})

test('a decoy’s number is steady: the same for the same IIN, whoever asks', async () => {
  const iin = newIin()
  const masks = new Set<string>()
  for (let browser = 0; browser < 3; browser += 1) {
    const page = await asksForRecovery(newCitizen(portal), iin)
    masks.add(/\+7 7\*\* \*\*\* \*\* \d\d/.exec(page.words)?.[0] ?? 'none')
  }
  expect(masks.size).toBe(1)
})

test('an address that begins many recoveries is slowed, never shut out', async () => {
  const own = await newTestPortal({
    limits: { recovery: { startsPerAddress: { starts: 3, firstDelaySeconds: 4 } } },
  })
  const timeOf = async () => {
    const began = performance.now()
    const page = await asksForRecovery(newCitizen(own), newIin())
    expect(page.address).toBe('/recovery')
    return performance.now() - began
  }
  const [first, second] = [await timeOf(), await timeOf()]
  expect(Math.min(first, second)).toBeLessThan(4000)
  expect(await timeOf()).toBeGreaterThan(4000)
})

/** The page and its headers with what must differ taken out. */
function withPlaceholders(page: Page, { iin }: Person): string {
  const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1] ?? 'none'
  const csrf = page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? 'none'
  const headers = [...page.headers]
    .map(([name, value]) => `${name}: ${value}`)
    .filter((line) => !line.startsWith('set-cookie: __Host-kabinet-csrf'))
    .sort()
  return [page.status, page.address, ...headers, page.html]
    .join('\n')
    .replaceAll(nonce, 'NONCE')
    .replaceAll(csrf, 'CSRF')
    .replaceAll(iin, 'IIN')
    .replace(/<output.*?<\/output>/, 'PASSWORD')
    .replace(/(<svg class="qr"[^>]*><path d=")[^"]*/, '$1QR')
    .replace(/#activate=[\w-]{22}/, 'TOKEN')
    .replaceAll(/(\+7 7\*\* \*\*\* \*\* )\d\d/g, '$1NN')
    .replaceAll(/(№ |No\. )\d\d/g, '$1NN')
}
