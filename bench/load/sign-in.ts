import { iinOf } from '../crowd.ts'
import { Browser } from '../drivers/browser.ts'
import { Connection } from '../drivers/connection.ts'
import { givesPassword, namesIin } from '../drivers/journeys.ts'
import type { Journey } from './load.ts'

/** The whole journey, each time by a new browser: the IIN page, the IIN, the password. */
export const signIn: Journey = (load, next) => {
  const connections = connectionsOf(load)
  return async (parent) => {
    const browser = new Browser(connectionAt(connections, parent))
    await namesIin(browser, iinOf(next()))
    return givesPassword(browser)
  }
}

/** The last request of it alone, the one with the hash: all browsers stand at the password before the clock starts. */
export const password: Journey = async (load, next) => {
  const connections = connectionsOf(load)
  const ready: Browser[] = []
  // A hash takes five milliseconds at the least, and no small machine hashes more than 700 a second.
  const enough = Math.ceil(load.seconds * Math.min(200 * load.concurrency, 700))
  await Promise.all(
    connections.map(async (connection) => {
      while (ready.length < enough) {
        const browser = new Browser(connection)
        ready.push(browser)
        await namesIin(browser, iinOf(next()))
      }
    }),
  )
  return async (parent) => {
    const browser = ready.pop()
    return browser && givesPassword(Object.assign(browser, { connection: connectionAt(connections, parent) }))
  }
}

export function connectionsOf(load: { origin: string; concurrency: number }): Connection[] {
  return Array.from({ length: load.concurrency }, () => new Connection(load.origin))
}

export function connectionAt(connections: readonly Connection[], parent: number): Connection {
  const connection = connections[parent]
  if (!connection) throw new Error('every parent has a connection')
  return connection
}
