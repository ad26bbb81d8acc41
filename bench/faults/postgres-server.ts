import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { administrator, initialise } from '../../src/database/engine/initialise.ts'
import { preparePlace } from '../../src/database/engine/place.ts'
import { postgresArguments } from '../../src/database/engine/settings.ts'
import { runAs } from '../../src/database/engine/user.ts'
import { silent } from '../../src/database/log.ts'
import { freePort } from '../../test/support/free-port.ts'

/** A PostgreSQL server of its own on 127.0.0.1, as DATABASE_URL names one: Kabinet neither starts nor watches it. */
export type PostgresServer = {
  readonly port: number
  readonly url: string
  /** Starts it, again and again while an old one is still on its way out, and waits until it answers. */
  start(): Promise<void>
  /** SIGKILL to its postmaster. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Makes a server in this folder with Kabinet's role and database, started. `more`: settings besides the embedded engine's. */
export async function makePostgresServer(
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  mkdirSync(folder, { recursive: true })
  // Started by root, it runs under another user, who must be able to pass.
  for (const each of [folder, dirname(folder)]) chmodSync(each, 0o711)
  const place = await preparePlace(folder, silent)
  await initialise(place)
  writeFileSync(join(place.data, 'pg_hba.conf'), 'local all all trust\nhost all all 127.0.0.1/32 trust\n')
  const sockets = join(folder, 'sockets')
  mkdirSync(sockets)
  if (place.user.as !== undefined) chownSync(sockets, place.user.uid, place.user.gid)
  chmodSync(sockets, 0o700)
  const port = await freePort()
  const settings = { listen_addresses: '127.0.0.1', ...more }
  const args = [
    ...postgresArguments(place.data, sockets, port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  let postmaster: ChildProcess | undefined
  const runs = () =>
    postmaster !== undefined && postmaster.exitCode === null && postmaster.signalCode === null
  const ends = async (signal: NodeJS.Signals) => {
    if (!postmaster || !runs()) return
    const gone = once(postmaster, 'exit')
    postmaster.kill(signal)
    await gone
  }
  const asAdministrator = async (...statements: string[]) => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: administrator, database: 'postgres' })
    client.on('error', () => {})
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  const server: PostgresServer = {
    port,
    url: `postgres://kabinet@127.0.0.1:${port}/kabinet`,
    async start() {
      for (const deadline = Date.now() + 60_000; ; await wait(50)) {
        if (!runs()) {
          postmaster = spawn(join(place.binaries.folder, 'bin/postgres'), args, {
            cwd: '/',
            env: {},
            stdio: 'ignore',
            ...runAs(place.user),
          })
        }
        const answers = await asAdministrator('select 1').then(
          () => true,
          () => false,
        )
        if (answers) return
        if (Date.now() > deadline) throw new Error('the PostgreSQL server does not answer')
      }
    },
    kill: () => ends('SIGKILL'),
    stop: () => ends('SIGINT'),
  }
  await server.start()
  await asAdministrator('create role kabinet login', 'create database kabinet owner kabinet')
  return server
}
