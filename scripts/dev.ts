import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig } from 'vite'

/** `npm run dev`: the demo, rebuilt and restarted at every save. */
const root = fileURLToPath(new URL('..', import.meta.url))
const watched: InlineConfig = { root, logLevel: 'warn', build: { watch: {} } }

await built(watched)
await built({ ...watched, build: { watch: {}, ssr: true } })
await built({ ...watched, root: join(root, 'app'), configFile: join(root, 'app/vite.config.ts') })
const server = spawn(
  process.execPath,
  ['--watch', '--enable-source-maps', 'dist/server/kabinet.js', 'demo'],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 0))

/** Starts a watching build and waits for its first result. */
async function built(config: InlineConfig): Promise<void> {
  const watcher = await build(config)
  if (!('on' in watcher)) return
  await new Promise<void>((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'END') resolve()
      if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`)
    })
  })
}
