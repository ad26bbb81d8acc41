import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { keepName } from '../keep-name.ts'
import { EngineUnavailable } from './errors.ts'
import type { Place } from './place.ts'
import { runAs } from './user.ts'

/** The engine's own administrator; Kabinet itself works as `kabinet`, which is not a superuser. */
export const administrator = 'postgres'

/**
 * Makes an empty cluster when there is none. It is made beside and renamed, so a half-made one is never taken for data,
 * and of two starters at once one wins and the other uses the winner's. Returns whether this call made it.
 */
export async function initialise(place: Place): Promise<boolean> {
  const version = await readFile(join(place.data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version !== undefined) {
    checkVersion(version.trim(), place)
    return false
  }
  const draft = `${place.data}.new-${randomBytes(6).toString('hex')}`
  try {
    await mkdir(draft, { mode: 0o700 })
    if (place.user.as !== undefined) await chown(draft, place.user.uid, place.user.gid)
    await initdb(place, draft)
    await rename(draft, place.data)
    await keepName(place.home)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
    return false
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

function checkVersion(found: string, place: Place): void {
  const ours = place.binaries.version.split('.')[0]
  if (found === ours) return
  throw new EngineUnavailable(
    'wrong-version',
    `${place.data} is of PostgreSQL ${found}, this is PostgreSQL ${ours}`,
  )
}

function initdb(place: Place, folder: string): Promise<void> {
  const args = [
    '-D',
    folder,
    '-U',
    administrator,
    '--auth-local=trust',
    '--auth-host=reject',
    '--data-checksums',
  ]
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  return new Promise((resolve, reject) => {
    const child = spawn(
      join(place.binaries.folder, 'bin/initdb'),
      [...args, ...locale, '--no-instructions'],
      {
        cwd: '/',
        env: {},
        stdio: ['ignore', 'ignore', 'pipe'],
        ...runAs(place.user),
      },
    )
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
    })
    child.on('error', (error) =>
      reject(new EngineUnavailable('initialise-failed', `initdb: ${error.message}`)),
    )
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new EngineUnavailable('initialise-failed', `initdb ended with ${code}: ${said.trim()}`))
    })
  })
}
