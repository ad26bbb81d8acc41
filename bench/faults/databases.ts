import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findPostmaster } from '../../src/database/engine/postmaster.ts'
import { administratorOf } from '../../src/database/engine/start.ts'
import { type Deployment, makeDeployment } from './deployment.ts'
import { makePostgresServer, type PostgresServer } from './postgres-server.ts'
import type { Fault } from './rounds.ts'

const awayMilliseconds = 500
const fullMilliseconds = 1500
const diskMebibytes = 600

/** An external server, named by DATABASE_URL over TCP: killed, away for a moment, started again. */
function killedServer(): Fault {
  let server: PostgresServer | undefined
  return {
    name: 'kill-postgres',
    what: 'kill -9 of an external PostgreSQL server (DATABASE_URL by TCP), which is away for half a second',
    async begins() {
      const folder = mkdtempSync(join(tmpdir(), 'kabinet-postgres-'))
      const made = await makePostgresServer(join(folder, 'server'))
      server = made
      const deployment = await makeDeployment({ DATABASE_URL: made.url })
      await deployment.start()
      return {
        ...deployment,
        async close() {
          await deployment.close()
          await made.stop()
          rmSync(folder, { recursive: true, force: true })
        },
      }
    },
    strikes: async () => server?.kill(),
    async mends() {
      await wait(awayMilliseconds)
      await server?.start()
    },
  }
}

/** A node whose data folder is a small file system of its own, made by root. */
async function onSmallDisk(): Promise<Deployment> {
  const parent = mkdtempSync(join(tmpdir(), 'kabinet-disk-'))
  const { status, stderr } = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${diskMebibytes}m,mode=0711`,
    'tmpfs',
    parent,
  ])
  if (status !== 0) throw new Error(`a small disk needs root: ${stderr.toString()}`)
  const deployment = await makeDeployment({}, { parent })
  await deployment.start()
  return {
    ...deployment,
    async close() {
      await deployment.close()
      spawnSync('umount', [parent])
      rmSync(parent, { recursive: true, force: true })
    },
  }
}

const filler = ({ folder }: Deployment) => join(folder, 'filler')

function fill(deployment: Deployment): void {
  const file = openSync(filler(deployment), 'w')
  try {
    for (const size of [1 << 20, 4096]) {
      const block = Buffer.alloc(size)
      for (let written = size; written === size; ) written = writeUnlessFull(file, block)
    }
  } finally {
    closeSync(file)
  }
}

function writeUnlessFull(file: number, block: Buffer): number {
  try {
    return writeSync(file, block)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 0
    throw error
  }
}

async function makesRoom(deployment: Deployment): Promise<void> {
  await wait(fullMilliseconds)
  rmSync(filler(deployment))
}

/** Has the engine go to its next log segment, for which there is no room: it stops with a PANIC. */
async function switchesLog({ environment }: Deployment): Promise<void> {
  const engine = await findPostmaster(join(environment.KABINET_DATA ?? '', 'postgres'))
  if (!engine) throw new Error('there is no engine')
  const client = new pg.Client(administratorOf(engine))
  client.on('error', () => {})
  await client.connect()
  const segments = 64
  try {
    for (let at = 0; at < segments; at += 1) {
      await client.query("select pg_logical_emit_message(false, 'kabinet', 'one record a segment')")
      await client.query('select pg_switch_wal()')
    }
  } catch {
    return
  } finally {
    await client.end().catch(() => {})
  }
  throw new Error('the log found room')
}

export const databaseFaults: readonly Fault[] = [
  killedServer(),
  {
    name: 'disk-full',
    what: `the disk of the embedded engine is full for ${fullMilliseconds / 1000} s`,
    begins: onSmallDisk,
    strikes: async (deployment) => fill(deployment),
    mends: makesRoom,
  },
  {
    name: 'log-full',
    what: `the same at the moment when the engine needs a new log segment: it stops, and starts again when there is room`,
    begins: onSmallDisk,
    async strikes(deployment) {
      fill(deployment)
      await switchesLog(deployment)
    },
    mends: makesRoom,
  },
]
