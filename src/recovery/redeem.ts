import { audit } from '../account/audit.ts'
import { tryCode } from '../account/codes.ts'
import { recoverPassword } from '../account/recover-password.ts'
import { giveBackTry, tryEnded } from '../account/recoveries.ts'
import { ringCodesAlarm } from '../http/codes-alarm.ts'
import type { Parts } from '../http/parts.ts'
import { announce } from '../notify/index.ts'
import { recoveryStore } from './ask.ts'

export type Redemption = {
  readonly token: string
  readonly recoveryId: string
  readonly code: string
  readonly password: string
  readonly browserHash: Buffer
  readonly browser: string
  readonly reference: string
}

/** `over`: the same browser has just succeeded with another request of its own. */
export type Redeemed = { is: 'done' } | { is: 'over' } | { is: 'busy' } | { is: 'wrong'; triesLeft: number }

/**
 * Tries a code and, when it is right, sets the password. The try is counted first, whoever it is; only a right code is
 * followed by a hash. Password, ends of sessions, notices and the end of the journey stand or fall together, so
 * that nothing changes before a code verifies, and the same code sent twice changes the password once.
 */
export async function redeem(parts: Parts, given: Redemption): Promise<Redeemed> {
  const { database, hasher } = parts
  const { reader } = database
  const store = recoveryStore(parts)
  const { recoveryId, token } = given
  const asked = await reader
    .selectFrom('recoveries')
    .where('id', '=', recoveryId)
    .select('account_id')
    .executeTakeFirst()
  const tried = await tryCode(reader, parts, recoveryId, given.code)
  if (tried.is === 'match') {
    const phc = await hasher.hash(given.password)
    if (phc === 'busy') {
      await giveBackTry(reader, recoveryId)
      return { is: 'busy' }
    }
    const recovering = database.inTransaction(async (tx) => {
      const done = await recoverPassword(tx, parts, { ...given, codeMac: tried.codeMac, phc })
      if (!done) return undefined
      await store.end(tx, token)
      const { accountId } = done
      await announce(tx, parts, { accountId, kind: 'password-recovered', browser: given.browser })
      if (done.isLimited) await announce(tx, parts, { accountId, kind: 'limited-started', browser: null })
      return done
    })
    // The code was right: what the database could not write down must not use it up. Nobody waits for it.
    recovering.catch(() => {
      giveBackTry(reader, recoveryId).catch(() => {})
    })
    if (await recovering) return { is: 'done' }
  }
  if (tried.is === 'wrong' && tried.ringsAlarm) await ringCodesAlarm(parts, given.reference)
  const triesLeft = tried.is === 'wrong' ? tried.triesLeft : await tryEnded(reader, parts, recoveryId)
  const detail = { tries: triesLeft ?? 0 }
  await audit(reader, {
    type: 'recovery.code',
    actor: 'stranger',
    accountId: asked?.account_id ?? undefined,
    outcome: 'refused',
    reference: given.reference,
    detail,
  })
  if (!(await store.read(reader, token))) return { is: 'over' }
  return { is: 'wrong', triesLeft: triesLeft ?? 0 }
}
