import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { findBinaries } from '../src/database/engine/binaries.ts'

/** The machine, and how busy it is before the run, as one line of Markdown. */
export async function describeMachine(): Promise<string> {
  const { folder } = await findBinaries()
  const version = execFileSync(join(folder, 'bin/postgres'), ['--version'], { encoding: 'utf8' })
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}`,
    `PostgreSQL ${/\d[\w.]*/.exec(version)?.[0] ?? '?'}`,
    process.platform,
    `load ${(loadavg()[0] ?? 0).toFixed(1)} before the run`,
  ].join(', ')
}
