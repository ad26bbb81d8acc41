import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../src/database/database.ts'
import { silent } from '../../src/database/log.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { Transport } from '../drivers/answer.ts'
import { keptConnections } from '../drivers/client.ts'
import { kabinet, started } from '../processes.ts'
import { cpuOf } from './cpu.ts'
import { seed } from './seed.ts'

/** A serving node with a database of one size. */
export type SizedNode = {
  readonly size: number
  readonly origin: string
  readonly transport: Transport
  readonly database: Database
  cpu(): { node: number; postgres: number }
  stop(): Promise<void>
}

/** Serves the database of this size under `folder`, which is seeded when it is not there; its files are read once before. */
export async function sizedNode(folder: string, size: number): Promise<SizedNode> {
  const data = join(folder, String(size))
  if (!existsSync(join(data, 'seeded'))) await seed(data, size)
  const environment = {
    KABINET_DATA: data,
    PORT: '0',
    KABINET_LOG: 'error',
    KABINET_TRUSTED_PROXY: '127.0.0.0/8,::1',
  }
  await kabinet(['migrate'], environment)
  const server = await started(
    ['--import', './bench/scale/cheap-hash.ts', 'dist/server/kabinet.js', 'demo'],
    environment,
  )
  const database = await openDatabase({ dataFolder: data, role: 'tool', log: silent })
  const { engine } = database
  if (!engine || server.process.pid === undefined) throw new Error('scale: no engine')
  const pid = server.process.pid
  readThrough(join(engine.data, 'base'))
  return {
    size,
    origin: server.origin,
    transport: keptConnections(server.origin),
    database,
    cpu: () => cpuOf(pid, engine.pid()),
    async stop() {
      await database.close()
      await server.stop()
    },
  }
}

/** Brings the files into the system's cache, as on a machine that has served for a while and has the memory for it. */
function readThrough(folder: string): void {
  const bytes = Buffer.allocUnsafe(4 << 20)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const file = openSync(join(entry.parentPath, entry.name), 'r')
    while (readSync(file, bytes) > 0);
    closeSync(file)
  }
}
