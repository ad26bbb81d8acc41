import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Load, LoadResult } from './load/load.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const program = 'dist/server/kabinet.js'
export type Environment = Readonly<Record<string, string>>

/** More than this share of journeys that did not end well makes a figure mean nothing. */
const mostFailures = 0.01

const running = new Set<ChildProcess>()
// A run that broke off leaves no server behind.
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/** Starts a program that is ended with us at the latest. */
export function begin(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, { cwd: root, ...options })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Runs a script of this folder to its end and reads the JSON line it prints. */
export async function measured<T>(script: string, argument: string): Promise<T> {
  const child = begin([`bench/${script}`, argument], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout?.on('data', (part: Buffer) => {
    text += part
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return JSON.parse(text) as T
}

/** Puts a load on a server from a process of its own. Throws when more than one journey in a hundred failed. */
export async function loaded(load: Load): Promise<LoadResult> {
  const result = await measured<LoadResult>('load/load.ts', JSON.stringify(load))
  const { journey, concurrency } = load
  if (result.failed > 0) process.stderr.write(`${journey} at ${concurrency}: ${result.failed} failed\n`)
  if (result.done === 0 || result.failed > mostFailures * result.done)
    throw new Error(`${journey} at ${concurrency}: ${result.done} done, ${result.failed} failed`)
  return result
}

export type Started = { readonly origin: string; readonly process: ChildProcess; stop(): Promise<void> }

/** Starts a script and waits until a line of its output holds its address. */
export async function started(
  args: readonly string[],
  environment: Environment = {},
  folder = root,
): Promise<Started> {
  const child = begin(args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const origin = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (part: Buffer) => {
      text += part
      const found = /http:\/\/[\w.]+:\d+/.exec(text)?.[0]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
  })
  return { origin, process: child, stop: () => ended(child) }
}

/** Has a process end with a signal, unless it has, and waits until it is gone. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** Runs `kabinet` with these words and waits for its end. */
export async function kabinet(args: readonly string[], environment: Environment): Promise<void> {
  const child = begin([program, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`kabinet ${args[0]} ended with ${code}`)
}
