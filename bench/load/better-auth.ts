import { crowdPassword } from '../crowd.ts'
import { Browser } from '../drivers/browser.ts'
import type { Journey } from './load.ts'
import { connectionAt, connectionsOf } from './sign-in.ts'

/** How the peer's users are called; by their place in the crowd. */
export const emailOf = (place: number) => `parent-${place}@example.kz`

/** Its sign-in is one request. Each time a new browser. */
export const peerSignIn: Journey = (load, next) => {
  const connections = connectionsOf(load)
  return (parent) => signsIn(new Browser(connectionAt(connections, parent)), load.origin, next())
}

/** Its check of a session, by people who are signed in. */
export const peerSession: Journey = async (load, next) => {
  const browsers = await Promise.all(
    connectionsOf(load).map(async (connection) => {
      const browser = new Browser(connection)
      if (!(await signsIn(browser, load.origin, next()))) throw new Error('the peer’s sign-in failed')
      return browser
    }),
  )
  return async (parent) => {
    const answer = await browsers[parent]?.get('/api/auth/get-session')
    return answer?.status === 200 && answer.body.includes('"session"')
  }
}

async function signsIn(browser: Browser, origin: string, place: number): Promise<boolean> {
  const body = { email: emailOf(place), password: crowdPassword }
  return (await browser.postJson('/api/auth/sign-in/email', body, { origin })).status === 200
}
