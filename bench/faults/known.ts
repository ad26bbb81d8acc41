import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { type Answer, Odd } from '../drivers/answer.ts'
import type { App } from '../drivers/app.ts'
import { Browser } from '../drivers/browser.ts'
import { givesPasswordTo, namesIin } from '../drivers/journeys.ts'
import type { Change, Held, Ledger } from './ledger.ts'
import { Cut, type Network } from './network.ts'

export type Person = { readonly iin: string; readonly number: string; readonly password: string }

const { cabinet, recovery, signIn } = routes
/** As the server stores the id of a browser's session. */
export const sessionOf = (browser: Browser) =>
  createHash('sha256')
    .update(browser.cookie('session') ?? '')
    .digest('hex')

/**
 * What a virtual parent knows: what was acknowledged, and what may have happened when an answer was cut. It can prove the one and
 * settle the other through the portal. Each change stands in the ledger before the next request leaves.
 */
export class Known {
  readonly iin: string
  readonly network: Network
  readonly ledger: Ledger
  readonly app: App
  protected readonly number: string
  protected password: string
  /** Passwords that may have taken its place, oldest first: the answer was cut. */
  protected maybe: string[] = []
  protected former: string | undefined
  /** A browser whose session was acknowledged and not ended. */
  protected home: Browser | undefined
  /** A browser as it was when its session was ended, acknowledged. */
  protected gone: Browser | undefined
  /** Sends once more what has used up a code. */
  protected replay: (() => Promise<Answer>) | undefined
  protected isProven = true
  protected readonly mayRunOut: boolean

  constructor(person: Person, app: App, network: Network, ledger: Ledger, mayRunOut = false) {
    this.iin = person.iin
    this.number = person.number
    this.password = person.password
    this.app = app
    this.network = network
    this.ledger = ledger
    this.mayRunOut = mayRunOut
  }

  /** Signs in with a new browser; undefined when the password does not open. */
  async signsIn(password = this.password): Promise<Browser | undefined> {
    const browser = await this.namesIin()
    const id = await this.does('sign-in', async () => {
      const answer = await givesPasswordTo(browser, password)
      if (answer.status === 422 || answer.location === signIn.contest) return undefined
      mustGoOn(answer)
      if (answer.location !== cabinet.feed) throw new Odd('sign-in', answer)
      return { session: sessionOf(browser) }
    })
    return id && browser
  }

  /** Looks through the portal whether all that was acknowledged since the last time holds. What was unsure becomes sure. */
  async proves(): Promise<void> {
    await this.settles()
    if (this.isProven) return
    const mine = (what: string) => this.ledger.complains(this.iin, what)
    if (this.former && (await this.signsIn(this.former))) mine('a replaced password still opens')
    if (!(await this.signsIn())) mine('an acknowledged password does not open')
    if (this.home && (await this.home.get(cabinet.feed)).status !== 200) {
      this.home = undefined
      this.missesSession()
    }
    if (this.gone && (await this.gone.get(cabinet.feed)).status === 200)
      mine('a session that was ended lives')
    const again = await this.replay?.()
    if (again?.location.includes('password-set')) mine('a code that was used works again')
    this.replay = undefined
    this.isProven = true
  }

  protected missesSession(): void {
    if (!this.mayRunOut)
      this.ledger.complains(this.iin, 'an acknowledged session that nobody ended is not there')
  }

  /** Of the passwords that may be the current one exactly one opens. */
  protected async settles(): Promise<void> {
    while (this.maybe.length > 0) {
      const [fresh, ...older] = this.maybe.toReversed()
      if (fresh && (await this.signsIn(fresh)))
        return this.becomes(fresh, { home: undefined, gone: undefined })
      this.maybe = older.toReversed()
    }
  }

  protected becomes(
    password: string,
    { home, gone }: { home: Browser | undefined; gone: Browser | undefined },
  ): void {
    this.former = this.password
    this.password = password
    this.maybe = []
    this.home = home
    this.gone = gone
    this.isProven = false
  }

  protected async atHome(): Promise<Browser> {
    await this.settles()
    const home = this.home ?? (await this.signsIn())
    this.home = home
    if (home) return home
    this.ledger.complains(this.iin, 'an acknowledged password does not open')
    throw new Cut('nothing opens')
  }

  protected async namesIin(): Promise<Browser> {
    const browser = new Browser(this.network)
    await namesIin(browser, this.iin)
    return browser
  }

  /** A browser at the recovery page. */
  protected async forgets(): Promise<{ browser: Browser; page: Answer }> {
    await this.settles()
    const browser = await this.namesIin()
    const asked = await browser.post(signIn.forgot)
    mustGoOn(asked)
    if (asked.location !== recovery.page) throw new Odd('forgot', asked)
    return { browser, page: await browser.get(recovery.page) }
  }

  /** The newest request's code, as the app shows it. */
  protected async showsCode(): Promise<string> {
    const request = await this.app.newestRequest()
    let code = ''
    await this.does('code-shown', async () => {
      code = await this.app.showsCode(request)
      return {}
    })
    return code
  }

  /** Asks for a change between two lines of the ledger. Undefined: it was refused. */
  protected async does(change: Change, ask: () => Promise<Held | undefined>): Promise<Held | undefined> {
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

/** A crash of the database may take a journey that had only named its person (src/flow/store.ts): the parent begins again. */
function mustGoOn(answer: Answer): void {
  if (answer.location.startsWith(signIn.iin) && answer.location.includes('notice=expired'))
    throw new Cut('the journey is gone')
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
