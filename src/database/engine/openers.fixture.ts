import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEachTest } from '../../../test/support/after.ts'
import { isAlive } from './postmaster.ts'

const fixture = fileURLToPath(new URL('opener.fixture.ts', import.meta.url))

/** How long a test of real processes may take on a busy machine, in ms. */
export const patience = 30_000

export type Line = { event: string; [field: string]: unknown }
/** A process that opened, or tried to open, the database of a folder. */
export type Opener = {
  child: ChildProcess
  lines: Line[]
  line(event: string, after?: number): Promise<Line>
  ask(sql: string): Promise<Line>
  end(): Promise<number | null>
}

const openers: Opener[] = []
const folders: string[] = []
const engines = new Set<number>()

afterEachTest(async () => {
  for (const { child } of openers.splice(0)) child.kill('SIGKILL')
  for (const pid of engines) if (isAlive(pid)) process.kill(pid, 'SIGQUIT')
  for (const pid of engines) await eventually(() => !isRunning(pid))
  engines.clear()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** Starts a process under a strict umask that opens the database. */
export function open(folder: string, role = 'server', script = fixture): Opener {
  const child = spawn(
    '/bin/sh',
    ['-c', 'umask 077; exec "$0" "$@"', process.execPath, script, folder, role],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  const lines: Line[] = []
  let faults = ''
  child.stderr?.on('data', (text) => {
    faults += String(text)
  })
  createInterface(child.stdout).on('line', (text) => {
    const line = JSON.parse(text) as Line
    lines.push(line)
    if (typeof line.enginePid === 'number') engines.add(line.enginePid)
    if (typeof line.host === 'string') folders.push(line.host)
  })
  const opener: Opener = {
    child,
    lines,
    async line(event, after = 0) {
      const matching = () => lines.slice(after).find((line) => line.event === event)
      await eventually(() => matching() !== undefined || (child.exitCode !== null && faults !== ''))
      const found = matching()
      if (!found) throw new Error(`no ${event}: ${faults}`)
      return found
    },
    async ask(sql) {
      const after = lines.length
      child.stdin?.write(`${sql}\n`)
      return Promise.race([opener.line('answer', after), opener.line('fault', after)])
    },
    end() {
      const ended = exitOf(child)
      child.kill('SIGTERM')
      return ended
    },
  }
  openers.push(opener)
  return opener
}

/** Lets the folder go after the test. */
export function forget(folder: string): void {
  folders.push(folder)
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('exit', resolve))
}

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kabinet-engine-'))
  await chmod(folder, 0o711)
  folders.push(folder)
  return folder
}

export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('waited in vain')
    await wait(10)
  }
}

/** A zombie waits for its parent, it does not run. */
export function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Whether a process, a backend of a killed engine too, still works in the folder. */
export function isWorkedIn(folder: string): boolean {
  if (process.platform !== 'linux') {
    const names = execFileSync('/bin/ps', ['-A', '-o', 'args='], { encoding: 'utf8' })
    return names.includes(folder)
  }
  return readdirSync('/proc').some((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === folder
    } catch {
      return false
    }
  })
}
