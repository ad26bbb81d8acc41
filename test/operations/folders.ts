import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll } from 'vitest'
import { findPostmaster, type Postmaster, stopPostmaster } from '../../src/database/engine/postmaster.ts'
import { endProcesses } from './processes.ts'

const folders: string[] = []

/** An empty folder of this test's own, for KABINET_DATA or for files; removed after the file's tests. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kabinet-operations-'))
  // Started by root, the database runs under another user, who must be able to pass.
  await chmod(folder, 0o711)
  folders.push(folder)
  return folder
}

/** The PostgreSQL that works on this data folder now. */
export async function engineOf(folder: string): Promise<Postmaster | undefined> {
  return findPostmaster(join(folder, 'postgres'))
}

/** Runs one statement in the data folder's running engine. */
export async function ask(folder: string, statement: string): Promise<Record<string, unknown>[]> {
  const engine = await engineOf(folder)
  if (!engine) throw new Error('no engine works on this folder')
  const client = new pg.Client({
    host: engine.socketFolder,
    port: 5432,
    user: 'kabinet',
    database: 'kabinet',
    ssl: false,
  })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

afterAll(async () => {
  await endProcesses()
  for (const folder of folders.splice(0)) {
    const engine = await engineOf(folder)
    if (engine) {
      await stopPostmaster(join(folder, 'postgres'), engine.pid)
      await rm(engine.socketFolder, { recursive: true, force: true })
    }
    await rm(folder, { recursive: true, force: true })
  }
}, 30_000)
