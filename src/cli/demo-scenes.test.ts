import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newCitizen } from '../../test/citizen.ts'
import { newFamily } from '../../test/support/family.ts'
import { newTestPortal, type TestPortal } from '../../test/support/portal.ts'
import type { Iin } from '../domain/iin.ts'
import { demoPassword } from './demo-people.ts'
import { type DemoScene, demoScenes, otherParentIin, sceneIin, scenePassword } from './demo-scene-list.ts'
import { sceneChild } from './demo-scene-transfer.ts'
import { playScene } from './demo-scenes.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabinet-scenes-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function demo() {
  const portal = await newTestPortal()
  const person = await portal.account({ iin: sceneIin as Iin, password: demoPassword })
  await newFamily(portal, { holder: person, child: sceneChild, name: 'Сейтқали Аяна' })
  const { database, parts } = portal
  const { keyring, hasher, config } = parts
  const plays = (scene: DemoScene) =>
    playScene(scene, { config: { ...config, dataFolder: folder }, database, keyring, hash: hasher.hash })
  return { portal, person, plays }
}

/** What a scene has left, without ids and times. */
async function stateOf({ database }: TestPortal) {
  const { reader } = database
  const all = {
    passwords: reader.selectFrom('passwords').select('set_by').orderBy('set_at'),
    bindings: reader.selectFrom('bindings').select(['made_through', 'removed_at']),
    restrictions: reader.selectFrom('restrictions').select(['kind', 'reason']).orderBy('since'),
    cases: reader.selectFrom('cases').select(['kind', 'decision']),
    events: reader.selectFrom('events').select('kind').orderBy('at').orderBy('id'),
    children: reader
      .selectFrom('children')
      .innerJoin('accounts', 'accounts.id', 'children.account_id')
      .select(['accounts.phone_set_by', 'accounts.closed_at']),
    transfers: reader.selectFrom('transfers').select(['made_account', 'undone_at']),
    keys: reader.selectFrom('installations').select('thumbprint').orderBy('created_at'),
  }
  const rows = await Promise.all(
    Object.entries(all).map(async ([name, query]) => [name, await query.execute()] as const),
  )
  return Object.fromEntries(rows)
}

test('each scene gives its state from any other, and the same again gives the same', async () => {
  const { portal, person, plays } = await demo()
  await plays('frozen')
  for (const scene of Object.keys(demoScenes) as DemoScene[]) {
    await plays(scene)
    const once = await stateOf(portal)
    await plays(scene)
    expect(await stateOf(portal)).toEqual(once)
  }
  await plays('plain')
  expect(await stateOf(portal)).toMatchObject({
    passwords: [{ set_by: 'import' }],
    bindings: [],
    restrictions: [],
    cases: [],
    events: [],
    children: [{ phone_set_by: 'import' }],
    transfers: [],
  })
  const accounts = await portal.database.reader.selectFrom('accounts').select('id').execute()
  expect(accounts).toEqual([{ id: person.id }])
})

test('before the demo there is nobody to put into a state', async () => {
  const portal = await newTestPortal()
  const { keyring, hasher, config } = portal.parts
  const given = { config: { ...config, dataFolder: folder }, keyring, hash: hasher.hash }
  expect(await playScene('limited', { ...given, database: portal.database })).toBeUndefined()
})

test('limited, contested and frozen look like what happened, on the person’s own pages', async () => {
  const { portal, person, plays } = await demo()
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.presses('Выйти')

  const lines = await plays('limited')
  expect(lines?.join('\n')).toContain(scenePassword)
  portal.clock.set(new Date())
  await owner.signsIn(person, scenePassword)
  expect(owner.page.words).toContain('Кабинет ограничен до')
  expect(owner.page.words).toContain('Пароль восстановлен')

  await plays('contested')
  await owner.opens('/sign-in')
  await owner.signsIn(person)
  expect(owner.page.heading).toBe('Обращение открыто')
  expect(owner.page.hasButton('Заморозить кабинет')).toBe(true)

  await plays('frozen')
  await owner.opens('/sign-in')
  await owner.signsIn(person, scenePassword)
  expect(owner.page.address).toBe('/cabinet/frozen')
})

test('transferred, objected and renumbered show both sides of a transfer', async () => {
  const { portal, person, plays } = await demo()
  const lines = await plays('transferred')
  expect(lines?.join('\n')).toContain(otherParentIin)
  portal.clock.set(new Date())
  const former = newCitizen(portal)
  await former.signsIn(person)
  expect(former.page.address).toBe('/cabinet/moved')
  expect(former.page.hasButton('Я согласен')).toBe(true)
  const other = newCitizen(portal, { address: '198.51.100.9' })
  await other.signsIn({ id: '', iin: otherParentIin as Iin, password: scenePassword })
  expect(other.page.words).toContain('Кабинет ограничен до')

  await plays('objected')
  await former.opens('/sign-in')
  await former.signsIn(person)
  expect(former.page.words).toContain('По переоформлению подано возражение')

  await plays('renumbered')
  await former.opens('/sign-in')
  await former.signsIn(person)
  expect(former.page.heading).toContain('Кабинет переоформлен')
})

test('an installed app stands in Security, and its key stays the same', async () => {
  const { portal, person, plays } = await demo()
  const first = await plays('app-installed')
  expect(await plays('app-installed')).toEqual(first)
  expect(first?.join('\n')).toContain(join(folder, 'demo-app-owner.jwk'))
  portal.clock.set(new Date())
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.opens('/cabinet/security')
  expect(owner.page.words).toContain('Chrome, Android Работает')
})
