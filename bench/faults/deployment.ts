import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findPostmaster, stopPostmaster } from '../../src/database/engine/postmaster.ts'
import { freePort } from '../../test/support/free-port.ts'
import { publicOrigin } from '../drivers/app.ts'
import { begin, ended, program } from '../processes.ts'

const startMilliseconds = 60_000
/** pino's number for `error`. */
const errorLevel = 50

/** One node in production as built, with a data folder, keys and a port of its own, which can be killed and started again. */
export type Deployment = {
  readonly folder: string
  readonly origin: string
  /** A variable that is set here holds from the next start on. */
  readonly environment: Record<string, string>
  /** Starts the node and waits for its first answer; does nothing while it runs. */
  start(options?: { readonly wait?: boolean }): Promise<void>
  /** SIGKILL, as a power cut for the process alone. */
  kill(): Promise<void>
  stop(): Promise<void>
  runs(): boolean
  /** `kabinet WORDS` beside it: its exit code and what it said. */
  kabinet(words: readonly string[]): Promise<{ code: number | null; said: string }>
  /** One connection to its database, for this work alone; the embedded engine's unless DATABASE_URL is set. */
  asks<T>(work: (client: pg.Client) => Promise<T>): Promise<T>
  /** What its log said at level error and above so far. */
  errors(): readonly string[]
  /** Ends everything and removes the folder. */
  close(): Promise<void>
}

export type Whereabouts = {
  /** Where the deployment's folder is made. */
  readonly parent?: string
  /** How the audit reaches the database past what stands between. */
  readonly truth?: string
  /** A demo may speak to push services and gateways of this machine. */
  readonly mode?: 'start' | 'demo'
}

/** A deployment whose node has not been started yet. */
export async function makeDeployment(
  more: Readonly<Record<string, string>> = {},
  { parent = tmpdir(), truth, mode = 'start' }: Whereabouts = {},
): Promise<Deployment> {
  const folder = mkdtempSync(join(parent, 'kabinet-faults-'))
  // Started by root, the engine runs under another user, who must be able to pass.
  await chmod(folder, 0o711)
  const port = await freePort()
  const log = join(tmpdir(), `${folder.split('/').at(-1)}.log`)
  const environment: Record<string, string> = {
    KABINET_DATA: join(folder, 'data'),
    PORT: String(port),
    HOST: '127.0.0.1',
    KABINET_PUBLIC_ORIGIN: publicOrigin,
    KABINET_TRUSTED_PROXY: '127.0.0.1',
    KABINET_KEYS: `faults:${randomBytes(32).toString('base64url')}`,
    KABINET_ASSISTED_CONTACT: 'ЦОН, тел. 1414',
    KABINET_POSSESSION_PROOF: 'none',
    KABINET_LOG: 'warn',
    ...more,
  }
  const origin = `http://127.0.0.1:${port}`
  const whole = () => ({ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment })
  let child: ChildProcess | undefined
  const runs = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const ends = async (signal: NodeJS.Signals) => {
    if (child) await ended(child, signal)
  }
  const engine = () => findPostmaster(join(environment.KABINET_DATA ?? '', 'postgres'))

  return {
    folder,
    origin,
    environment,
    runs,
    async start(options = {}) {
      if (runs()) return
      const file = openSync(log, 'a')
      child = begin([program, mode], { env: whole(), stdio: ['ignore', file, file] })
      closeSync(file)
      if (options.wait === false) return
      await until('the first answer', startMilliseconds, async () => {
        if (!runs()) throw new Error(`the node ended: ${readFileSync(log, 'utf8').slice(-2000)}`)
        return (await fetch(`${origin}/healthz`).catch(() => undefined))?.status === 200
      })
    },
    kill: () => ends('SIGKILL'),
    stop: () => ends('SIGTERM'),
    async kabinet(words) {
      const tool = begin([program, ...words], { env: whole(), stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      for (const stream of [tool.stdout, tool.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          said += text
        })
      }
      const [code] = (await once(tool, 'close')) as [number | null]
      return { code, said }
    },
    async asks(work) {
      const client = new pg.Client(await whereabouts())
      client.on('error', () => {})
      await client.connect()
      try {
        return await work(client)
      } finally {
        await client.end().catch(() => {})
      }
    },
    errors() {
      return readFileSync(log, 'utf8')
        .split('\n')
        .flatMap((line) => {
          if (!line.startsWith('{')) return /error/i.test(line) ? [line] : []
          const { level, msg } = JSON.parse(line) as { level: number; msg: string }
          return level >= errorLevel ? [msg] : []
        })
    },
    async close() {
      await ends('SIGTERM')
      const left = await engine()
      if (left) await stopPostmaster(join(environment.KABINET_DATA ?? '', 'postgres'), left.pid)
      rmSync(folder, { recursive: true, force: true })
      rmSync(log, { force: true })
    },
  }

  async function whereabouts(): Promise<pg.ClientConfig> {
    const url = truth ?? environment.DATABASE_URL
    if (url !== undefined) return { connectionString: url }
    const found = await engine()
    if (!found) throw new Error('no engine works on this folder')
    return { host: found.socketFolder, port: 5432, user: 'kabinet', database: 'kabinet', ssl: false }
  }
}

/** Waits until something holds; throws after so many milliseconds. */
export async function until(
  what: string,
  milliseconds: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + milliseconds
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${milliseconds} ms in vain: ${what}`)
    await wait(10)
  }
}
