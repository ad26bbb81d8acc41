import { routes } from '../../src/routes.ts'
import { type Answer, Odd } from '../drivers/answer.ts'
import { App } from '../drivers/app.ts'
import { Browser } from '../drivers/browser.ts'
import { givesPasswordTo, sendsIin } from '../drivers/journeys.ts'
import { newPassword } from '../drivers/password.ts'
import type { Drawn } from './drawn.ts'
import type { SizedNode } from './node.ts'

const { cabinet, recovery, signIn } = routes

/** One drawn parent at one server: a browser, the app on the phone, and what the app has shown. */
export type Parent = {
  readonly who: Drawn
  readonly browser: Browser
  readonly app: App
  request: string
  code: string
}

export function parent({ transport, origin }: SizedNode, who: Drawn): Parent {
  const browser = new Browser(transport, who.address)
  return { who, browser, app: new App(transport, origin, who.address, who.key), request: '', code: '' }
}

/** One request of a journey. `slot`: its answer waits for a time slot, so its time says nothing and many run at once. */
export type Step = {
  readonly name: string
  /** Throws unless it went well. */
  readonly run: (parent: Parent) => Promise<void>
  readonly slot?: true
  /** So often by each, where one is too short to be measured well and every time is alike. */
  readonly times?: number
  /** Only leads to what is measured. */
  readonly apart?: true
}

/** In this order, each for everybody before the next one. */
export const steps: readonly Step[] = [
  { name: 'feed page, a person’s first', run: readsFeed },
  { name: 'feed page, again', run: readsFeed, times: 5 },
  { name: 'children page', run: ({ browser }) => opens(browser, cabinet.children) },
  { name: 'out', run: leavesSession, apart: true },
  { name: 'sign-in page', run: ({ browser }) => opens(browser, signIn.iin), apart: true },
  { name: 'sign-in: the IIN', run: namesIin },
  {
    name: 'sign-in: the password, without its hash',
    run: async ({ browser }) => leads(await givesPasswordTo(browser), cabinet.feed),
  },
  { name: 'out', run: leavesSession, apart: true },
  { name: 'sign-in page', run: ({ browser }) => opens(browser, signIn.iin), apart: true },
  { name: 'the IIN', run: namesIin, apart: true },
  {
    name: 'recovery: «Забыли пароль?»',
    run: async ({ browser }) => leads(await browser.post(signIn.forgot), recovery.page),
    slot: true,
  },
  { name: 'recovery: its page', run: ({ browser }) => opens(browser, recovery.page) },
  // Brings the app its first nonce and looks at nothing of the person's.
  { name: 'hello', run: async ({ app }) => void (await app.sends('GET', 'feed')), apart: true },
  {
    name: 'recovery: the app lists the request',
    async run(parent) {
      parent.request = await parent.app.newestRequest()
    },
  },
  {
    name: 'recovery: the app shows the code',
    async run(parent) {
      parent.code = await parent.app.showsCode(parent.request)
    },
  },
  { name: 'recovery: «Обновить», without its hash', run: updates, slot: true },
]

export async function readsFeed({ browser, who }: Parent): Promise<void> {
  browser.cookies.set('kabinet-session', who.session)
  await opens(browser, cabinet.feed)
}

async function leavesSession({ browser }: Parent): Promise<void> {
  browser.cookies.delete('kabinet-session')
}

async function namesIin({ browser, who }: Parent): Promise<void> {
  leads(await sendsIin(browser, who.iin), signIn.password)
}

async function updates({ browser, code }: Parent): Promise<void> {
  const fresh = newPassword()
  const answer = await browser.post(recovery.page, { code, fresh, repeat: fresh })
  leads(answer, `${signIn.password}?notice=password-set`)
}

async function opens(browser: Browser, path: string): Promise<void> {
  const answer = await browser.get(path)
  if (answer.status !== 200) throw new Odd(path, answer)
}

function leads(answer: Answer, location: string): void {
  if (answer.location !== location) throw new Odd(`not to ${location}`, answer)
}
