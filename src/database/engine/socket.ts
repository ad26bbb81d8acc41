import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineUnavailable } from './errors.ts'
import type { EngineUser } from './user.ts'

/** sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing zero. */
const longestPath = 100
export const socketPort = 5432

/** The file that PostgreSQL listens on in a socket folder. */
export function socketFile(folder: string): string {
  return join(folder, `.s.PGSQL.${socketPort}`)
}

/**
 * A folder only the engine's user can enter, with a path short enough for a socket however deep the data is, and the
 * same one at each start. Everybody may write to the temp folder: if somebody else stands at our name, we take
 * a random one (whoever looks for a running engine reads the path in its own postmaster.pid).
 */
export async function socketFolder(data: string, user: EngineUser): Promise<string> {
  const name = `kabinet-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`
  const base = await realpath('/tmp').catch(() => realpath(tmpdir()))
  const usual = join(base, name)
  const folder = (await isOurs(usual, user)) ? usual : await privateFolder(base, usual, user)
  if (Buffer.byteLength(socketFile(folder)) > longestPath) {
    throw new EngineUnavailable(
      'socket-path-too-long',
      `the temp folder's path is too long for a socket: ${base}`,
    )
  }
  return folder
}

async function isOurs(folder: string, user: EngineUser): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === user.uid && (found.mode & 0o077) === 0
}

async function privateFolder(base: string, usual: string, user: EngineUser): Promise<string> {
  const made = await mkdir(usual, { mode: 0o700 }).then(
    () => usual,
    () => mkdtemp(join(base, 'kabinet-')),
  )
  if (user.as !== undefined) await chown(made, user.uid, user.gid)
  return made
}
