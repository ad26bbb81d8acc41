import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { type Answer, Browser, Cut, type Network } from './browser.ts'
import type { Change, Held, Ledger } from './ledger.ts'
import type { Phone, Reply } from './phone.ts'

export type Person = { readonly iin: string; readonly number: string; readonly password: string }

const { cabinet, recovery, signIn } = routes
/** As the server stores the id of a session. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
/** Always one that the policy takes: its chance part has no digit, so no service word («ed24») or date can come up in it. */
export const newPassword = () =>
  `Kok-aspan#7-${randomBytes(6)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))}`
/** What a page shows as its one output: a code or a one-time password. */
export const shownIn = (page: Answer) =>
  /<output[^>]*>([\s\S]*?)<\/output>/.exec(page.body)?.[1]?.replace(/<[^>]*>|\s/g, '') ?? ''

/** An answer that no journey has: counted and shown, as it is either a defect or a journey told wrongly. */
export class Odd extends Error {
  constructor(what: string, answer: Pick<Answer, 'status' | 'body'> & { location?: string }) {
    super(`${what}: ${answer.status} ${answer.location || saidIn(answer) || ''}`)
  }
}

/** What an answer tells its reader: the summary of what was wrong, or a heading, or the app's problem. */
export function saidIn({ body }: Pick<Answer, 'body'>): string {
  const said = /data-error-summary[^>]*>([\s\S]*?)<\/div>|<h1[^>]*>([^<]*)|("problem":"[^"]*")/.exec(body)
  return (said?.slice(1).find(Boolean) ?? '').replace(/<[^>]*>|\s+/g, ' ').trim()
}

/**
 * What a virtual parent knows: what was acknowledged, and what may have happened when an answer was cut. It can prove the one and
 * settle the other through the portal. Each change stands in the ledger before the next request leaves.
 */
export class Known {
  readonly iin: string
  readonly network: Network
  readonly ledger: Ledger
  readonly phone: Phone
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

  constructor(person: Person, phone: Phone, network: Network, ledger: Ledger, mayRunOut = false) {
    this.iin = person.iin
    this.number = person.number
    this.password = person.password
    this.phone = phone
    this.network = network
    this.ledger = ledger
    this.mayRunOut = mayRunOut
  }

  /** Signs in with a new browser; undefined when the password does not open. */
  async signsIn(password = this.password): Promise<Browser | undefined> {
    const { browser, page } = await this.namesIin()
    const id = await this.does('sign-in', async () => {
      const answer = await browser.posts(page, signIn.password, { password })
      if (answer.status === 422 || answer.location === signIn.contest) return undefined
      if (answer.location !== cabinet.feed) throw new Odd('sign-in', answer)
      return { session: hashOf(browser.cookie('session') ?? '') }
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
    if (this.home && (await this.home.opens(cabinet.feed)).status !== 200) {
      this.home = undefined
      this.missesSession()
    }
    if (this.gone && (await this.gone.opens(cabinet.feed)).status === 200)
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

  protected async namesIin(): Promise<{ browser: Browser; page: Answer }> {
    const browser = new Browser(this.network)
    const page = await browser.opens(signIn.iin)
    const fields = { iin: this.iin, liability: 'yes', contacts: 'yes', asked: 'yes', to: 'feed' }
    const named = await browser.posts(page, signIn.iin, fields)
    if (named.location !== signIn.password) throw new Odd('IIN', named)
    return { browser, page }
  }

  protected async forgets(): Promise<{ browser: Browser; page: Answer }> {
    await this.settles()
    const { browser, page } = await this.namesIin()
    const asked = await browser.posts(page, signIn.forgot)
    if (asked.location !== recovery.page) throw new Odd('forgot', asked)
    return { browser, page: await browser.opens(recovery.page) }
  }

  /** A call of the app that must work. */
  protected async asksApp(name: string, given: object): Promise<Reply['body']> {
    const reply = await this.phone.asks('POST', name, given)
    if (reply.status !== 200) throw new Odd(name, { ...reply, body: JSON.stringify(reply.body) })
    return reply.body
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
