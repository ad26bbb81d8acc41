import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll } from 'vitest'

export const root = fileURLToPath(new URL('../..', import.meta.url))
/** The server and the command line, as built. */
export const program = join(root, 'dist/server/kabinet.js')

const rootHash = createHash('sha256').update(root).digest('hex').slice(0, 12)
const lock = join(tmpdir(), `kabinet-build-${rootHash}`)
const longestBuildMilliseconds = 60_000

// What is tested is the build, so it must be that of these sources. Test files run side by side: one of them builds.
beforeAll(async () => {
  while (!(await taken())) await wait(100)
  try {
    await promisify(execFile)(process.execPath, [join(root, 'scripts/build.ts')], { cwd: root })
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}, 2 * longestBuildMilliseconds)

async function taken(): Promise<boolean> {
  try {
    await mkdir(lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const found = await stat(lock).catch(() => undefined)
    // A run that was killed in the middle of it leaves its lock behind.
    const isStale = found && Date.now() - found.mtimeMs > longestBuildMilliseconds
    if (isStale) await rm(lock, { recursive: true, force: true })
    return false
  }
}
