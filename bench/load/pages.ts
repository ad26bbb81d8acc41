import { iinOf } from '../crowd.ts'
import { Browser } from '../drivers/browser.ts'
import { givesPassword, namesIin } from '../drivers/journeys.ts'
import type { Journey } from './load.ts'
import { connectionAt, connectionsOf } from './sign-in.ts'

/** The page where sign-in begins, each time for a new browser. */
export const iinPage: Journey = (load) => {
  const connections = connectionsOf(load)
  return async (parent) =>
    (await new Browser(connectionAt(connections, parent)).get('/sign-in')).status === 200
}

/** The first page of the cabinet, by people who are signed in. */
export const feed: Journey = async (load, next) => {
  const browsers = await Promise.all(
    connectionsOf(load).map(async (connection) => {
      const browser = new Browser(connection)
      await namesIin(browser, iinOf(next()))
      if (!(await givesPassword(browser))) throw new Error('the sign-in before the feed failed')
      return browser
    }),
  )
  return async (parent) => (await browsers[parent]?.get('/cabinet'))?.status === 200
}
