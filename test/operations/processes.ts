import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../support/free-port.ts'
import { program, root } from './built.ts'

export type Environment = Readonly<Record<string, string>>
/** How a process ended and everything it said. */
export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

export type Running = {
  readonly pid: number
  /** What it has said so far. */
  out(): string
  err(): string
  kill(signal: NodeJS.Signals): void
  ended(): Promise<Ended>
}

export type Server = Running & {
  /** `http://localhost:<port>`: the node itself, whatever the public origin is. */
  readonly origin: string
  /** From the start of the process to its first page, in ms. */
  readonly readyMilliseconds: number
}

/** What to kill for each: a process, or the group that it leads. */
const started = new Map<ChildProcess, number>()
const startMilliseconds = 30_000
/** Of our own environment only what a program needs to run: no Kabinet variable reaches a test by chance. */
const bare = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) =>
    process.env[name] ? [[name, process.env[name] ?? '']] : [],
  ),
)

/** Starts any program in the project's folder; `group`: what it starts in turn is ended with it after the tests. */
export function start(
  command: string,
  args: readonly string[],
  environment: Environment = {},
  options: { group?: boolean } = {},
): Running {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...bare, ...environment },
    detached: options.group ?? false,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.set(child, options.group ? -(child.pid ?? 0) : (child.pid ?? 0))
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const closed = once(child, 'close').then(() => {
    started.delete(child)
    return { code: child.exitCode, out, err }
  })
  return {
    pid: child.pid ?? 0,
    out: () => out,
    err: () => err,
    kill: (signal) => void child.kill(signal),
    ended: () => closed,
  }
}

/** Starts the built command line under the Node of this run. */
export function kabinet(args: readonly string[], environment: Environment = {}): Running {
  return start(process.execPath, [program, ...args], environment)
}

/** Starts a server on a free port and waits for its first page. Throws with what it said when it ends instead. */
export async function serve(mode: 'demo' | 'start', environment: Environment): Promise<Server> {
  const port = String(await freePort())
  return answering(() => kabinet([mode], { ...environment, PORT: port }), `http://localhost:${port}`)
}

/** Starts a server and waits for the first page at its origin. */
export async function answering(begin: () => Running, origin: string): Promise<Server> {
  const began = performance.now()
  const running = begin()
  let end: Ended | undefined
  running.ended().then((ended) => {
    end = ended
  })
  while (performance.now() - began < startMilliseconds) {
    if (end) throw new Error(`the server ended with code ${end.code}: ${end.err}${end.out}`)
    const page = await fetch(origin).catch(() => undefined)
    await page?.text()
    if (page?.status === 200) return { ...running, origin, readyMilliseconds: performance.now() - began }
    await wait(20)
  }
  throw new Error(`the server is not ready in time: ${running.err()}${running.out()}`)
}

/** Asks a server to stop; resolves when it has. */
export function stop(server: Running): Promise<Ended> {
  server.kill('SIGTERM')
  return server.ended()
}

/** Waits until something holds; throws after `milliseconds`. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  milliseconds = 10_000,
): Promise<void> {
  const deadline = performance.now() + milliseconds
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${milliseconds} ms in vain: ${what}`)
    await wait(20)
  }
}

/** Ends what tests left running. */
export async function endProcesses(): Promise<void> {
  for (const [child, target] of started) {
    const gone = once(child, 'close')
    try {
      if (target !== 0) process.kill(target, 'SIGKILL')
    } catch {
      // It has just ended by itself.
    }
    await gone
  }
}
