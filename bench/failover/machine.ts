import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type EngineUser, runAs } from '../../src/database/engine/user.ts'

/**
 * One machine of the cluster, played by a folder: whatever works in the folder or under it runs on that machine.
 * So a machine can be lost or frozen as a whole, also with processes that outlive who started them.
 */
export type Machine = { readonly folder: string; readonly address: string }

/** Starts a program on the machine; what it says goes to a log in its folder. */
export function run(machine: Machine, user: EngineUser, command: readonly string[]): ChildProcess {
  const [program = '', ...args] = command
  const log = openSync(join(machine.folder, 'log'), 'a')
  return spawn(program, args, {
    cwd: machine.folder,
    env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: machine.folder },
    detached: true,
    stdio: ['ignore', log, log],
    ...runAs(user),
  })
}

/** The processes that work in this folder or under it. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      const works = readlinkSync(`/proc/${entry}/cwd`)
      return works === folder || works.startsWith(`${folder}/`) ? [Number(entry)] : []
    } catch {
      // It has ended meanwhile, or is another user's.
      return []
    }
  })
}

/** The title a process gives itself; '' when it has ended. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Sends a signal to all of them, again until no new one appears between two looks. Returns how many there were. */
export function signalAll(folder: string, name: NodeJS.Signals): number {
  const sent = new Set<number>()
  for (;;) {
    const fresh = processesIn(folder).filter((pid) => !sent.has(pid))
    if (fresh.length === 0) return sent.size
    for (const pid of fresh) {
      sent.add(pid)
      signal(pid, name)
    }
  }
}

/** A signal to a process that may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
