import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { DataFolderBusy, EngineUnavailable } from '../database/engine/errors.ts'
import { judgeKeys, keysInUse } from '../database/key-use.ts'
import { makeKeyring } from '../database/keyring.ts'
import { appliedMigrations, migrations } from '../database/migrate.ts'
import { keysFit } from './deployment.ts'
import type { Finding } from './doctor-machine.ts'
import { withDatabase } from './tool.ts'

const mostClockDifferenceMs = 2000
/** The first with uuidv7(), whose ids grow with time. */
const oldestPostgres = 18

/** The engine, what is in the database, the keys and the clocks. An engine that was never started is not made. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  if (config.databaseUrl === undefined && !existsSync(join(config.dataFolder, 'postgres'))) {
    return [{ fine: true, what: 'database', details: ['none yet: the first start makes it'] }]
  }
  try {
    return await withDatabase(config, async (database) => {
      if (!(await database.ready()))
        return [{ fine: false, what: 'database', details: ['it does not answer'] }]
      const version = await checkVersion(database)
      if (!version.fine) return [engineFinding(database), version]
      const migrated = await checkMigrations(database)
      const keys = migrated.fine ? [await checkKeys(config, database)] : []
      return [engineFinding(database), version, migrated, ...keys, await checkClock(database)]
    })
  } catch (error) {
    if (!(error instanceof DataFolderBusy) && !(error instanceof EngineUnavailable)) throw error
    return [{ fine: false, what: 'database', details: [error.message] }]
  }
}

function engineFinding({ engine }: Database): Finding {
  if (!engine) return { fine: true, what: 'database server answers', details: [] }
  const how = engine.adopted ? 'ran already: a server uses it, or one has crashed' : 'started for this check'
  return { fine: true, what: 'own PostgreSQL answers', details: [how, `data in ${engine.data}`] }
}

async function checkVersion(database: Database): Promise<Finding> {
  const { rows } = await database.pool.query<{ version: string }>(
    "select current_setting('server_version') as version",
  )
  const version = rows[0]?.version ?? 'unknown'
  const fine = Number.parseInt(version, 10) >= oldestPostgres
  return {
    fine,
    what: `PostgreSQL ${version}`,
    details: fine ? [] : [`Kabinet needs ${oldestPostgres} or newer`],
  }
}

async function checkMigrations(database: Database): Promise<Finding> {
  const what = 'database is up to date'
  const client = await database.pool.connect()
  try {
    const { rows } = await client.query(`select to_regclass('migrations') as table`)
    const applied = rows[0]?.table ? (await appliedMigrations(client)).map(({ id }) => id) : []
    const ours = migrations.map(({ id }) => id)
    const missing = ours.filter((id) => !applied.includes(id))
    const unknown = applied.filter((id) => !ours.includes(id))
    const details = [
      ...missing.map((id) => `lacks ${id}: kabinet migrate`),
      ...unknown.map((id) => `has ${id}, which this version does not know: update Kabinet`),
    ]
    return { fine: details.length === 0, what, details }
  } finally {
    client.release()
  }
}

async function checkKeys(config: Config, database: Database): Promise<Finding> {
  const what = 'keys open what is stored'
  if (!(await keysFit(database, makeKeyring(config.keys))))
    return {
      fine: false,
      what,
      details: ['set the KABINET_KEYS with which the data was made, the oldest last'],
    }
  const states = judgeKeys(config.keys, await keysInUse(database))
  const missing = states.filter(({ does }) => does.includes('missing'))
  const old = states.filter(
    ({ does, values }) => values > 0 && !does.includes('seals') && !does.includes('missing'),
  )
  return {
    fine: missing.length === 0,
    what,
    details: [
      ...missing.map(({ id, values }) => `${values} values need the key ${id}, which is not in KABINET_KEYS`),
      ...old.map(({ id, values }) => `${values} values are still under ${id}: kabinet keys rotate`),
      ...states.filter(({ mayGo }) => mayGo).map(({ id }) => `nothing needs ${id} any more: it may go`),
    ],
  }
}

async function checkClock(database: Database): Promise<Finding> {
  const before = Date.now()
  const { rows } = await database.pool.query<{ now: Date }>('select clock_timestamp() as now')
  const middle = (before + Date.now()) / 2
  const difference = Math.abs((rows[0]?.now.getTime() ?? 0) - middle)
  const fine = difference <= mostClockDifferenceMs
  const details = fine
    ? []
    : [`they differ by ${(difference / 1000).toFixed(1)} s: codes and sessions end at wrong times`]
  return { fine, what: 'this clock and the database’s agree', details }
}
