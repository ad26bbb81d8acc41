import { randomBytes } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readdir, readlink, realpath, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Log } from '../log.ts'
import { type Binaries, copyBinaries, findBinaries } from './binaries.ts'
import { EngineUnavailable } from './errors.ts'
import { canRun, canWrite, type EngineUser, engineUser } from './user.ts'

/** Where the engine's parts stand, and as whom it runs. `home` is the folder that holds the data folder `data`. */
export type Place = {
  readonly binaries: Binaries
  readonly user: EngineUser
  readonly home: string
  readonly data: string
}

const refuge = '/var/lib/kabinet'

/**
 * Finds or makes the place for the engine of this data folder: `<dataFolder>/postgres`. When root starts us and the
 * engine's user cannot reach that (a clone below /root), binaries and data go to a folder under /var/lib/kabinet, and
 * `<dataFolder>/postgres` becomes a link to it. Nobody's existing permissions are changed.
 */
export async function preparePlace(dataFolder: string, log: Log): Promise<Place> {
  // Made by root, the folder lets the engine's user pass; what stands in it keeps its own permissions.
  await mkdir(dataFolder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const link = join(await realpath(dataFolder), 'postgres')
  const settled = await linkTarget(link)
  const data = settled ?? link
  const user = await engineUser(await ownerOf(data))
  await checkOwner(data, user)
  const binaries = await reachableBinaries(user, log)
  if (user.as === undefined) return { binaries, user, home: dirname(data), data }
  if (settled !== undefined || (await canHold(user, link))) {
    return { binaries, user, home: dirname(data), data }
  }
  const moved = await settleElsewhere(link, user)
  log.info({ data: moved, user: user.as }, 'database.engine-placed-elsewhere')
  return { binaries, user, home: dirname(moved), data: moved }
}

async function linkTarget(link: string): Promise<string | undefined> {
  const found = await lstat(link).catch(() => undefined)
  if (!found?.isSymbolicLink()) return undefined
  return await realpath(link).catch(async () => resolve(dirname(link), await readlink(link)))
}

async function ownerOf(data: string): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(data).catch(() => undefined)
  const inside = await readdir(data).catch(() => ['not for us to see'])
  return found && inside.length > 0 ? { uid: found.uid, gid: found.gid } : undefined
}

async function checkOwner(data: string, user: EngineUser): Promise<void> {
  const owner = await ownerOf(data)
  if (owner && owner.uid !== user.uid) {
    throw new EngineUnavailable(
      'wrong-owner',
      `${data} belongs to user ${owner.uid}, and the database would run as user ${user.uid}: give it to that user`,
    )
  }
}

async function reachableBinaries(user: EngineUser, log: Log): Promise<Binaries> {
  const binaries = await findBinaries()
  if (user.as === undefined || (await canRun(user, join(binaries.folder, 'bin/postgres')))) return binaries
  const copy = await copyBinaries(binaries, refuge)
  if (!(await canRun(user, join(copy.folder, 'bin/postgres')))) {
    throw new EngineUnavailable(
      'no-reachable-place',
      `user ${user.as} cannot run PostgreSQL in ${copy.folder}`,
    )
  }
  log.info({ folder: copy.folder, user: user.as }, 'database.binaries-copied')
  return copy
}

/** Tries with a folder beside the data: whether the user reaches it says whether he would reach the data. */
async function canHold(user: EngineUser, data: string): Promise<boolean> {
  const trial = `${data}.trial-${randomBytes(6).toString('hex')}`
  await mkdir(trial, { mode: 0o700 })
  try {
    await chown(trial, user.uid, user.gid)
    return await canWrite(user, trial)
  } finally {
    await rm(trial, { recursive: true, force: true })
  }
}

async function settleElsewhere(link: string, user: EngineUser): Promise<string> {
  const home = join(refuge, randomBytes(6).toString('hex'))
  const data = join(home, 'postgres')
  await mkdir(home, { recursive: true })
  // Whatever our umask is: the engine's user has to pass.
  for (const folder of [refuge, home]) await chmod(folder, 0o755)
  try {
    if (!(await canHold(user, data))) {
      throw new EngineUnavailable('no-reachable-place', `user ${user.as} cannot reach ${home}`)
    }
    await symlink(data, link)
    return data
  } catch (error) {
    await rm(home, { recursive: true, force: true })
    // Another start made the link at the same moment: its place is ours too.
    const other = await linkTarget(link)
    if (other !== undefined) return other
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new EngineUnavailable(
      'no-reachable-place',
      `user ${user.as} cannot reach the data in ${link}: move it`,
    )
  }
}
