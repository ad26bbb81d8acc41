import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { markDemoDatabase, markDemoFolder } from '../../src/cli/deployment.ts'
import { silent } from '../../src/database/log.ts'
import { openDatabase } from '../../src/database/open.ts'
import { kabinet } from '../processes.ts'
import { fillDatabase } from './fill.ts'

/**
 * `node bench/scale/seed.ts FOLDER SIZE`: a Kabinet database of so many made-up people under FOLDER, in the schema of the
 * migrations and sealed with the demo's keys, so that `KABINET_DATA=FOLDER kabinet demo` serves it. Needs a build.
 */
if (import.meta.main) {
  const [folder, size] = [process.argv[2], Number(process.argv[3])]
  if (!folder || !(size > 0)) throw new Error('node bench/scale/seed.ts FOLDER SIZE')
  await seed(folder, size)
}

/** Fills an empty folder; returns how long it took, in seconds. Progress goes to the standard error. */
export async function seed(dataFolder: string, people: number): Promise<number> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  mkdirSync(dataFolder, { recursive: true })
  await kabinet(['migrate'], { KABINET_DATA: dataFolder })
  await markDemoFolder({ dataFolder, databaseUrl: undefined })
  const database = await openDatabase({ dataFolder, role: 'tool', log: silent })
  try {
    await fillDatabase(
      () => administrator(database.engine?.address()),
      people,
      (done) => process.stderr.write(`${people}: ${seconds().toFixed(1)} s  ${done}\n`),
    )
    await markDemoDatabase(database)
    writeFileSync(join(dataFolder, 'seeded'), `${people}\n`)
  } finally {
    await database.close()
  }
  return seconds()
}

/** A connection of the engine's administrator: what is set here is for seeding, and never what a node uses. */
async function administrator(address: { host: string; port: number } | undefined): Promise<pg.Client> {
  if (!address) throw new Error('the seeder works with the embedded engine only')
  const { host, port } = address
  const client = new pg.Client({ host, port, user: 'postgres', database: 'kabinet', ssl: false })
  await client.connect()
  await client.query(`set synchronous_commit = off; set work_mem = '512MB'; set maintenance_work_mem = '1GB';
    set max_parallel_maintenance_workers = 2; set role kabinet`)
  return client
}
