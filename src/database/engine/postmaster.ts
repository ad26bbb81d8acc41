import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { open, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** What a running engine says about itself in its data folder. */
export type Postmaster = { readonly pid: number; readonly socketFolder: string; readonly ready: boolean }

/** The engine that works on this data now, running or still starting; undefined when there is none. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = await readFile(lockFile(data), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  )
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 1 || !(await worksOn(pid, data))) return undefined
  return { pid, socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}

/**
 * Whether the process is an engine on this data. A pid alone proves nothing: after a crash or in a new container
 * another process may have it. On Linux the engine's working folder tells (and a zombie has none).
 */
async function worksOn(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return await isPostgres(pid)
  return readlink(`/proc/${pid}/cwd`).then(
    (folder) => folder === data,
    (error: NodeJS.ErrnoException) => error.code === 'EACCES',
  )
}

function isPostgres(pid: number): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('/bin/ps', ['-o', 'comm=', '-p', String(pid)], (_, name) => resolve(name.includes('postgres')))
  })
}

/** Whether any process of this machine has the pid. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Lets the engine start over lock files of a dead one whose pid now belongs to somebody else. PostgreSQL takes a lock
 * file with its parent's pid for stale, and goes on to check that no old backend lives; deleting it would skip that.
 */
export async function disown(data: string, socketLock: string): Promise<void> {
  for (const file of [lockFile(data), socketLock]) {
    // The folder is the engine's user's: as root we follow no link that he put there.
    const handle = await open(file, constants.O_RDWR | constants.O_NOFOLLOW).catch(() => undefined)
    if (!handle) continue
    try {
      const text = await handle.readFile('utf8')
      const pid = Number(text.split('\n')[0])
      if (text === '' || !isAlive(pid) || (await worksOn(pid, data))) continue
      await handle.truncate(0)
      await handle.write(text.replace(/^[^\n]*/, String(process.pid)), 0)
    } finally {
      await handle.close()
    }
  }
}

/**
 * Stops the engine: open transactions are rolled back, clients disconnected, everything written ("fast shutdown").
 * Resolves when the process is gone; after `patienceMs` it is made to quit, and recovers at its next start.
 */
export async function stopPostmaster(data: string, pid: number, patienceMs = 60_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  signal(pid, 'SIGINT')
  while (await worksOn(pid, data)) {
    if (Date.now() > deadline) signal(pid, 'SIGQUIT')
    await wait(Date.now() > deadline ? 500 : 10)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function lockFile(data: string): string {
  return join(data, 'postmaster.pid')
}
