import type { Parent } from './parent.ts'

/** One request of a journey. `slot`: its answer waits for a time slot, so its time says nothing and many run at once. */
export type Step = {
  readonly name: string
  readonly run: (parent: Parent) => Promise<void>
  readonly slot?: true
  /** Only leads to what is measured. */
  readonly apart?: true
}

/** In this order, each for everybody before the next one. */
export const steps: readonly Step[] = [
  { name: 'feed page, a person’s first', run: (p) => p.readsFeed() },
  { name: 'feed page, again', run: (p) => p.readsFeed() },
  { name: 'children page', run: (p) => p.readsChildren() },
  { name: 'out', run: (p) => p.leavesSession(), apart: true },
  { name: 'sign-in page', run: (p) => p.opensSignIn(), apart: true },
  { name: 'sign-in: the IIN', run: (p) => p.namesIin() },
  { name: 'sign-in: the password, without its hash', run: (p) => p.givesPassword() },
  { name: 'out', run: (p) => p.leavesSession(), apart: true },
  { name: 'sign-in page', run: (p) => p.opensSignIn(), apart: true },
  { name: 'the IIN', run: (p) => p.namesIin(), apart: true },
  { name: 'recovery: «Забыли пароль?»', run: (p) => p.forgets(), slot: true },
  { name: 'recovery: its page', run: (p) => p.opensRecovery() },
  { name: 'hello', run: (p) => p.meetsApp(), apart: true },
  { name: 'recovery: the app lists the request', run: (p) => p.opensApp() },
  { name: 'recovery: the app shows the code', run: (p) => p.showsCode() },
  { name: 'recovery: «Обновить», without its hash', run: (p) => p.updates(), slot: true },
]
