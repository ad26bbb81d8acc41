import { csrfToken } from '../../src/http/csrf.ts'
import { recoveryStore } from '../../src/recovery/ask.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { Installation, opensInCabinet } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import type { TestPortal } from '../support/portal.ts'
import { asksForRecovery, otherThan } from '../support/recovery.ts'
import { dispute, type SeenHere, whatStands } from './records.ts'
import { placeIn, told } from './told.ts'
import {
  type Account,
  type Action,
  browsers,
  installations,
  newest,
  type Outcome,
  type Register,
  type Whose,
} from './world.ts'

const number = '+77051239223'
const anotherNumber = '+77051239224'
const accounts: readonly Account[] = ['one', 'other']
let stories = 0

/**
 * The same acts done to the portal: browsers through its pages, installations through the companion API with keys of
 * their own. What the portal makes is numbered in the order in which it came into being, as the rules number it.
 */
export class Real {
  readonly portal: TestPortal
  readonly people: Record<Whose, Person>
  readonly citizens: Citizen[]
  readonly installations: Installation[]
  /** What the register of mobile citizens says now. */
  register: Register = 'match'
  #passwords = 0
  #set: Record<Account, string>
  readonly #requests: string[] = []
  readonly #secrets: string[] = []
  readonly #bindings: string[] = []
  readonly #codes: string[] = []
  readonly #boundTo = new Map<string, number>()

  private constructor(portal: TestPortal, people: Record<Whose, Person>, phones: Installation[]) {
    this.portal = portal
    this.people = people
    this.installations = phones
    stories += 1
    this.citizens = Array.from({ length: browsers }, (_, place) =>
      newCitizen(portal, { address: `2001:db8:${stories.toString(16)}:${place}::1` }),
    )
    this.#set = { one: people.one.password, other: people.other.password }
  }

  static async make(portal: TestPortal): Promise<Real> {
    const people = {
      one: await portal.account({ phone: number }),
      other: await portal.account({ phone: number }),
      nobody: { id: '', iin: newIin(), password: '' },
    }
    const phones = await Promise.all(Array.from({ length: installations }, () => Installation.make(portal)))
    return new Real(portal, people, phones)
  }

