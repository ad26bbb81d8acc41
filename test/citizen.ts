import { type Language, languages } from '../src/domain/language.ts'
import { routes } from '../src/routes.ts'
import { signInWords } from '../src/sign-in/messages.ts'
import { type CookieJar, makeCookieJar } from './support/cookies.ts'
import { isCalled, nameOf, type Wanted } from './support/document.ts'
import { isPersonal } from './support/log-stream.ts'
import { fieldsOf, formOf, type Page, readPage } from './support/page.ts'
import type { Person } from './support/people.ts'
import { origin, peerAddress, type TestPortal } from './support/portal.ts'

export type CitizenOptions = {
  readonly language?: Language
  readonly address?: string
  readonly browser?: string
  /** Headers beside the usual ones, such as a proxy's. */
  readonly headers?: Readonly<Record<string, string>>
}

const chrome =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36'
const languageNames: Record<Language, RegExp> = { kk: /^Қаз/, ru: /^Рус/, en: /^Eng/ }

/**
 * A person with a browser that has no scripts: opens, types, ticks, presses, and reads what comes. Fields and buttons
 * are found by the names a screen reader says. Every address that the browser is sent to is checked for personal data.
 */
export class Citizen {
  readonly cookies: CookieJar = makeCookieJar()
  readonly portal: TestPortal
  readonly options: CitizenOptions
  #page: Page | undefined

  constructor(portal: TestPortal, options: CitizenOptions = {}) {
    this.portal = portal
    this.options = options
  }

  /** The page that is open now. */
  get page(): Page {
    if (!this.#page) throw new Error('no page is open yet')
    return this.#page
  }

  /** Goes back to a page that was open before, as it was then. */
  returnsTo(page: Page): this {
    this.#page = page
    return this
  }

  async opens(address: string): Promise<Page> {
    return this.#follow(await this.sends('GET', address), address)
  }

  async follows(link: Wanted): Promise<Page> {
    const found = [...this.page.document.querySelectorAll('a')].find((each) => isCalled(nameOf(each), link))
    const href = found?.getAttribute('href')
    if (!href) throw new Error(`no link called ${link} at ${this.page.address}`)
    return this.opens(new URL(href, origin + this.page.address).href.replace(origin, ''))
  }

  types(fields: Readonly<Record<string, string>>): this {
    for (const [label, text] of Object.entries(fields)) {
      const field = this.page.field(label)
      field.setAttribute('value', text)
      if (field.getAttribute('type') === 'password') this.portal.log.forbid(text)
    }
    return this
  }

  ticks(...labels: readonly Wanted[]): this {
    for (const label of labels) this.page.field(label).setAttribute('checked', '')
    return this
  }

  unticks(...labels: readonly Wanted[]): this {
    for (const label of labels) this.page.field(label).removeAttribute('checked')
    return this
  }

  chooses(label: Wanted): this {
    const choice = this.page.field(label)
    const group = `input[name="${choice.getAttribute('name')}"]`
    for (const other of this.page.document.querySelectorAll(group)) other.removeAttribute('checked')
    choice.setAttribute('checked', '')
    return this
  }

  async presses(name: Wanted): Promise<Page> {
    const button = this.page.button(name)
    const form = formOf(this.page, button)
    const address = button.getAttribute('formaction') ?? form.getAttribute('action') ?? this.page.address
    const response = await this.sends('POST', address, fieldsOf(form, button))
    return this.#follow(response, address)
  }

  async switchesTo(language: Language): Promise<Page> {
    return this.presses(languageNames[language])
  }

  /** Step 1 in whatever language the page speaks; ticks the consents where they are asked for. */
  async namesIin(iin: string): Promise<Page> {
    if (
      !this.#page?.address.startsWith(routes.signIn.iin) ||
      this.#page.address.startsWith(routes.signIn.password)
    ) {
      await this.opens(routes.signIn.iin)
    }
    const words = this.#words()
    this.types({ [words.iin]: iin })
    this.ticks(...consentLabels(words).filter((label) => this.page.hasField(label)))
    return this.presses(words.next)
  }

  async givesPassword(password: string): Promise<Page> {
    const words = this.#words()
    return this.types({ [words.password]: password }).presses(words.enter)
  }

  async signsIn(person: Person, password = person.password): Promise<Page> {
    await this.opens(routes.signIn.iin)
    let page = await this.namesIin(person.iin)
    // A browser that remembers somebody else's consents asks for this person's.
    if (page.problems.length > 0) page = await this.namesIin(person.iin)
    return this.givesPassword(password)
  }

  get isSignedIn(): boolean {
    return this.page.document.querySelector('body')?.hasAttribute('data-signed-in') ?? false
  }

  /** One request as this browser sends it, redirects not followed. */
  async sends(
    method: 'GET' | 'POST',
    address: string,
    body?: URLSearchParams | string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    if (isPersonal(decodeURIComponent(address))) throw new Error(`personal data in the address ${address}`)
    const request = new Request(new URL(address, origin), {
      method,
      headers: {
        'user-agent': this.options.browser ?? chrome,
        'accept-language': this.options.language ?? 'ru',
        'sec-fetch-site': 'same-origin',
        cookie: this.cookies.header(),
        ...(method === 'POST' ? { origin } : {}),
        ...this.options.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    const response = await this.portal.fetch(request, this.options.address ?? peerAddress)
    this.cookies.take(response)
    return response
  }

  async #follow(response: Response, address: string): Promise<Page> {
    for (let steps = 0; response.status === 303; steps += 1) {
      if (steps > 5) throw new Error(`too many redirects from ${address}`)
      address = response.headers.get('location') ?? ''
      response = await this.sends('GET', address)
    }
    this.#page = await readPage(response, address)
    return this.#page
  }

  #words() {
    return signInWords(languages.find((language) => language === this.page.language) ?? 'kk')
  }
}

/** The two boxes, by the words of the link inside their labels. */
export function consentLabels(words: ReturnType<typeof signInWords>): [liability: RegExp, contacts: RegExp] {
  return [new RegExp(words.liability[1] ?? ''), new RegExp(words.contacts[1] ?? '')]
}

export function newCitizen(portal: TestPortal, options?: CitizenOptions): Citizen {
  return new Citizen(portal, options)
}
