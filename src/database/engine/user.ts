import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { EngineUnavailable } from './errors.ts'

/** Who the engine runs as. Without `as`, whoever runs us. */
export type EngineUser = { readonly uid: number; readonly gid: number; readonly as?: string }

const unprivileged = ['kabinet', 'postgres', 'nobody']

/**
 * Chooses the engine's user. PostgreSQL refuses to run as root, so root hands it to the owner of existing data, or to
 * the first of kabinet, postgres and nobody that this machine knows.
 */
export async function engineUser(dataOwner: { uid: number; gid: number } | undefined): Promise<EngineUser> {
  const uid = process.getuid?.() ?? 0
  const gid = process.getgid?.() ?? 0
  if (uid !== 0) return { uid, gid }
  if (dataOwner && dataOwner.uid !== 0) return { ...dataOwner, as: `uid ${dataOwner.uid}` }
  const passwd = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of unprivileged) {
    const entry = passwd.find((fields) => fields[0] === name)
    const found = { uid: Number(entry?.[2]), gid: Number(entry?.[3]) }
    // macOS writes nobody as -2; the kernel counts it from the other end.
    if (entry && found.uid !== 0) return { uid: found.uid >>> 0, gid: found.gid >>> 0, as: name }
  }
  throw new EngineUnavailable(
    'no-unprivileged-user',
    'PostgreSQL does not run as root and /etc/passwd has none of kabinet, postgres, nobody: start as another user',
  )
}

/** The `uid` and `gid` options of a child process for this user; none when it is ourselves. */
export function runAs(user: EngineUser): { uid?: number; gid?: number } {
  return user.as === undefined ? {} : { uid: user.uid | 0, gid: user.gid | 0 }
}

/** Asks the system, as that user: can this folder be entered, read and written? */
export function canWrite(user: EngineUser, folder: string): Promise<boolean> {
  return succeeds(user, '/bin/sh', ['-c', 'cd -- "$1" && test -r . && test -w .', 'sh', folder])
}

/** Whether that user can start the program: also false on a file system mounted without exec. */
export function canRun(user: EngineUser, program: string): Promise<boolean> {
  return succeeds(user, program, ['--version'])
}

function succeeds(user: EngineUser, program: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: '/', stdio: 'ignore', ...runAs(user) })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}
