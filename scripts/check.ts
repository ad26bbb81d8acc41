import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
// The tools of the project itself come first, also when this is started without npm.
const path = [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)

/** What must hold before any test: each one a sentence and the command that shows it. */
const steps = [
  { holds: 'format and lint are clean', command: ['biome', 'check', '.'] },
  { holds: 'types of the server, the tests and the scripts fit', command: ['tsc', '--noEmit', '-p', '.'] },
  { holds: 'types of the page scripts fit', command: ['tsc', '--noEmit', '-p', 'src/ui/browser'] },
  { holds: 'types of the app fit', command: ['tsc', '--noEmit', '-p', 'app'] },
  { holds: 'types of its service worker fit', command: ['tsc', '--noEmit', '-p', 'app/worker'] },
  { holds: 'types of the browser tests fit', command: ['tsc', '--noEmit', '-p', 'test/browser'] },
  { holds: 'it builds', command: ['node', 'scripts/build.ts'] },
  {
    holds: 'the generated pages are current',
    command: ['node', 'dist/server/kabinet.js', 'generate', '--check'],
  },
] as const

/** Runs every step, also after one has failed. Returns how many held and how many did not. */
export function runChecks(): { passed: number; failed: number } {
  const failed = steps.filter(({ holds, command: [tool, ...args] }) => {
    const { status } = spawnSync(tool, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: path },
    })
    console.log(`${status === 0 ? '✓' : '✗'} ${holds}`)
    return status !== 0
  })
  return { passed: steps.length - failed.length, failed: failed.length }
}

if (import.meta.main && runChecks().failed > 0) process.exitCode = 1
