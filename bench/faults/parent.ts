import { routes } from '../../src/routes.ts'
import type { Answer, Browser } from './browser.ts'
import { hashOf, Known, newPassword, Odd, saidIn, shownIn } from './known.ts'

const { cabinet, recovery, session } = routes

/** A virtual parent's journeys. One that is cut throws Cut, and the next one goes on from what is known. */
export class Parent extends Known {
  /** The feed: with the session that is there, or a new one. */
  async visits(): Promise<void> {
    const page = await (await this.atHome()).opens(cabinet.feed)
    if (page.status === 200) return
    this.home = undefined
    this.missesSession()
  }

  async changesPassword(): Promise<void> {
    const inside = await this.inSecurity(cabinet.password, cabinet.password)
    if (!inside) return
    const { browser, page } = inside
    const [before, fresh] = [browser.copy(), newPassword()]
    this.maybe.push(fresh)
    this.home = undefined
    const done = await this.does('password-change', async () => {
      const typed = { current: this.password, fresh, repeat: fresh, 'end-others': 'yes' }
      const answer = await browser.posts(page, cabinet.password, typed)
      if (!answer.location.startsWith(`${cabinet.security}?done=password`))
        throw new Odd('new password', answer)
      return { session: hashOf(browser.cookie('session') ?? '') }
    })
    if (done) this.becomes(fresh, { home: browser, gone: before })
  }

  /** Another browser signs in; the first one ends its session. */
  async endsOthers(): Promise<void> {
    await this.atHome()
    const other = await this.signsIn()
    const inside = await this.inSecurity(cabinet.security, cabinet.endOtherSessions)
    if (!inside) return
    const { browser, page } = inside
    const own = { session: hashOf(browser.cookie('session') ?? '') }
    const done = await this.does('session-end', async () => {
      const answer = await browser.posts(page, cabinet.endOtherSessions)
      if (!answer.location.startsWith(`${cabinet.security}?done=others`)) throw new Odd('end others', answer)
      return own
    })
    if (done) this.gone = other
    this.isProven = false
  }

  async signsOut(): Promise<void> {
    const browser = await this.atHome()
    const page = await browser.opens(cabinet.feed)
    const before = browser.copy()
    this.home = undefined
    await this.does('sign-out', async () => {
      const answer = await browser.posts(page, session.signOut)
      if (!answer.location.includes('notice=signed-out')) throw new Odd('sign-out', answer)
      return { ends: hashOf(before.cookie('session') ?? '') }
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
    await this.asksApp('push', { subscription })
  }

  /** «Забыли пароль?», the code in the app, a new password. `activating`: the app is bound on the same page first. */
  async recovers(activating = false): Promise<void> {
    const { browser, page: asked } = await this.forgets()
    if (activating) await this.bindsApp(asked)
    const { body } = await this.phone.asks('GET', 'feed')
    const [request] = (body.requests ?? []) as { id: string }[]
    let code = ''
    await this.does('code-shown', async () => {
      code = String((await this.asksApp('code', { request: request?.id })).code)
      return {}
    })
    const fresh = newPassword()
    const redeem = (from: Browser) => from.posts(asked, recovery.page, { code, fresh, repeat: fresh })
    await this.redeems('recovery', fresh, browser, redeem)
  }

  /** Prints a code in the cabinet and uses it up. */
  async recoversWithPrintedCode(): Promise<void> {
    const inside = await this.inSecurity(cabinet.printedCode, cabinet.printedCode)
    if (!inside) return
    let code = ''
    await this.does('printed-code-made', async () => {
      const answer = await inside.browser.posts(inside.page, cabinet.printedCode)
      code = shownIn(answer)
      if (code === '') throw new Odd('printed code', answer)
      return {}
    })
    const { browser } = await this.forgets()
    const page = await browser.opens(recovery.printed)
    const fresh = newPassword()
    const redeem = (from: Browser) => from.posts(page, recovery.printed, { code, fresh, repeat: fresh })
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
    await this.phone.asks('POST', 'hello', { language: 'ru' })
    await this.does('activation', async () => {
      await this.asksApp('activate', { phone: this.number, password: shownIn(page) })
      return {}
    })
  }

  /**
   * A page of Security with the form that is wanted; undefined where limited mode withholds it. Where the password must be typed
   * once more, a new session has just done so.
   */
  protected async inSecurity(
    path: string,
    action: string,
  ): Promise<{ browser: Browser; page: Answer } | undefined> {
    for (const isLast of [false, true]) {
      const browser = await this.atHome()
      const page = await browser.opens(path)
      if (page.status === 200) return page.body.includes(`action="${action}"`) ? { browser, page } : undefined
      if (isLast) throw new Odd(path, page)
      this.home = undefined
    }
    return undefined
  }
}