  /** Does one act. `code`: the place of the code that is typed, or −1 for one that does not exist. */
  async act(action: Action, code: number): Promise<Outcome> {
    switch (action.do) {
      case 'ask':
        return this.#ask(action.browser, action.whose)
      case 'send':
        return this.#send(action.browser)
      case 'open-cabinet': {
        const { password } = await opensInCabinet(this.portal, this.people[action.account])
        return { is: 'opened', secret: placeIn(this.#secrets, password) }
      }
      case 'activate':
        return this.#activate(action)
      case 'show':
        return this.#show(action.installation, this.#request(action.request))
      case 'refuse-request': {
        const request = this.#request(action.request)
        const reply = await this.installations[action.installation]?.notMe({ request })
        return {
          ...told(reply),
          ...(reply?.status === 200 ? { request: this.#requests.indexOf(request) } : {}),
        }
      }
      case 'refuse-binding':
      case 'approve':
        return this.#answer(action)
      case 'end-limited':
        return this.#endLimited(action.installation, action.account)
      case 'enter':
        return this.#enter(action.browser, code)
      case 'look':
        return told(await this.installations[action.installation]?.asks('GET', 'feed'), 'seen')
      case 'remove':
        return told(await this.installations[action.installation]?.removes())
      case 'sign-in':
        return this.#signIn(action.account)
      case 'contest':
      case 'freeze':
        return dispute(this.portal, this.people[action.account].id, action.do)
      case 'register':
        this.register = action.says
        return { is: 'noted' }
      case 'wait':
        this.portal.clock.advance({ seconds: action.seconds })
        return { is: 'waited' }
    }
  }

  /** Whether a code that was shown for something else happens to be what another one is: one in ten thousand. */
  isSameCode(one: number, other: number): boolean {
    return one !== other && this.#codes[one] === this.#codes[other]
  }

  async #ask(browser: number, whose: Whose): Promise<Outcome> {
    const before = this.#requests.length
    const page = await asksForRecovery(this.#citizen(browser), this.people[whose].iin)
    const shown = await this.#page(browser, page.html)
    return { is: this.#requests.length > before ? 'asked' : 'sent', ...shown }
  }

  async #send(browser: number): Promise<Outcome> {
    const before = this.#requests.length
    const answer = await this.#posts(browser, '/recovery/send', {})
    if (answer.headers.get('location') !== '/recovery?done=sent') return { is: 'no-flow' }
    const page = await this.#citizen(browser).opens('/recovery')
    const shown = await this.#page(browser, page.html)
    return { is: this.#requests.length > before ? 'asked' : 'sent', ...shown }
  }

  /** Which request the page that is open belongs to, and which one-time password it shows. */
  async #page(browser: number, html: string): Promise<Partial<Outcome>> {
    const request = await this.#requestOf(browser)
    if (request === undefined) return {}
    const digits = /<output[^>]*>(.*?)<\/output>/s.exec(html)?.[1]?.replace(/\D/g, '')
    return { request, ...(digits ? { secret: placeIn(this.#secrets, digits) } : {}) }
  }

  /** The request to which the cookie of a browser leads. */
  async #requestOf(browser: number): Promise<number | undefined> {
    const token = this.#citizen(browser).cookies.get('recovery')
    const flow = await recoveryStore(this.portal.parts).read(this.portal.database.reader, token)
    return flow && placeIn(this.#requests, flow.recoveryId)
  }

  async #activate(action: Extract<Action, { do: 'activate' }>): Promise<Outcome> {
    let request: Partial<Outcome> = {}
    let secret: number | undefined
    if (action.from === 'page') {
      const page = await this.#citizen(action.which).opens('/recovery')
      if (page.address !== '/recovery') return { is: 'no-flow' }
      request = await this.#page(action.which, page.html)
      secret = request.secret
      if (secret === undefined) return { is: 'used' }
    } else secret = newest(this.#secrets, action.which)
    const password = this.#secrets[secret ?? -1] ?? '0000000000000'
    const phone = this.#phone(action.installation)
    const reply = await phone.activates(action.isRightNumber ? number : anotherNumber, { password })
    const { binding, state, problem } = reply.body
    if (reply.status !== 200) return { is: String(problem), ...request, secret: secret ?? -1 }
    const place = placeIn(this.#bindings, String(binding))
    for (const account of accounts) {
      const own = await this.portal.database.reader
        .selectFrom('bindings')
        .where('id', '=', String(binding))
        .where('account_id', '=', this.people[account].id)
        .select('id')
        .executeTakeFirst()
      if (own) this.#boundTo.set(`${action.installation} ${account}`, place)
    }
    return { is: String(state), ...request, secret: secret ?? -1, binding: place }
  }

  async #show(installation: number, request: string): Promise<Outcome> {
    const reply = await this.#phone(installation).showsCode(request)
    if (reply.status !== 200) return told(reply)
    const row = await this.portal.database.reader
      .selectFrom('recoveries')
      .where('id', '=', request)
      .select('code_binding')
      .executeTakeFirstOrThrow()
    const code = this.#codes.push(String(reply.body.code)) - 1
    const binding = this.#bindings.indexOf(row.code_binding ?? '')
    return { is: 'code', code, binding, request: this.#requests.indexOf(request) }
  }

  async #answer(action: Extract<Action, { do: 'approve' | 'refuse-binding' }>): Promise<Outcome> {
    const place = newest(this.#bindings, action.binding) ?? -1
    const binding = this.#bindings[place] ?? ''
    const phone = this.#phone(action.installation)
    const reply = await (action.do === 'approve' ? phone.approves(binding) : phone.notMe({ binding }))
    return { ...told(reply), ...(reply.status === 200 ? { binding: place } : {}) }
  }

  async #endLimited(installation: number, account: Account): Promise<Outcome> {
    const binding = this.#boundTo.get(`${installation} ${account}`) ?? -1
    const reply = await this.#phone(installation).endsLimited(this.#bindings[binding] ?? '')
    return { ...told(reply), ...(reply.status === 200 ? { binding } : {}) }
  }

  async #enter(browser: number, place: number): Promise<Outcome> {
    const own = this.#codes.at(-1) ?? '0000'
    const known = new Set(this.#codes)
    let code = this.#codes[place] ?? otherThan(own)
    while (place < 0 && known.has(code)) code = String((Number(code) + 1) % 10_000).padStart(4, '0')
    this.#passwords += 1
    const fresh = `Aspan-tau#${this.#passwords}-jusan`
    const request = await this.#requestOf(browser)
    const answer = await this.#posts(browser, '/recovery', { code, fresh, repeat: fresh })
    if (answer.headers.get('location')?.includes('password-set')) {
      this.#fresh = fresh
      return { is: 'done', ...(request === undefined ? {} : { request }) }
    }
    if (answer.status !== 422) return { is: 'no-flow' }
    const html = await answer.text()
    const left = /Осталось попыток: (\d)/.exec(html)?.[1] ?? '0'
    const is = html.includes('Срок кода истёк') ? 'wrong, too late' : `wrong, ${left} left`
    return { is, ...(await this.#page(browser, html)) }
  }
  #fresh = ''

  /** The password that the last act has set is now an account's. */
  wasRecovered(account: Account): void {
    this.#set[account] = this.#fresh
  }

  async #signIn(account: Account): Promise<Outcome> {
    const citizen = newCitizen(this.portal, { address: `2001:db8:ffff:${stories.toString(16)}::1` })
    await citizen.signsIn(this.people[account], this.#set[account])
    return { is: citizen.isSignedIn ? 'signed-in' : 'refused' }
  }

  /** What stands of both accounts. */
  async seen(): Promise<Record<Account, SeenHere>> {
    const [one, other] = await Promise.all(
      accounts.map((account) => whatStands(this.portal, this.people[account].id, this.#bindings)),
    )
    if (!one || !other) throw new Error('unreachable: two accounts')
    return { one, other }
  }

  /** A form of the recovery page, as its browser sends it; redirects are not followed. */
  async #posts(browser: number, address: string, fields: Record<string, string>): Promise<Response> {
    const citizen = this.#citizen(browser)
    if (!citizen.cookies.get('csrf')) await citizen.opens('/sign-in')
    const csrf = csrfToken(this.portal.parts.keyring, citizen.cookies.get('csrf') ?? '')
    return citizen.sends('POST', address, new URLSearchParams({ csrf, ...fields }))
  }

  #request(back: number): string {
    return this.#requests[newest(this.#requests, back) ?? -1] ?? ''
  }

  #citizen(browser: number): Citizen {
    const citizen = this.citizens[browser]
    if (!citizen) throw new Error(`no browser ${browser}`)
    return citizen
  }

  #phone(installation: number): Installation {
    const phone = this.installations[installation]
    if (!phone) throw new Error(`no installation ${installation}`)
    return phone
  }
}
