import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import type { DemoScene } from '../../src/cli/demo-scene-list.ts'
import { findPostmaster } from '../../src/database/engine/postmaster.ts'
import { freePort } from './free-port.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = join(root, 'dist/server/kabinet.js')
const startMilliseconds = 60_000
const stopMilliseconds = 20_000

export type DemoServer = {
  /** `http://localhost:<port>` */
  readonly origin: string
  /** Where its data lies, for a tool that works beside it. */
  readonly folder: string
  /** A connection to its database; the caller ends it. */
  database(): Promise<pg.Client>
  /** Puts the demo's first person into a scene, unless they are in it: whatever a scene has become is begun anew only by another one. */
  shows(scene: DemoScene): Promise<void>
  /** Ends the server and removes its data. */
  stop(): Promise<void>
}

/** Starts the built demo with a data folder of its own on a free port; resolves once it answers. Works as root too. */
export async function startDemo(): Promise<DemoServer> {
  if (!existsSync(program)) throw new Error('The demo is not built yet. Run `node scripts/build.ts` first.')
  const folder = await mkdtemp(join(tmpdir(), 'kabinet-demo-'))
  // Started by root, the database runs under another user, who must be able to reach its own folder in this one.
  await chmod(folder, 0o711)
  const env = { ...process.env, PORT: String(await freePort()), KABINET_DATA: folder, DATABASE_URL: '' }
  const server = spawn(process.execPath, [program, 'demo'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let current: DemoScene = 'plain'
  const shows = async (scene: DemoScene) => {
    if (scene === current) return
    await promisify(execFile)(process.execPath, [program, 'demo', '--scene', scene], { cwd: root, env })
    current = scene
  }
  const database = async () => {
    const engine = await findPostmaster(join(folder, 'postgres'))
    if (!engine) throw new Error('the demo has no database now')
    const names = { user: 'kabinet', database: 'kabinet' }
    const client = new pg.Client({ host: engine.socketFolder, port: 5432, ssl: false, ...names })
    await client.connect()
    return client
  }
  const stop = async () => {
    await ended(server)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { origin: await addressOf(server), folder, database, shows, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The address that the demo prints once it is ready. Throws with what it said instead. */
async function addressOf(server: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail(`did not start in ${startMilliseconds / 1000} s`), startMilliseconds)
    const fail = (why: string) => {
      clearTimeout(late)
      reject(new Error(`The demo ${why}. It said:\n${said || '(nothing)'}`))
    }
    const read = (bytes: Buffer) => {
      said += bytes
      const origin = /http:\/\/localhost:\d+/.exec(said)?.[0]
      if (!origin) return
      clearTimeout(late)
      resolve(origin)
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('exit', (code) => fail(`ended with code ${code}`))
    server.once('error', (error) => fail(`could not be started (${error.message})`))
  })
}

/** Asks the server to stop, and insists when it does not. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  const late = setTimeout(() => server.kill('SIGKILL'), stopMilliseconds)
  await gone
  clearTimeout(late)
}
