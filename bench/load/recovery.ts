import { iinOf, phoneOf } from '../crowd.ts'
import { App } from './app.ts'
import { Browser } from './browser.ts'
import type { Answer } from './connection.ts'
import type { Journey } from './load.ts'
import { connectionAt, connectionsOf, givesPassword, namesIin } from './sign-in.ts'

export const freshPassword = 'Aspan-tau#9-jusan'

/**
 * A whole recovery by somebody without an app, both sides, each redirect followed as a browser does: «Забыли пароль?», the app is
 * activated with the page's one-time password, «Отправить», the app's feed and «Показать код», the code and a new
 * password, the sign-in with it and the feed page.
 */
export const recovery: Journey = (load, next) => {
  const browsers = connectionsOf(load)
  const phones = connectionsOf(load)
  return async (parent) => {
    const place = next()
    const browser = new Browser(connectionAt(browsers, parent))
    const app = new App(connectionAt(phones, parent))
    await app.activates(phoneOf(place), await forgets(browser, iinOf(place)))
    await browser.get('/recovery')
    await browser.posts('/recovery/send')
    const code = await app.showsCode(await app.newestRequest())
    const done = await browser.posts('/recovery', { code, fresh: freshPassword, repeat: freshPassword })
    if (!done.address.startsWith('/sign-in/password'))
      throw new Error(`the code was refused: ${done.address}`)
    if (!(await givesPassword(browser, freshPassword))) return false
    return (await browser.get('/cabinet')).status === 200
  }
}

/** «Показать код» alone, again and again, each time a new code: app and request are there before the clock starts. */
export const code: Journey = async (load, next) => {
  const phones = await Promise.all(
    connectionsOf(load).map(async (connection) => {
      const place = next()
      const app = new App(connection)
      await app.activates(phoneOf(place), await forgets(new Browser(connection), iinOf(place)))
      return { app, request: await app.newestRequest() }
    }),
  )
  return async (parent) => {
    const phone = phones[parent]
    return phone !== undefined && /^\d{4}$/.test(await phone.app.showsCode(phone.request))
  }
}

/** From the IIN to the recovery page; the one-time password that stands on it. */
export async function forgets(browser: Browser, iin: string): Promise<string> {
  await namesIin(browser, iin)
  await browser.get('/sign-in/password')
  const asked = await browser.posts('/sign-in/forgot')
  return oneTimeOf(asked)
}

/** The digits in a page's `<output>`. */
export function oneTimeOf({ answer, address }: { answer: Answer; address: string }): string {
  const shown = /<output[^>]*>([\s\S]*?)<\/output>/.exec(answer.body.toString('utf8'))?.[1]
  const digits = shown?.replace(/<[^>]*>|\D/g, '')
  if (digits?.length !== 13) throw new Error(`no one-time password at ${address}: ${answer.status}`)
  return digits
}
