import { routes } from '../../src/routes.ts'
import { makeCookieJar } from '../support/cookies.ts'
import { fieldsOf, type Page, readPage } from '../support/page.ts'

/** No answer of a server may take longer, whatever happens to it, in ms. */
export const longestAnswer = 6000

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string }

/** A browser without scripts that speaks to a real server over its socket. */
export class Visitor {
  readonly cookies = makeCookieJar()
  readonly headers: Readonly<Record<string, string>>
  origin: string

  constructor(origin: string, headers: Readonly<Record<string, string>> = {}) {
    this.origin = origin
    this.headers = headers
  }

  /** One request, redirects not followed. */
  async sends(
    method: 'GET' | 'POST',
    path: string,
    body: URLSearchParams | null = null,
    signal: AbortSignal = AbortSignal.timeout(longestAnswer),
  ): Promise<Response> {
    const response = await fetch(this.origin + path, {
      method,
      body,
      signal,
      redirect: 'manual',
      headers: {
        'accept-language': 'ru',
        'sec-fetch-site': 'same-origin',
        cookie: this.cookies.header(),
        ...this.headers,
      },
    })
    this.cookies.take(response)
    return response
  }

  async asks(path: string): Promise<Answer> {
    const { status, headers, ...response } = await this.sends('GET', path).then(async (got) => ({
      status: got.status,
      headers: got.headers,
      text: await got.text(),
    }))
    return { status, headers, text: response.text }
  }

  async opens(path: string): Promise<Page> {
    return this.follows(await this.sends('GET', path), path)
  }

  /** Types into a form that a page shows, the sign-in form unless another is named, ticks every box, and sends it. */
  async submits(page: Page, typed: Readonly<Record<string, string>>, form = 'sign-in'): Promise<Page> {
    const { path, fields } = filled(page, typed, form)
    return this.follows(await this.sends('POST', path, fields), path)
  }

  /** Signs in; the page where that ended. */
  async signsIn(iin: string, password: string): Promise<Page> {
    return this.submits(await this.namesIin(iin), { password })
  }

  /** Step 1; the page that asks for the password. */
  async namesIin(iin: string): Promise<Page> {
    return this.submits(await this.opens(routes.signIn.iin), { iin })
  }

  async follows(first: Response, path: string): Promise<Page> {
    let [response, address] = [first, path]
    while (response.status === 303) {
      await response.text()
      address = response.headers.get('location') ?? ''
      response = await this.sends('GET', address)
    }
    return readPage(response, address)
  }
}

/** What a browser would send of a page's form. */
export function filled(page: Page, typed: Readonly<Record<string, string>>, id = 'sign-in') {
  const form = page.document.querySelector(`form#${id}`)
  const submit = [...(form?.querySelectorAll('button') ?? [])].find(
    (button) => button.getAttribute('type') === 'submit',
  )
  if (!form || !submit) throw new Error(`no form ${id} at ${page.address} (${page.status}): ${page.words}`)
  for (const box of form.querySelectorAll('input[type=checkbox]')) box.setAttribute('checked', '')
  for (const [name, text] of Object.entries(typed)) {
    form.querySelector(`input[name="${name}"]`)?.setAttribute('value', text)
  }
  return { path: form.getAttribute('action') ?? page.address, fields: fieldsOf(form, submit) }
}
