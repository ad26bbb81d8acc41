import { chmodSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyBinaries, findBinaries } from '../../src/database/engine/binaries.ts'

const scripts = fileURLToPath(new URL('./tools', import.meta.url))
/** Debian's client of any version asks a server of any version whether it answers. */
const debianReady = '/usr/bin/pg_isready'

/**
 * Makes a folder of programs as Patroni wants it: the npm package's PostgreSQL 18, and small scripts of our own for what
 * the package lacks (pg_controldata, the making of a replica). All of it lies in `folder`, where an unprivileged user
 * reaches it. Returns the folder for `bin_dir`.
 */
export async function makeTools(folder: string): Promise<string> {
  const { folder: postgres } = await copyBinaries(await findBinaries(), folder)
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  // PostgreSQL finds its libraries from where its own file lies, so a link to it will do.
  for (const name of ['postgres', 'initdb', 'pg_ctl'])
    symlinkSync(join(postgres, 'bin', name), join(bin, name))
  symlinkSync(debianReady, join(bin, 'pg_isready'))
  for (const name of ['pg_controldata', 'clone']) {
    copyFileSync(join(scripts, name), join(bin, name))
    chmodSync(join(bin, name), 0o755)
  }
  return bin
}
