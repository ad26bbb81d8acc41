import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { root } from './built.ts'
import { type Ended, type Environment, kabinet } from './processes.ts'

export const publicOrigin = 'https://kabinet.example.kz'
export const demoAccounts = join(root, 'demo/accounts.csv')
export const password = 'Qazaqstan-2026!'
/** A parent with a password; her password in bcrypt of an old system; a parent without one. */
export const iins = { parent: '880512400120', imported: '950430300616', withoutPassword: '910723300457' }

/** Everything that production asks for, with fresh keys. */
export function production(dataFolder: string): Environment {
  return {
    KABINET_DATA: dataFolder,
    KABINET_PUBLIC_ORIGIN: publicOrigin,
    KABINET_TRUSTED_PROXY: '127.0.0.1',
    KABINET_KEYS: `test:${randomBytes(32).toString('base64url')}`,
    KABINET_ASSISTED_CONTACT: 'ЦОН, тел. 1414',
    KABINET_POSSESSION_PROOF: 'none',
    KABINET_LOG: 'info',
    // No proxy stands before it that would have to hear of a stop.
    KABINET_DRAIN_SECONDS: '0',
  }
}

/** Brings the demo's accounts into a deployment as if they were real. */
export async function importAccounts(environment: Environment): Promise<Ended> {
  const ended = await kabinet(['import', 'accounts', demoAccounts], environment).ended()
  if (ended.code !== 0) throw new Error(`the import failed: ${ended.err}${ended.out}`)
  return ended
}
