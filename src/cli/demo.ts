import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeHasher } from '../account/passwords/hasher.ts'
import { type Config, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { makeKeyring } from '../database/keyring.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { makeLog } from '../http/log.ts'
import { importFile } from '../import/import-file.ts'
import { serve } from '../main.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { demoKinds, demoPassword, demoPeople, demoTransfers } from './demo-people.ts'
import { type DemoScene, demoScenes, isDemoScene } from './demo-scene-list.ts'
import { playScene } from './demo-scenes.ts'
import {
  holdsPeople,
  isDemoDatabase,
  isDemoFolder,
  keysFit,
  markDemoDatabase,
  markDemoFolder,
} from './deployment.ts'
import { describeReport } from './import.ts'
import { packageRoot } from './package-root.ts'
import { printProblems, withMigratedDatabase } from './tool.ts'

/** Brings the invented people in, once, and serves them until stopped. */
export async function run(args: string[]): Promise<ExitCode> {
  const { values } = parseArgs({ args, options: { scene: { type: 'string' } } })
  const { scene } = values
  if (scene !== undefined && !isDemoScene(scene)) {
    throw new CalledWrongly(`a scene is one of ${Object.keys(demoScenes).join(', ')}`)
  }
  const read = readConfig('demo')
  if (!read.ok) {
    printProblems('The demo cannot start', read.problems)
    return 1
  }
  const { config } = read
  if (scene !== undefined) return setScene(scene, config)
  const { databaseUrl: url, dataFolder } = config
  const database = await openDatabase({ url, dataFolder, role: 'server', log: makeLog(config.logLevel) })
  try {
    await migrate(database.pool)
    const refusal = await prepareDemo(config, database)
    if (refusal !== undefined) {
      console.error(`kabinet demo: ${refusal}`)
      return 1
    }
    await serve(config, {
      database,
      onReady: (origin) => console.log(welcome(origin)),
      showMail: (lines) => console.log(lines),
    })
    return 0
  } finally {
    await database.close()
  }
}

/** Puts a person into a state and returns: it works beside a running demo, and before one. */
async function setScene(scene: DemoScene, config: Config): Promise<ExitCode> {
  return withMigratedDatabase(config, async (database) => {
    const refusal = await prepareDemo(config, database)
    const hasher = makeHasher({ queueLength: 1 })
    const keyring = makeKeyring(config.keys)
    const lines = refusal === undefined && (await playScene(scene, { config, database, keyring, ...hasher }))
    console.log(
      lines ? lines.join('\n') : `kabinet demo: ${refusal ?? 'the demo’s first person is not there'}`,
    )
    return lines ? 0 : 1
  })
}

/**
 * Makes the database a demo's, or says why not: real people's data is never mixed with invented ones. The folder is
 * marked first and the database last, so a demo that was interrupted goes on, and is never taken for real data.
 */
export async function prepareDemo(config: Config, database: Database): Promise<string | undefined> {
  const keyring = makeKeyring(config.keys)
  const isDemo = await isDemoDatabase(database)
  const isBegun = config.databaseUrl === undefined && isDemoFolder(config)
  if (!isDemo && !isBegun && (await holdsPeople(database))) {
    return 'this database holds data that is not a demo’s; name an empty folder with KABINET_DATA'
  }
  if (!(await keysFit(database, keyring))) {
    return 'these keys do not open the demo’s data: unset KABINET_KEYS, or name an empty folder with KABINET_DATA'
  }
  await markDemoFolder(config)
  if (isDemo) return undefined
  for (const kind of demoKinds) {
    const stream = createReadStream(join(packageRoot, `demo/${kind}.csv`))
    const report = await importFile({ kind, stream, database, keyring })
    if (report.outcome === 'refused') return describeReport(report).join('\n')
  }
  await markDemoDatabase(database)
  return undefined
}

function welcome(origin: string): string {
  return [
    '',
    `  Kabinet (demo): ${origin}`,
    '',
    ...demoPeople.map(({ iin, shows }) => `  ${iin}  ${shows}`),
    '',
    '  Transfers: child, certificate, parents, since, number',
    ...demoTransfers.map((line) => `  ${line}`),
    '',
    `  Password: ${demoPassword}`,
    '  Everybody here is invented. Mails are shown here and go nowhere. Ctrl-C stops it.',
    '',
  ].join('\n')
}
