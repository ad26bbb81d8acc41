import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { crowdPassword } from '../crowd.ts'
import { type Answer, Odd, shownIn } from './answer.ts'
import type { App } from './app.ts'
import type { Browser, Page } from './browser.ts'
import { newPassword } from './password.ts'

const { cabinet, recovery, signIn } = routes
const againMilliseconds = 100

/** Somebody who has this number. */
export type Person = { readonly iin: string; readonly number: string }

/** Opens the IIN page and sends an IIN; the answer to that. */
export async function namesIinTo(browser: Browser, iin: string): Promise<Answer> {
  await browser.get(signIn.iin)
  return sendsIin(browser, iin)
}

/** The form of the IIN page, both consents given. */
export function sendsIin(browser: Browser, iin: string): Promise<Answer> {
  return browser.post(signIn.iin, { iin, liability: 'yes', contacts: 'yes', asked: 'yes', to: 'feed' })
}

/**
 * The same; whoever is turned away for now comes again, sooner than told. Throws where the IIN is refused, since nothing after it
 * would mean anything.
 */
export async function namesIin(browser: Browser, iin: string): Promise<void> {
  let named = await namesIinTo(browser, iin)
  for (; named.status === 503; named = await sendsIin(browser, iin)) await wait(againMilliseconds)
  if (named.location !== signIn.password) throw new Odd('IIN', named)
}

export function givesPasswordTo(browser: Browser, password = crowdPassword): Promise<Answer> {
  return browser.post(signIn.password, { password })
}

/** Whether the password led into the cabinet. */
export async function givesPassword(browser: Browser, password?: string): Promise<boolean> {
  return (await givesPasswordTo(browser, password)).location === cabinet.feed
}

/** A sign-in with every page of it opened, as a browser does it. Throws when it does not end in the feed. */
export async function signsIn(browser: Browser, iin: string): Promise<void> {
  await namesIin(browser, iin)
  await browser.get(signIn.password)
  await reachesFeed(browser, crowdPassword)
}

/** From the IIN to the recovery page; the one-time password that stands on it. */
export async function forgets(browser: Browser, iin: string): Promise<string> {
  await namesIin(browser, iin)
  await browser.get(signIn.password)
  return oneTimeOf(await browser.postAndFollow(signIn.forgot))
}

/** The digits that a page shows large. */
export function oneTimeOf({ answer, address }: Page): string {
  const shown = shownIn(answer)
  if (!/^\d{13}$/.test(shown)) throw new Odd(`one-time password at ${address}`, answer)
  return shown
}

/** «Забыли пароль?» until the code: the app is bound with the one-time password, the code is asked for and shown. */
export async function asksForCode(browser: Browser, app: App, { iin, number }: Person): Promise<string> {
  await app.activates(number, await forgets(browser, iin))
  await browser.get(recovery.page)
  await browser.postAndFollow(recovery.send)
  return app.showsCode(await app.newestRequest())
}

/**
 * A whole recovery by somebody without an app, both sides, each redirect followed as a browser does, until the sign-in with the new
 * password has led to the feed page. Throws where it does not go well.
 */
export async function recovers(browser: Browser, app: App, person: Person): Promise<void> {
  const code = await asksForCode(browser, app, person)
  const fresh = newPassword()
  const done = await browser.postAndFollow(recovery.page, { code, fresh, repeat: fresh })
  if (!done.address.startsWith(signIn.password)) throw new Odd('code', done.answer)
  await reachesFeed(browser, fresh)
}

/** Gives the password and opens the feed page. */
export async function reachesFeed(browser: Browser, password: string): Promise<void> {
  const { answer, address } = await browser.postAndFollow(signIn.password, { password })
  if (address !== cabinet.feed || answer.status !== 200) throw new Odd('sign-in', answer)
}
