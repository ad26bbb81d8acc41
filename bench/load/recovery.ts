import { iinOf, phoneOf } from '../crowd.ts'
import { App } from '../drivers/app.ts'
import { Browser } from '../drivers/browser.ts'
import { forgets, recovers } from '../drivers/journeys.ts'
import type { Journey } from './load.ts'
import { connectionAt, connectionsOf } from './sign-in.ts'

/** A whole recovery by somebody without an app, both sides. */
export const recovery: Journey = (load, next) => {
  const browsers = connectionsOf(load)
  const phones = connectionsOf(load)
  return async (parent) => {
    const place = next()
    const browser = new Browser(connectionAt(browsers, parent))
    const app = new App(connectionAt(phones, parent))
    await recovers(browser, app, { iin: iinOf(place), number: phoneOf(place) })
    return true
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
