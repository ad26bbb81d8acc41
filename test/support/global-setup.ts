import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEngine } from '../../src/database/engine/engine.ts'
import { silent } from '../../src/database/log.ts'
import { migrate } from '../../src/database/migrate.ts'
import { writeFigures } from './figures-document.ts'
import { statementsFolder } from './statements-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The socket folder of the run's own PostgreSQL. */
    databaseSocket: string
    /** Where the audits of each language leave what they have read, to be compared. */
    textsFolder: string
    /** The figures of attack runs go to docs/security/attack-figures.md: the mode says so (vitest.config.ts). */
    writesFigures: boolean
    /** Where the tests leave the figures of attack runs for docs/security/attack-figures.md; empty where the run writes none. */
    figuresFolder: string
    /** Nothing was left out on the command line: what all tests together must have shown can be asked. */
    isWholeRun: boolean
  }
}

export const templateName = 'kabinet_template'

/** One real PostgreSQL for the whole run, durable as in production, with a migrated template to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kabinet-test-'))
  await chmod(folder, 0o711)
  const engine = await startEngine(folder, 'server', silent)
  const { host, port } = engine.address()
  const connection = { host, port, user: 'postgres', ssl: false }

  const administrator = new pg.Client({ ...connection, database: 'postgres' })
  await administrator.connect()
  await administrator.query(`create database ${templateName} owner kabinet`)
  await administrator.query('alter role kabinet createdb')
  await administrator.end()

  const pool = new pg.Pool({ ...connection, user: 'kabinet', database: templateName, max: 1 })
  await migrate(pool)
  await pool.end()

  const textsFolder = await mkdtemp(join(tmpdir(), 'kabinet-texts-'))
  const figuresFolder = project.config.provide.writesFigures
    ? await mkdtemp(join(tmpdir(), 'kabinet-figures-'))
    : ''
  project.provide('figuresFolder', figuresFolder)
  project.provide('databaseSocket', host)
  project.provide('textsFolder', textsFolder)
  project.provide(
    'isWholeRun',
    process.argv.slice(2).every((word) => ['run', '--mode', 'full', 'figures'].includes(word)),
  )
  return async () => {
    if (figuresFolder) {
      writeFigures(figuresFolder)
      await rm(figuresFolder, { recursive: true })
    }
    await rm(textsFolder, { recursive: true, force: true })
    await rm(statementsFolder(process.pid), { recursive: true, force: true })
    await engine.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
