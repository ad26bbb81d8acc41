import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { DataFolderBusy } from './errors.ts'
import { isAlive, type Postmaster } from './postmaster.ts'
import { administratorOf } from './start.ts'

/** A server keeps the data folder to itself; a tool (import, backup) may work beside it or alone. */
export type Role = 'server' | 'tool'

/** Any numbers: they only have to be ours within the engine's own database. */
const locks = { owner: 5_201_842, provision: 5_201_843, presence: 5_201_844, leaving: 5_201_845 }

/**
 * A connection that shows we are here. It dies with our process, and with it the owner lock that a server holds; and
 * its end tells us that the engine went away.
 */
export async function appear(postmaster: Postmaster, role: Role): Promise<pg.Client> {
  const client = new pg.Client({
    ...administratorOf(postmaster),
    application_name: `kabinet ${role} ${process.pid}`,
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    // Waits when the last user is just stopping the engine; then the connection breaks and the caller starts anew.
    await client.query('select pg_advisory_lock_shared($1)', [locks.presence])
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

/**
 * Says before leaving whether we are the last one here: then nobody can come until the engine has stopped. Two who
 * leave at once do it one after the other, so that one of them is the last.
 */
export async function isLast(presence: pg.Client): Promise<boolean> {
  await presence.query('select pg_advisory_lock($1)', [locks.leaving])
  if (await tryLock(presence, locks.presence)) return true
  await presence.query('select pg_advisory_unlock_shared($1)', [locks.presence])
  return false
}

/** Takes the owner lock, or throws DataFolderBusy with the owner's pid. A dead owner's lock goes within moments. */
export async function becomeOwner(presence: pg.Client, dataFolder: string): Promise<void> {
  for (let patience = 250; ; patience -= 1) {
    if (await tryLock(presence, locks.owner)) return
    const pid = await ownerPid(presence)
    if ((pid !== undefined && isAlive(pid)) || patience <= 0) throw new DataFolderBusy(dataFolder, pid)
    await wait(20)
  }
}

async function tryLock(presence: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await presence.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [lock])
  return rows[0]?.got === true
}

async function ownerPid(presence: pg.Client): Promise<number | undefined> {
  const { rows } = await presence.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and classid = 0 and objid = $1 and granted`,
    [locks.owner],
  )
  const pid = rows[0]?.name.split(' ')[2]
  return pid === undefined ? undefined : Number(pid)
}

/** Makes Kabinet's own role and database when they are not there. Safe when two do it at once. */
export async function provision(presence: pg.Client): Promise<void> {
  await presence.query('select pg_advisory_lock($1)', [locks.provision])
  try {
    const role = await presence.query("select 1 from pg_roles where rolname = 'kabinet'")
    if (role.rowCount === 0) await presence.query('create role kabinet login')
    const database = await presence.query("select 1 from pg_database where datname = 'kabinet'")
    if (database.rowCount === 0) await presence.query('create database kabinet owner kabinet')
  } finally {
    await presence.query('select pg_advisory_unlock($1)', [locks.provision])
  }
}
