import type { Calls, Hello, Preview, Registered, SmsSent } from '../companion/answers.ts'
import { ask, type Reply } from '../companion/ask.ts'
import { keep } from '../kept/storage.ts'
import { pushState, rememberPushKey } from '../push.ts'
import { change, current } from '../state.ts'

/** Why activation does not go on; `seconds` with 'wait'. */
export type ActivationProblem =
  | 'phone-empty'
  | 'phone-invalid'
  | 'phone-not-kazakhstan'
  | 'phone-not-mobile'
  | 'agreement'
  | 'password-empty'
  | 'password-digits'
  | 'sms-code-empty'
  | 'sms-code-wrong'
  | 'sms-code-gone'
  | 'refused'
  | 'not-found'
  | 'wait'
  | 'offline'
  | 'unavailable'

export type Problem = { readonly key: ActivationProblem; readonly seconds?: number }
export type Step<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem }

/** Asks who stands behind a token. */
export async function lookUp(token: string): Promise<Step<Preview>> {
  const hello = await greet()
  return hello.ok ? stepOf(await ask('preview', { token })) : hello
}

/**
 * Binds this phone's key to the account behind a one-time password or a token, if the number is the account's. Where the
 * deployment asks for proof of holding the number, six digits are sent first and asked for in a second call.
 */
export async function activate(body: Calls['activate']['in']): Promise<Step<Registered | SmsSent>> {
  const hello = await greet()
  if (!hello.ok) return hello
  const step = stepOf(await ask('activate', body))
  if (step.ok && step.value.outcome === 'registered') {
    await keep('registered', true)
    await keep('language', current().language)
    // The browser may clear what a page keeps; a key that is lost means to activate anew.
    await navigator.storage?.persist?.().catch(() => false)
    change({ push: await pushState() })
  }
  return step
}

/** Makes this installation known to the server; every time the app opens, so that it counts as alive. */
export async function greet(): Promise<Step<Hello>> {
  const step = stepOf(await ask('hello', { language: current().language }))
  if (step.ok) await rememberPushKey(step.value.pushKey)
  return step
}

const known: readonly ActivationProblem[] = [
  'phone-empty',
  'phone-invalid',
  'phone-not-kazakhstan',
  'phone-not-mobile',
  'sms-code-wrong',
  'sms-code-gone',
  'refused',
  'not-found',
  'wait',
]

function stepOf<T>(reply: Reply<T>): Step<T> {
  if (reply.kind === 'done') return { ok: true, value: reply.value }
  if (reply.kind === 'offline') return { ok: false, problem: { key: 'offline' } }
  const key = known.find((problem) => problem === reply.problem) ?? 'unavailable'
  return { ok: false, problem: { key, ...(reply.seconds === undefined ? {} : { seconds: reply.seconds }) } }
}
