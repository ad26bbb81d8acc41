import { parentPort } from 'node:worker_threads'
import { hashSync, type Options, verifySync } from '@node-rs/argon2'

/** What a thread is asked: a new hash, or whether a password has one (argon2 in its PHC form). */
export type HashAsk =
  | { readonly do: 'hash'; readonly password: string; readonly cost: Options }
  | { readonly do: 'verify'; readonly password: string; readonly phc: string }
export type HashAnswer = { readonly is: string | boolean } | { readonly fault: string }

/** Started by `hash-threads.ts`, as a file of its own in the build too. One question at a time. */
parentPort?.on('message', (ask: HashAsk) => parentPort?.postMessage(answer(ask)))

function answer(ask: HashAsk): HashAnswer {
  try {
    return { is: ask.do === 'hash' ? hashSync(ask.password, ask.cost) : verifySync(ask.phc, ask.password) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}
