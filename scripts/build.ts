import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Builds what browsers load and what Node runs, unless nothing has changed since the last build (the newest change
 * below src and app decides). `--force` builds anyway.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'dist/.built')
const sources = ['src', 'app', 'vite.config.ts', 'package-lock.json', 'scripts/build.ts']

const state = String(Math.max(...sources.map((source) => newest(join(root, source)))))
const isBuilt = existsSync(stamp) && readFileSync(stamp, 'utf8') === state
if (!isBuilt || process.argv.includes('--force')) {
  // Read only when it is needed: a test of a command asks for a build that is there already.
  const { build } = await import('vite')
  await build({ root, logLevel: 'warn' })
  await build({ root, logLevel: 'warn', build: { ssr: true } })
  await build({ configFile: join(root, 'app/vite.config.ts'), logLevel: 'warn' })
  writeFileSync(stamp, state)
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
