import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Options } from '@node-rs/argon2'
import type { HashAnswer, HashAsk } from './hash-thread.ts'

type Asked = { resolve(answer: HashAnswer): void; reject(error: Error): void }
type Thread = { readonly worker: Worker; readonly asked: Asked[] }

/**
 * argon2 in threads of its own, one a core and the same ones always. libuv's pool hands each hash to another of its threads,
 * whose 19 MiB are then cold, or no longer theirs (measured: a seventh slower), and a name look-up that hangs would hold
 * a thread that sign-ins need. Threads start with the first question and keep no process alive.
 */
const most = availableParallelism()
/** One at work, and one that lies ready: a thread need not wait until our event loop has come round to it. */
export const hashesUnderWay = most * 2
const file = new URL(
  import.meta.url.endsWith('.ts') ? './hash-thread.ts' : './hash-thread.js',
  import.meta.url,
)
const threads: Thread[] = []

/** A new hash in PHC form. */
export async function hashArgon2(password: string, cost: Options): Promise<string> {
  return String(await ask({ do: 'hash', password, cost }))
}

/** Whether the password has this hash. Throws when the hash cannot be read. */
export async function verifyArgon2(phc: string, password: string): Promise<boolean> {
  return (await ask({ do: 'verify', password, phc })) === true
}

async function ask(question: HashAsk): Promise<string | boolean> {
  const thread = leastBusy()
  const answer = await new Promise<HashAnswer>((resolve, reject) => {
    thread.asked.push({ resolve, reject })
    thread.worker.ref()
    thread.worker.postMessage(question)
  })
  if ('fault' in answer) throw new Error(answer.fault)
  return answer.is
}

function leastBusy(): Thread {
  const [first] = threads.toSorted((a, b) => a.asked.length - b.asked.length)
  return first && (first.asked.length === 0 || threads.length === most) ? first : start()
}

function start(): Thread {
  const thread: Thread = { worker: new Worker(file), asked: [] }
  threads.push(thread)
  thread.worker.on('message', (answer: HashAnswer) => {
    thread.asked.shift()?.resolve(answer)
    if (thread.asked.length === 0) thread.worker.unref()
  })
  // Out of memory, for example: whoever waits is told, and the next question starts another thread.
  thread.worker.on('error', (error) =>
    leave(thread, error instanceof Error ? error : new Error(String(error))),
  )
  thread.worker.on('exit', (code) => leave(thread, new Error(`a hash thread ended with ${code}`)))
  return thread
}

function leave(thread: Thread, error: Error): void {
  const at = threads.indexOf(thread)
  if (at >= 0) threads.splice(at, 1)
  for (const { reject } of thread.asked.splice(0)) reject(error)
}
