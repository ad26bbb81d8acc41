import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findPostmaster, type Postmaster } from '../src/database/engine/postmaster.ts'
import { freePort } from '../test/support/free-port.ts'
import { accountHeader, accountLine, iinOf, phoneOf, usualCrowd } from './crowd.ts'
import { publicOrigin } from './drivers/app.ts'
import type { LoadResult } from './load/load.ts'
import { begin, type Environment, ended, kabinet, loaded, program, root } from './processes.ts'

const startSeconds = 60

export type Server = {
  /** The node itself, `http://127.0.0.1:port`. */
  readonly origin: string
  readonly environment: Environment
  readonly folder: string
  /** The server's pid, and its PostgreSQL with the folder of its socket. */
  readonly pid: number
  readonly engine: Postmaster
  /** From the start of the process to its first answer. */
  readonly readySeconds: number
  /** Puts a load on it, each time with the next people of its crowd. */
  load(journey: string, concurrency: number, seconds: number): Promise<LoadResult>
  /** Stops it and its engine; its data stays. */
  stop(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** The environment of production, on a folder of its own, behind a proxy whose addresses the load gives. */
export async function newEnvironment(): Promise<Environment> {
  const folder = await mkdtemp(join(tmpdir(), 'kabinet-bench-'))
  // Started by root, the engine runs under another user, who must be able to pass.
  await chmod(folder, 0o711)
  return {
    KABINET_DATA: folder,
    KABINET_PUBLIC_ORIGIN: publicOrigin,
    KABINET_TRUSTED_PROXY: '127.0.0.1',
    KABINET_KEYS: 'bench:a-key-for-benchmarks-that-protects-nothing',
    KABINET_ASSISTED_CONTACT: 'ЦОН, тел. 1414',
    KABINET_POSSESSION_PROOF: 'none',
    KABINET_LOG: 'warn',
    HOST: '127.0.0.1',
    DATABASE_URL: '',
    NODE_ENV: 'production',
  }
}

/** Starts a server on these data and waits for its first answer. `preload`: modules of this folder that Node loads before it. */
export async function startServer(
  environment: Environment,
  { preload = [], crowd = usualCrowd }: { preload?: readonly string[]; crowd?: number } = {},
): Promise<Server> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const folder = environment.KABINET_DATA ?? ''
  const imports = preload.flatMap((name) => ['--import', join(root, 'bench', name)])
  const began = performance.now()
  const child = begin([...imports, program, 'start'], {
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  while (!(await answers(origin))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    if (performance.now() - began > startSeconds * 1000) throw new Error('the server does not answer')
    await wait(5)
  }
  const readySeconds = (performance.now() - began) / 1000
  const engine = await findPostmaster(join(folder, 'postgres'))
  if (!engine || !child.pid) throw new Error('no engine works for the server')
  const watch = { server: child.pid, engine: engine.pid }
  let from = 0
  const load = async (journey: string, concurrency: number, seconds: number) => {
    const result = await loaded({ origin, journey, concurrency, seconds, from, crowd, watch })
    from += result.used
    return result
  }
  const stop = () => ended(child)
  const remove = async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { origin, environment, folder, pid: child.pid, engine, readySeconds, load, stop, remove }
}

/** A running server with this many people in it, who all have numbers of their own that BMG knows. */
export async function serverWithCrowd(
  size = usualCrowd,
  options: { preload?: readonly string[]; environment?: Environment } = {},
): Promise<Server> {
  const environment = options.environment ?? (await newEnvironment())
  const server = await startServer(environment, { ...options, crowd: size })
  await importLines(server, 'accounts', accountHeader, size, accountLine)
  await importLines(server, 'mobile-citizens', 'iin,phone', size, (at) => `${iinOf(at)},${phoneOf(at)}`)
  return server
}

/** Writes a file of so many lines and imports it beside the running server. */
export async function importLines(
  { environment, folder }: Pick<Server, 'environment' | 'folder'>,
  kind: string,
  header: string,
  size: number,
  line: (at: number) => string,
): Promise<void> {
  const path = join(folder, `${kind}.csv`)
  await writeLines(path, header, size, line)
  await kabinet(['import', kind, path], environment)
  await rm(path)
}

export async function writeLines(
  path: string,
  header: string,
  size: number,
  line: (at: number) => string,
): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${header}\n`)
  for (let at = 0; at < size; at += 1) if (!file.write(`${line(at)}\n`)) await once(file, 'drain')
  file.end()
  await once(file, 'close')
}

async function answers(origin: string): Promise<boolean> {
  const page = await fetch(`${origin}/readyz`).catch(() => undefined)
  await page?.arrayBuffer()
  return page?.status === 200
}
