import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { type Answer, Browser, Cut, type Network } from './browser.ts'
import type { Change, Held, Ledger } from './ledger.ts'
import type { Phone } from './phone.ts'

export type Person = { readonly iin: string; readonly number: string; readonly password: string }

const { cabinet, recovery, session, signIn } = routes
/** As the server stores the id of a session. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
const newPassword = () => `Kok-aspan#7-${randomBytes(6).toString('hex')}`
const shownIn = (page: Answer) =>
  /<output[^>]*>([\s\S]*?)<\/output>/.exec(page.body)?.[1]?.replace(/<[^>]*>|\s/g, '') ?? ''

/** An answer that no journey has: counted and shown, as it is either a defect or a journey told wrongly. */
export class Odd extends Error {
  constructor(what: string, answer: Pick<Answer, 'status' | 'body'> & { location?: string }) {
    super(
      `${what}: ${answer.status} ${answer.location || /<h1[^>]*>([^<]*)|"problem":"[^"]*"/.exec(answer.body)?.[0] || ''}`,
    )
  }
}

/**
 * A virtual parent: knows what was acknowledged and goes on from there, whatever breaks. Each change stands in the ledger before
 * the next request leaves. A journey that is cut throws; the next one begins anew.
 */
export class Parent {
  readonly iin: string
  readonly network: Network
  readonly ledger: Ledger
  readonly phone: Phone
  readonly #number: string
  #password: string
  /** Passwords that may have taken its place, oldest first: the answer was cut. */
  #maybe: string[] = []
  #former: string | undefined
  /** A browser whose session was acknowledged and not ended. */
  #home: Browser | undefined
  /** A browser as it was when its session was ended, acknowledged. */
  #gone: Browser | undefined
  /** Sends once more what has used up a code. */
  #replay: (() => Promise<Answer>) | undefined
  #isProven = true
  readonly #mayRunOut: boolean

  constructor(person: Person, phone: Phone, network: Network, ledger: Ledger, mayRunOut = false) {
    this.iin = person.iin
    this.#number = person.number
    this.#password = person.password
    this.phone = phone
    this.network = network
    this.ledger = ledger
    this.#mayRunOut = mayRunOut
  }

