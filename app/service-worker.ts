import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

/** A name that carries the hash of its content. */
const hashed = /-[\w-]{8}\.\w+$/

/** Builds the service worker after everything else, with the list of the files that it keeps for offline use. */
export function serviceWorker(): Plugin {
  let folder = ''
  return {
    name: 'ed24-service-worker',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    async closeBundle() {
      const files = globSync('**/*.{js,css,html,svg,webmanifest}', { cwd: folder })
        .filter((url) => url !== 'sw.js')
        .sort()
        .map((url) => ({ url, revision: hashed.test(url) ? null : fingerprint(join(folder, url)) }))
      await build({
        configFile: false,
        root: fileURLToPath(new URL('.', import.meta.url)),
        publicDir: false,
        logLevel: 'warn',
        define: { filesOfThisBuild: JSON.stringify(files) },
        build: {
          outDir: folder,
          emptyOutDir: false,
          rolldownOptions: {
            input: fileURLToPath(new URL('worker/sw.ts', import.meta.url)),
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      })
    },
  }
}

function fingerprint(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)
}
