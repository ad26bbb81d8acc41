import { rmdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Log } from '../log.ts'
import { DataFolderBusy, EngineUnavailable } from './errors.ts'
import { type Place, preparePlace } from './place.ts'
import { stopPostmaster } from './postmaster.ts'
import { appear, becomeOwner, isLast, provision, type Role } from './presence.ts'
import { socketPort } from './socket.ts'
import { ensureRunning, type Running } from './start.ts'

/** A running embedded PostgreSQL. The address changes if a restart had to take another socket folder. */
export type Engine = {
  /** Where clients connect: unix socket only. */
  address(): { host: string; port: number; user: string; database: string }
  /** The engine's own process. */
  pid(): number
  /** The folder that really holds the data. */
  readonly data: string
  /** It ran before we came: a crashed server left it, or another process of ours uses it. */
  readonly adopted: boolean
  /** Stops it, unless others of ours still work with it: the last one stops it. */
  stop(): Promise<void>
}

/**
 * Starts the embedded engine of this data folder, or adopts the running one, and keeps it running: when it dies, it is
 * restarted. A `server` also becomes the folder's owner. Throws DataFolderBusy or EngineUnavailable.
 */
export async function startEngine(dataFolder: string, role: Role, log: Log): Promise<Engine> {
  const place = await preparePlace(dataFolder, log)
  let { running, presence } = await join(place, dataFolder, role)
  const { adopted } = running
  let closing = false
  let recovery = Promise.resolve()
  log.info({ pid: running.pid, adopted, data: place.data }, 'database.engine-up')

  const watch = () => {
    presence.once('end', () => {
      if (closing) return
      log.warn({ pid: running.pid }, 'database.engine-lost')
      recovery = comeBack()
    })
  }
  const comeBack = async () => {
    for (let pause = 50; !closing; pause = Math.min(pause * 2, 5000)) {
      try {
        ;({ running, presence } = await join(place, dataFolder, role))
        watch()
        log.info({ pid: running.pid, adopted: running.adopted }, 'database.engine-back')
        return
      } catch (error) {
        log.error({ error: nameOf(error) }, 'database.engine-not-back')
        await wait(pause)
      }
    }
  }
  watch()

  return {
    address: () => ({ host: running.socketFolder, port: socketPort, user: 'kabinet', database: 'kabinet' }),
    pid: () => running.pid,
    data: place.data,
    adopted,
    async stop() {
      if (closing) return
      closing = true
      await recovery
      await leave(place, running, presence)
    },
  }
}

async function join(
  place: Place,
  dataFolder: string,
  role: Role,
): Promise<{ running: Running; presence: pg.Client }> {
  for (let patience = 20; ; patience -= 1) {
    const running = await ensureRunning(place)
    let presence: pg.Client | undefined
    try {
      presence = await appear(running, role)
      if (role === 'server') await becomeOwner(presence, dataFolder)
      await provision(presence)
      return { running, presence }
    } catch (error) {
      await presence?.end().catch(() => {})
      // The engine may be going down under us, because its last user is leaving: then another one starts.
      if (error instanceof DataFolderBusy || error instanceof EngineUnavailable || patience <= 0) throw error
      await wait(50)
    }
  }
}

async function leave(place: Place, running: Running, presence: pg.Client): Promise<void> {
  try {
    if (!(await isLast(presence))) return
    await stopPostmaster(place.data, running.pid)
    await rmdir(running.socketFolder)
  } catch {
    // It is away already; if it comes back, the next start adopts it.
  } finally {
    await presence.end().catch(() => {})
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
}