  /** Signs in with a new browser; undefined when the password does not open. */
  async signsIn(password = this.#password): Promise<Browser | undefined> {
    const { browser, page } = await this.#namesIin()
    const id = await this.#does('sign-in', async () => {
      const answer = await browser.posts(page, signIn.password, { password })
      if (answer.status === 422 || answer.location === signIn.contest) return undefined
      if (answer.location !== cabinet.feed) throw new Odd('sign-in', answer)
      return { session: hashOf(browser.cookie('session') ?? '') }
    })
    return id && browser
  }

  /** The feed: with the session that is there, or a new one. */
  async visits(): Promise<void> {
    const page = await (await this.#atHome()).opens(cabinet.feed)
    if (page.status === 200) return
    this.#home = undefined
    this.#missesSession()
  }

  async changesPassword(): Promise<void> {
    const inside = await this.#inSecurity(cabinet.password, cabinet.password)
    if (!inside) return
    const { browser, page } = inside
    const [before, fresh] = [browser.copy(), newPassword()]
    this.#maybe.push(fresh)
    this.#home = undefined
    const done = await this.#does('password-change', async () => {
      const typed = { current: this.#password, fresh, repeat: fresh, 'end-others': 'yes' }
      const answer = await browser.posts(page, cabinet.password, typed)
      if (!answer.location.startsWith(`${cabinet.security}?done=password`))
        throw new Odd('new password', answer)
      return { session: hashOf(browser.cookie('session') ?? '') }
    })
    if (done) this.#becomes(fresh, { home: browser, gone: before })
  }

  /** Another browser signs in; the first one ends its session. */
  async endsOthers(): Promise<void> {
    await this.#atHome()
    const other = await this.signsIn()
    const inside = await this.#inSecurity(cabinet.security, cabinet.endOtherSessions)
    if (!inside) return
    const { browser, page } = inside
    const own = { session: hashOf(browser.cookie('session') ?? '') }
    const done = await this.#does('session-end', async () => {
      const answer = await browser.posts(page, cabinet.endOtherSessions)
      if (!answer.location.startsWith(`${cabinet.security}?done=others`)) throw new Odd('end others', answer)
      return own
    })
    if (done) this.#gone = other
    this.#isProven = false
  }

  async signsOut(): Promise<void> {
    const browser = await this.#atHome()
    const page = await browser.opens(cabinet.feed)
    const before = browser.copy()
    this.#home = undefined
    await this.#does('sign-out', async () => {
      const answer = await browser.posts(page, session.signOut)
      if (!answer.location.includes('notice=signed-out')) throw new Odd('sign-out', answer)
      return { ends: hashOf(before.cookie('session') ?? '') }
    })
    this.#gone = before
    this.#isProven = false
  }

  /** Binds the app with the one-time password of a recovery's page. */
  async activates(): Promise<void> {
    await this.#activates((await this.#forgets()).page)
  }

  /** Has its app told by push too. */
  async subscribes(subscription: object): Promise<void> {
    const reply = await this.phone.asks('POST', 'push', { subscription })
    if (reply.status !== 200) throw new Odd('push', { ...reply, body: JSON.stringify(reply.body) })
  }

  /** «Забыли пароль?», the code in the app, a new password. `activating`: the app is bound on the same page first. */
  async recovers(activating = false): Promise<void> {
    const { browser, page: asked } = await this.#forgets()
    if (activating) await this.#activates(asked)
    const { body } = await this.phone.asks('GET', 'feed')
    const [request] = (body.requests ?? []) as { id: string }[]
    let code = ''
    await this.#does('code-shown', async () => {
      const reply = await this.phone.asks('POST', 'code', { request: request?.id })
      if (reply.status !== 200) throw new Odd('code', { ...reply, body: JSON.stringify(reply.body) })
      code = String(reply.body.code)
      return {}
    })
    const fresh = newPassword()
    const redeem = (from: Browser) => from.posts(asked, recovery.page, { code, fresh, repeat: fresh })
    await this.#redeems('recovery', fresh, browser, redeem)
  }

  /** Prints a code in the cabinet and uses it up. */
  async recoversWithPrintedCode(): Promise<void> {
    const inside = await this.#inSecurity(cabinet.printedCode, cabinet.printedCode)
    if (!inside) return
    let code = ''
    await this.#does('printed-code-made', async () => {
      const answer = await inside.browser.posts(inside.page, cabinet.printedCode)
      code = shownIn(answer)
      if (code === '') throw new Odd('printed code', answer)
      return { printedCode: code }
    })
    const { browser } = await this.#forgets()
    const page = await browser.opens(recovery.printed)
    const fresh = newPassword()
    const redeem = (from: Browser) => from.posts(page, recovery.printed, { code, fresh, repeat: fresh })
    await this.#redeems('printed-code-used', fresh, browser, redeem, code)
  }

  /** Looks through the portal whether all that was acknowledged since the last time holds. What was unsure becomes sure. */
  async proves(): Promise<void> {
    await this.#settles()
    if (this.#isProven) return
    const mine = (what: string) => this.ledger.complains(this.iin, what)
    if (this.#former && (await this.signsIn(this.#former))) mine('a replaced password still opens')
    if (!(await this.signsIn())) mine('an acknowledged password does not open')
    if (this.#home && (await this.#home.opens(cabinet.feed)).status !== 200) {
      this.#home = undefined
      this.#missesSession()
    }
    if (this.#gone && (await this.#gone.opens(cabinet.feed)).status === 200)
      mine('a session that was ended lives')
    const again = await this.#replay?.()
    if (again?.location.includes('password-set')) mine('a code that was used works again')
    this.#replay = undefined
    this.#isProven = true
  }

  async #redeems(
    change: 'recovery' | 'printed-code-used',
    fresh: string,
    browser: Browser,
    redeem: (from: Browser) => Promise<Answer>,
    printedCode?: string,
  ): Promise<void> {
    const before = browser.copy()
    const gone = this.#home
    this.#maybe.push(fresh)
    this.#home = undefined
    const done = await this.#does(change, async () => {
      const answer = await redeem(browser)
      if (answer.location.includes('password-set')) return printedCode === undefined ? {} : { printedCode }
      if (!this.#mayRunOut) this.ledger.complains(this.iin, `a code that was shown does not work (${change})`)
      return undefined
    })
    if (!done) return
    this.#replay = () => redeem(before)
    this.#becomes(fresh, { home: undefined, gone })
  }

  #missesSession(): void {
    if (!this.#mayRunOut)
      this.ledger.complains(this.iin, 'an acknowledged session that nobody ended is not there')
  }

  /** Of the passwords that may be the current one exactly one opens. */
  async #settles(): Promise<void> {
    while (this.#maybe.length > 0) {
      const [fresh, ...older] = this.#maybe.toReversed()
      if (fresh && (await this.signsIn(fresh)))
        return this.#becomes(fresh, { home: undefined, gone: undefined })
      this.#maybe = older.toReversed()
    }
  }

  #becomes(password: string, { home, gone }: { home: Browser | undefined; gone: Browser | undefined }): void {
    this.#former = this.#password
    this.#password = password
    this.#maybe = []
    this.#home = home
    this.#gone = gone
    this.#isProven = false
  }

  async #atHome(): Promise<Browser> {
    await this.#settles()
    const home = this.#home ?? (await this.signsIn())
    this.#home = home
    if (home) return home
    this.ledger.complains(this.iin, 'an acknowledged password does not open')
    throw new Cut('nothing opens')
  }

  /**
   * A page of Security with the form that is wanted; undefined where limited mode withholds it. Where the password must be typed
   * once more, a new session has just done so.
   */
  async #inSecurity(path: string, action: string): Promise<{ browser: Browser; page: Answer } | undefined> {
    for (const isLast of [false, true]) {
      const browser = await this.#atHome()
      const page = await browser.opens(path)
      if (page.status === 200) return page.body.includes(`action="${action}"`) ? { browser, page } : undefined
      if (isLast) throw new Odd(path, page)
      this.#home = undefined
    }
    return undefined
  }

  async #namesIin(): Promise<{ browser: Browser; page: Answer }> {
    const browser = new Browser(this.network)
    const page = await browser.opens(signIn.iin)
    const fields = { iin: this.iin, liability: 'yes', contacts: 'yes', asked: 'yes', to: 'feed' }
    const named = await browser.posts(page, signIn.iin, fields)
    if (named.location !== signIn.password) throw new Odd('IIN', named)
    return { browser, page }
  }

  async #forgets(): Promise<{ browser: Browser; page: Answer }> {
    await this.#settles()
    const { browser, page } = await this.#namesIin()
    const asked = await browser.posts(page, signIn.forgot)
    if (asked.location !== recovery.page) throw new Odd('forgot', asked)
    return { browser, page: await browser.opens(recovery.page) }
  }

  async #activates(page: Answer): Promise<void> {
    await this.phone.asks('POST', 'hello', { language: 'ru' })
    await this.#does('activation', async () => {
      const given = { phone: this.#number, password: shownIn(page) }
      const reply = await this.phone.asks('POST', 'activate', given)
      if (reply.status !== 200) throw new Odd('activation', { ...reply, body: JSON.stringify(reply.body) })
      return {}
    })
  }

  /** Asks for a change between two lines of the ledger. Undefined: it was refused. */
  async #does(change: Change, ask: () => Promise<Held | undefined>): Promise<Held | undefined> {
    const ends = this.ledger.asks(this.iin, change)
    try {
      const held = await ask()
      ends(held ? 'acknowledged' : 'refused', held)
      return held
    } catch (error) {
      ends(error instanceof Odd ? 'refused' : 'unsure')
      throw error
    }
  }
}

/** Repeats what a fault has cut, for at most so long. */
export async function insisting<T>(ask: () => Promise<T>, milliseconds: number): Promise<T> {
  const deadline = Date.now() + milliseconds
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Cut) || Date.now() > deadline) throw error
      await wait(20)
    }
  }
}
