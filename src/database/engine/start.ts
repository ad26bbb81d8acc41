import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { EngineUnavailable } from './errors.ts'
import { administrator, initialise } from './initialise.ts'
import type { Place } from './place.ts'
import { disown, findPostmaster, type Postmaster } from './postmaster.ts'
import { postgresArguments } from './settings.ts'
import { socketFile, socketFolder, socketPort } from './socket.ts'
import { runAs } from './user.ts'

/** An engine that answers. `adopted`: it ran before this call. */
export type Running = Postmaster & { readonly adopted: boolean }

const failuresBeforeGivingUp = 6
const silenceBeforeGivingUpMs = 10_000

/**
 * Makes sure that an engine works on this data, whoever started it, and returns when it answers. No lock of ours is
 * needed: PostgreSQL lets one postmaster at a data folder, and a loser finds the winner here. Crash recovery
 * is waited for as long as the process lives. Throws EngineUnavailable `start-failed` with what PostgreSQL said.
 */
export async function ensureRunning(place: Place): Promise<Running> {
  let launched: Launched | undefined
  let failures = 0
  let readySince = Number.POSITIVE_INFINITY
  try {
    for (let pause = 10; ; pause = Math.min(pause * 1.2, 100)) {
      const found = await findPostmaster(place.data)
      if (found && (await answers(found, place.data))) {
        return { ...found, adopted: found.pid !== launched?.child.pid }
      }
      if (found || launched?.runs()) {
        if (found?.ready) readySince = Math.min(readySince, Date.now())
        if (Date.now() - readySince > silenceBeforeGivingUpMs) throw unreachable(found)
        await wait(pause)
        continue
      }
      if (launched) {
        failures += 1
        if (failures >= failuresBeforeGivingUp) throw failed(launched)
        // After a kill its backends need a moment to leave the shared memory.
        await wait(50 * 2 ** failures)
      }
      await initialise(place)
      launched = await launch(place)
    }
  } finally {
    // By now it writes to its log file, not to us.
    launched?.child.stderr?.destroy()
  }
}

function failed(launched: Launched): EngineUnavailable {
  return new EngineUnavailable('start-failed', `PostgreSQL did not start: ${launched.said().trim()}`)
}

function unreachable(found: Postmaster | undefined): EngineUnavailable {
  const where = `process ${found?.pid}, socket in ${found?.socketFolder}`
  return new EngineUnavailable('start-failed', `PostgreSQL runs but cannot be reached: ${where}`)
}

/** How to reach the engine's own database as its administrator. */
export function administratorOf(postmaster: Postmaster): pg.ClientConfig {
  return {
    host: postmaster.socketFolder,
    port: socketPort,
    user: administrator,
    database: 'postgres',
    ssl: false,
  }
}

async function answers(postmaster: Postmaster, data: string): Promise<boolean> {
  if (postmaster.socketFolder === '') return false
  const client = new pg.Client({ ...administratorOf(postmaster), connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data: string }>("select current_setting('data_directory') as data")
    return rows[0]?.data === data
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

type Launched = { readonly child: ChildProcess; runs(): boolean; said(): string }

/** In a session of its own, so that it outlives us and a Ctrl-C in our terminal does not reach it. */
async function launch(place: Place): Promise<Launched> {
  const folder = await socketFolder(place.data, place.user)
  await disown(place.data, `${socketFile(folder)}.lock`)
  const args = postgresArguments(place.data, folder, socketPort)
  const child = spawn(join(place.binaries.folder, 'bin/postgres'), args, {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...runAs(place.user),
  })
  let said = ''
  child.on('error', (error) => {
    said = error.message
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  child.unref()
  return {
    child,
    runs: () => child.pid !== undefined && child.exitCode === null && child.signalCode === null,
    said: () => said,
  }
}
