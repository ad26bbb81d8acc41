import { routes } from '../../src/routes.ts'
import { type Answer, Odd, saidIn, shownIn } from '../drivers/answer.ts'
import type { Browser } from '../drivers/browser.ts'
import { newPassword } from '../drivers/password.ts'
import { Known, sessionOf } from './known.ts'

const { cabinet, recovery, session } = routes

/** A virtual parent's journeys. One that is cut throws Cut, and the next one goes on from what is known. */
export class Parent extends Known {
  /** The feed: with the session that is there, or a new one. */
  async visits(): Promise<void> {
    const page = await (await this.atHome()).get(cabinet.feed)
    if (page.status === 200) return
    this.home = undefined
    this.missesSession()
  }

  async changesPassword(): Promise<void> {
    const browser = await this.inSecurity(cabinet.password, cabinet.password)
    if (!browser) return
    const [before, fresh] = [browser.copy(), newPassword()]
    this.maybe.push(fresh)
    this.home = undefined
    const done = await this.does('password-change', async () => {
      const typed = { current: this.password, fresh, repeat: fresh, 'end-others': 'yes' }
      const answer = await browser.post(cabinet.password, typed)
      if (!answer.location.startsWith(`${cabinet.security}?done=password`))
        throw new Odd('new password', answer)
      return { session: sessionOf(browser) }
    })
    if (done) this.becomes(fresh, { home: browser, gone: before })
  }

  /** Another browser signs in; the first one ends its session. */
  async endsOthers(): Promise<void> {
    await this.atHome()
    const other = await this.signsIn()
    const browser = await this.inSecurity(cabinet.security, cabinet.endOtherSessions)
    if (!browser) return
    const own = { session: sessionOf(browser) }
    const done = await this.does('session-end', async () => {
      const answer = await browser.post(cabinet.endOtherSessions)
      if (!answer.location.startsWith(`${cabinet.security}?done=others`)) throw new Odd('end others', answer)
      return own
    })
    if (done) this.gone = other
    this.isProven = false
  }

  async signsOut(): Promise<void> {
    const browser = await this.atHome()
    await browser.get(cabinet.feed)
    const before = browser.copy()
    this.home = undefined
    await this.does('sign-out', async () => {
      const answer = await browser.post(session.signOut)
      if (!answer.location.includes('notice=signed-out')) throw new Odd('sign-out', answer)
      return { ends: sessionOf(before) }
    })
    this.gone = before
    this.isProven = false
  }

  /** Binds the app with the one-time password of a recovery's page. */
  async activates(): Promise<void> {
    await this.bindsApp((await this.forgets()).page)
  }

  /** Has its app told by push too. */
  async subscribes(subscription: object): Promise<void> {
    await this.app.subscribes(subscription)
  }

  /** «Забыли пароль?», the code in the app, a new password. `activating`: the app is bound on the same page first. */
  async recovers(activating = false): Promise<void> {
    const { browser, page } = await this.forgets()
    if (activating) await this.bindsApp(page)
    const code = await this.showsCode()
    const fresh = newPassword()
    const redeem = (from: Browser) => from.post(recovery.page, { code, fresh, repeat: fresh })
    await this.redeems('recovery', fresh, browser, redeem)
  }

  /** Prints a code in the cabinet and uses it up. */
  async recoversWithPrintedCode(): Promise<void> {
    const inside = await this.inSecurity(cabinet.printedCode, cabinet.printedCode)
    if (!inside) return
    let code = ''
    await this.does('printed-code-made', async () => {
      const answer = await inside.post(cabinet.printedCode)
      code = shownIn(answer)
      if (code === '') throw new Odd('printed code', answer)
      return {}
    })
    const { browser } = await this.forgets()
    await browser.get(recovery.printed)
    const fresh = newPassword()
    const redeem = (from: Browser) => from.post(recovery.printed, { code, fresh, repeat: fresh })
    await this.redeems('printed-code-used', fresh, browser, redeem)
  }

  protected async redeems(
    change: 'recovery' | 'printed-code-used',
    fresh: string,
    browser: Browser,
    redeem: (from: Browser) => Promise<Answer>,
  ): Promise<void> {
    const before = browser.copy()
    const gone = this.home
    this.maybe.push(fresh)
    this.home = undefined
    const done = await this.does(change, async () => {
      const answer = await redeem(browser)
      if (answer.location.includes('password-set')) return {}
      const why = `${change}: ${answer.status} ${answer.location || saidIn(answer)}`
      if (!this.mayRunOut) this.ledger.complains(this.iin, `a code that was shown does not work (${why})`)
      return undefined
    })
    if (!done) return
    this.replay = () => redeem(before)
    this.becomes(fresh, { home: undefined, gone })
  }

  protected async bindsApp(page: Answer): Promise<void> {
    await this.app.hello()
    await this.does('activation', async () => {
      await this.app.binds(this.number, shownIn(page))
      return {}
    })
  }

  /**
   * A browser at a page of Security with the form that is wanted; undefined where limited mode withholds it. Where the password must be typed
   * once more, a new session has just done so.
   */
  protected async inSecurity(path: string, action: string): Promise<Browser | undefined> {
    for (const isLast of [false, true]) {
      const browser = await this.atHome()
      const page = await browser.get(path)
      if (page.status === 200) return page.text.includes(`action="${action}"`) ? browser : undefined
      if (isLast) throw new Odd(path, page)
      this.home = undefined
    }
    return undefined
  }
}
