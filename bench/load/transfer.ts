import { routes } from '../../src/routes.ts'
import { Odd } from '../drivers/answer.ts'
import { App } from '../drivers/app.ts'
import { Browser } from '../drivers/browser.ts'
import { forgets, namesIin, oneTimeOf, reachesFeed } from '../drivers/journeys.ts'
import { newPassword } from '../drivers/password.ts'
import { answersOf, claimantOf, holderOf } from '../families.ts'
import type { Journey } from './load.ts'
import { connectionAt, connectionsOf } from './sign-in.ts'

const { recovery, signIn, transfer: claim } = routes

/**
 * A whole transfer of a child's account to its other parent, both sides: from «Забыли пароль?» and «Обновить номер» over the
 * five questions, the number and its app to the code, the new password, the sign-in with it and the feed page.
 */
export const transfer: Journey = (load, next) => {
  const browsers = connectionsOf(load)
  const phones = connectionsOf(load)
  return async (parent) => {
    const place = next()
    const claimant = claimantOf(place)
    const browser = new Browser(connectionAt(browsers, parent))
    const app = new App(connectionAt(phones, parent))
    await forgets(browser, holderOf(place))
    await browser.postAndFollow(recovery.notMine)
    await browser.postAndFollow(claim.questions, answersOf(place))
    const judged = await browser.postAndFollow(claim.confirm)
    if (judged.address !== claim.finish) throw new Odd('verdict', judged.answer)
    const { phone } = claimant
    await app.activates(phone, oneTimeOf(await browser.postAndFollow(claim.send, { phone })))
    const code = await app.showsCode(await app.newestRequest())
    const fresh = newPassword()
    const typed = { phone, code, fresh, repeat: fresh }
    const done = await browser.postAndFollow(claim.finish, typed)
    if (!done.address.includes('transferred')) throw new Odd('move', done.answer)
    await namesIin(browser, claimant.iin)
    await browser.get(signIn.password)
    await reachesFeed(browser, fresh)
    return true
  }
}
