import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a script of this folder to its end and reads the JSON line it prints. */
export async function measured<T>(script: string, argument: string): Promise<T> {
  const child = spawn(process.execPath, [`bench/${script}`, argument], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (part: Buffer) => {
    text += part
  })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${script} ended with ${code}`))))
  })
  return JSON.parse(text) as T
}

/** Starts a server and waits until a line of its output holds its address. */
export async function started(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ origin: string; stop(): Promise<void>; process: ChildProcess }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const origin = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part: Buffer) => {
      text += part
      const found = /http:\/\/[\w.]+:\d+/.exec(text)?.[0]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
  })
  return {
    origin,
    process: child,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

/** Runs `kabinet` with these words and waits for its end. */
export async function kabinet(args: readonly string[], environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['dist/server/kabinet.js', ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`kabinet ${args[0]} ended with ${code}`)),
    )
  })
}
