import type { Iin } from '../domain/iin.ts'
import { flowStore } from '../flow/store.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes, signInFor } from '../routes.ts'
import { parseSignIn, signInFlow } from './flow.ts'

/**
 * Leads the new holder of a transferred account to sign-in: on to the password where this browser has named that IIN,
 * else to the first step, with the IIN filled in, since the agreements may be new to this person. Returns the address.
 */
export function leadToSignIn(parts: Parts) {
  const { database } = parts
  const store = flowStore(signInFlow, parts, parseSignIn)

  return async (c: PortalContext, iin: Iin): Promise<string> => {
    const { cookies } = visitOf(c)
    const had = cookies.read(c, 'sign-in')
    const state = await store.read(database.reader, had)
    if (state?.iin === iin && state.at === 'password') return `${routes.signIn.password}?notice=transferred`
    const token = await database.inTransaction(async (tx) => {
      if (had) await store.end(tx, had)
      return store.begin(tx, { at: 'iin', iin, accepted: [], returnTo: 'feed' })
    })
    cookies.write(c, 'sign-in', token)
    return signInFor('feed', 'transferred')
  }
}
