import { routes } from '../../src/routes.ts'
import { crowdPassword } from '../crowd.ts'
import { digitsOn, type Parent } from './parent.ts'
import { Phone } from './phone.ts'

/** A person of the crowd: the IIN and the number that the import gave to it. */
export type Citizen = { readonly iin: string; readonly number: string }

/** Signs in as a new browser. Throws when that does not end in the feed. */
export async function signsIn(parent: Parent, iin: string, word = crowdPassword): Promise<void> {
  const page = await parent.signsIn(iin, word)
  if (page.address !== routes.cabinet.feed) throw new Error(`sign-in ended at ${page.address}: ${page.words}`)
}

/** «Забыли пароль?» until the code: the one-time password is shown, the app is bound on a new phone, and shows the code. */
export async function asksForCode(parent: Parent, phone: Parent, citizen: Citizen) {
  const named = await parent.namesIin(citizen.iin)
  const asked = await parent.presses(named, routes.signIn.forgot)
  const app = await Phone.make(phone)
  const bound = await app.activates(citizen.number, digitsOn(asked))
  if (bound.status !== 200) throw new Error(`activation: ${bound.status} ${JSON.stringify(bound.body)}`)
  const page = await parent.presses(await parent.opens(routes.recovery.page), routes.recovery.send)
  return { page, code: await app.showsCode() }
}

/** A recovery to its end, and a sign-in with the new password. */
export async function recovers(parent: Parent, phone: Parent, citizen: Citizen): Promise<void> {
  const fresh = `Aspan-tau#${citizen.iin.slice(-4)}-jusan`
  const { page, code } = await asksForCode(parent, phone, citizen)
  const done = await parent.presses(page, routes.recovery.page, { code, fresh, repeat: fresh })
  if (!done.address.includes('password-set'))
    throw new Error(`recovery ended at ${done.address}: ${done.words}`)
  const feed = await parent.submits(done, { password: fresh })
  if (feed.address !== routes.cabinet.feed) throw new Error(`the new password ended at ${feed.address}`)
}
