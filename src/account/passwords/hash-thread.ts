import { readlinkSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { hashSync, type Options, verifySync } from '@node-rs/argon2'

/** What a thread is asked: a new hash, or whether a password has one (argon2 in its PHC form). */
export type HashAsk =
  | { readonly do: 'hash'; readonly password: string; readonly cost: Options }
  | { readonly do: 'verify'; readonly password: string; readonly phc: string }
export type HashAnswer = { readonly is: string | boolean } | { readonly fault: string }

/** Started by `hash-threads.ts`, as a file of its own in the build too. One question at a time. */
standsBack()
parentPort?.on('message', (ask: HashAsk) => parentPort?.postMessage(answer(ask)))

function answer(ask: HashAsk): HashAnswer {
  try {
    return { is: ask.do === 'hash' ? hashSync(ask.password, ask.cost) : verifySync(ask.phc, ask.password) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Hashes take what the cores have left: a page or a commit that is ready goes first, since hashes always have a queue. On Linux
 * each thread has a priority of its own; elsewhere all stay alike.
 */
function standsBack(): void {
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')))
    const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority
    setPriority(thread, Math.min(getPriority(thread) + PRIORITY_BELOW_NORMAL, PRIORITY_LOW))
  } catch {}
}
