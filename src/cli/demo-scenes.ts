import { randomBytes } from 'node:crypto'
import { mintCode, tryCode } from '../account/codes.ts'
import type { Phc } from '../account/passwords/imported.ts'
import { recoverPassword } from '../account/recover-password.ts'
import { beginRecovery } from '../account/recoveries.ts'
import { freezeContested, newestRecovered, openContest } from '../cases/index.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Tx } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import { limits } from '../domain/limits.ts'
import { announce } from '../notify/index.ts'
import { demoPassword } from './demo-people.ts'
import { nameSceneAddress } from './demo-scene-address.ts'
import { bindApp, keyFile, sceneKey } from './demo-scene-app.ts'
import {
  type DemoScene,
  demoScenes,
  isMovedAway,
  otherParentIin,
  sceneIin,
  scenePassword,
} from './demo-scene-list.ts'
import { resetPerson, type ScenePerson } from './demo-scene-reset.ts'
import { objectToScene, transferChild } from './demo-scene-transfer.ts'

type Given = {
  config: Config
  database: Database
  keyring: Keyring
  hash(password: string): Promise<Phc | 'busy'>
}

const minute = 60_000
const day = 24 * 60 * minute
const device = 'Chrome, Android'

/**
 * Puts the demo's first person into a state, through the same functions as the service itself, with a clock that is
 * behind. From any state to any other; the same again gives the same. Returns what to tell, or undefined before the demo.
 */
export async function playScene(scene: DemoScene, given: Given): Promise<string[] | undefined> {
  const { config, database, keyring } = given
  const now = new Date()
  const owner = await sceneKey(config.dataFolder, 'owner')
  const stranger = await sceneKey(config.dataFolder, 'stranger')
  const phc = await given.hash(scenePassword)
  if (phc === 'busy') throw new Error('demo: the hashing queue is full')
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)

  const person = await database.inTransaction((tx) => resetPerson(tx, keyring, now))
  if (!person) return undefined
  if (scene !== 'plain')
    await database.inTransaction((tx) => nameSceneAddress(tx, keyring, person, ago(30 * day)))
  if (scene === 'app-installed' || scene === 'old-installation') {
    const madeThrough = 'cabinet'
    const [madeAt, seenAt] =
      scene === 'app-installed' ? [ago(3 * day), ago(5 * minute)] : [ago(90 * day), ago(20 * day)]
    await database.inTransaction(async (tx) => {
      await bindApp(tx, person, { key: owner, device, madeThrough, madeAt, seenAt })
      await announce(tx, partsAt(given, madeAt), {
        ...told(person),
        kind: 'app-activated',
        params: { device },
      })
    })
  }
  if (scene === 'limited' || scene === 'contested' || scene === 'frozen') {
    await steal(given, person, { key: stranger, phc, at: ago(60 * minute) })
  }
  if (scene === 'contested' || scene === 'frozen') {
    await contest(given, person, ago(30 * minute), scene === 'frozen')
  }
  if (isMovedAway(scene) || scene === 'renumbered') {
    const claimant = (scene === 'renumbered' ? sceneIin : otherParentIin) as Iin
    const at = ago(60 * minute)
    const moving = { database, parts: partsAt(given, at), at }
    await transferChild(moving, { claimant, key: stranger, phc, device })
    if (scene === 'objected') {
      const later = ago(30 * minute)
      await objectToScene({ database, parts: partsAt(given, later), at: later }, person.accountId)
    }
  }
  return describeScene(scene, config)
}

/** A recovery by somebody who knows IIN and number, from an app that is minutes old. */
async function steal(
  given: Given,
  person: ScenePerson,
  { key, phc, at }: { key: Awaited<ReturnType<typeof sceneKey>>; phc: string; at: Date },
): Promise<void> {
  const { database } = given
  const parts = partsAt(given, at)
  const browser = 'Edge, Windows'
  const browserHash = randomBytes(32)
  const { recoveryId, bindingId } = await database.inTransaction(async (tx) => {
    const asked = { iin: sceneIin as Iin, browser, browserHash, address: '203.0.113.77' }
    const begun = await beginRecovery(tx, parts, asked)
    const bound = await bindApp(tx, person, { key, device, madeThrough: 'public', madeAt: at, seenAt: at })
    await announce(tx, parts, { ...told(person), kind: 'app-activated', params: { device } })
    return { recoveryId: begun.recoveryId, bindingId: bound }
  })
  const { code } = await database.inTransaction((tx) => {
    const endsAt = new Date(at.getTime() + 10 * minute)
    return mintCode(tx, parts, { id: recoveryId, iinIndex: person.iinIndex, endsAt, bindingId, bmg: 'match' })
  })
  const tried = await tryCode(database.reader, parts, recoveryId, code)
  if (tried.is !== 'match') throw new Error('demo: the code did not match')
  await database.inTransaction(async (tx) => {
    const { codeMac } = tried
    const reference = 'demo scene'
    await recoverPassword(tx, parts, { recoveryId, codeMac, phc, browserHash, reference })
    await announce(tx, parts, { ...told(person), kind: 'password-recovered', browser })
    await announce(tx, parts, { ...told(person), kind: 'limited-started' })
  })
}

/** The owner contests it with the replaced password, and freezes the account where asked. */
async function contest(given: Given, person: ScenePerson, at: Date, freezes: boolean): Promise<void> {
  const parts = partsAt(given, at)
  const { accountId } = person
  const browser = 'Chrome, Android'
  await given.database.inTransaction(async (tx: Tx) => {
    const event = await newestRecovered(tx, parts, accountId)
    const opened = event && (await openContest(tx, parts, { event, openedBy: 'replaced-password', browser }))
    if (opened && freezes)
      await freezeContested(tx, parts, { accountId, caseId: opened.id, browser, factor: 'replaced-password' })
  })
}

function partsAt({ keyring, config }: Given, at: Date) {
  return { keyring, config, limits, clock: { now: () => at }, random: { bytes: randomBytes } }
}

function told({ accountId }: ScenePerson) {
  return { accountId, browser: null }
}

function describeScene(scene: DemoScene, config: Config): string[] {
  const isStolen = scene === 'limited' || scene === 'contested' || scene === 'frozen'
  const isTransfer = isMovedAway(scene) || scene === 'renumbered'
  const isAnothers = isStolen || isTransfer
  const hasKey = scene === 'app-installed' || scene === 'old-installation' || isAnothers
  return [
    `${sceneIin}, ${scene}: ${demoScenes[scene]}`,
    ...describePasswords(scene, isStolen || scene === 'renumbered'),
    ...(hasKey ? [`The app’s key: ${keyFile(config.dataFolder, isAnothers ? 'stranger' : 'owner')}`] : []),
  ]
}

function describePasswords(scene: DemoScene, isReplaced: boolean): string[] {
  if (isReplaced) return [`Password now: ${scenePassword}; the replaced one, which contests: ${demoPassword}`]
  const other = isMovedAway(scene) ? [`The other parent: ${otherParentIin}, password ${scenePassword}`] : []
  return [`Password: ${demoPassword}`, ...other]
}
