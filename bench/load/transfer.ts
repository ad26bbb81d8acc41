import { answersOf, claimantOf, holderOf } from '../families.ts'
import { App } from './app.ts'
import { Browser } from './browser.ts'
import type { Journey } from './load.ts'
import { forgets, freshPassword, oneTimeOf } from './recovery.ts'
import { connectionAt, connectionsOf, givesPassword, namesIin } from './sign-in.ts'

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
    await browser.posts('/recovery/not-mine')
    await browser.posts('/transfer', answersOf(place))
    const judged = await browser.posts('/transfer/confirm')
    if (judged.address !== '/transfer/finish') throw new Error(`the answers were refused: ${judged.address}`)
    const { phone } = claimant
    const asked = await browser.posts('/transfer/send', { phone })
    await app.activates(phone, oneTimeOf(asked))
    const code = await app.showsCode(await app.newestRequest())
    const typed = { phone, code, fresh: freshPassword, repeat: freshPassword }
    const done = await browser.posts('/transfer/finish', typed)
    if (done.address !== '/sign-in?notice=transferred')
      throw new Error(`the code was refused: ${done.address}`)
    await namesIin(browser, claimant.iin)
    await browser.get('/sign-in/password')
    if (!(await givesPassword(browser, freshPassword))) return false
    return (await browser.get('/cabinet')).status === 200
  }
}
