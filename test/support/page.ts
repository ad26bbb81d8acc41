import {
  type Document,
  type Element,
  isCalled,
  nameOf,
  parseDocument,
  type Wanted,
  wordsOf,
} from './document.ts'

/** One answer, read as a person reads it. */
export type Page = {
  readonly status: number
  /** Path and query at which the redirects ended. */
  readonly address: string
  readonly headers: Headers
  readonly html: string
  readonly document: Document
  readonly title: string
  readonly language: string
  readonly heading: string
  /** What the error summary asks to put right. */
  readonly problems: readonly string[]
  readonly notices: readonly string[]
  /** Everything that stands on the page. */
  readonly words: string
  /** The field with this label; throws when there is none. */
  field(label: Wanted): Element
  button(name: Wanted): Element
  hasButton(name: Wanted): boolean
  hasField(label: Wanted): boolean
}

export async function readPage(response: Response, address: string): Promise<Page> {
  const html = await response.text()
  const document = parseDocument(html || '<!DOCTYPE html><html><body></body></html>')
  const all = (selector: string) => [...document.querySelectorAll(selector)]
  const findField = (label: Wanted) => {
    const found = all('label').find((each) => isCalled(wordsOf(each), label))
    const id = found?.getAttribute('for')
    return id ? document.getElementById(id) : null
  }
  const findButton = (name: Wanted) => all('button').find((each) => isCalled(nameOf(each), name))
  const missing = (what: string, name: Wanted) =>
    new Error(
      `no ${what} called ${name} at ${address} (${response.status}): ${wordsOf(document.querySelector('main'))}`,
    )
  return {
    status: response.status,
    address,
    headers: response.headers,
    html,
    document,
    title: wordsOf(document.querySelector('title')),
    language: document.documentElement.getAttribute('lang') ?? '',
    heading: wordsOf(document.querySelector('h1')),
    problems: all('.error-summary li').map(wordsOf),
    notices: all('.notice').map(wordsOf),
    words: wordsOf(document.querySelector('body')),
    field(label) {
      const found = findField(label)
      if (!found) throw missing('field', label)
      return found
    },
    button(name) {
      const found = findButton(name)
      if (!found) throw missing('button', name)
      return found
    },
    hasField: (label) => findField(label) !== null,
    hasButton: (name) => findButton(name) !== undefined,
  }
}

/** The form that a button sends: its own `form` attribute, or the form around it. */
export function formOf(page: Page, button: Element): Element {
  const id = button.getAttribute('form')
  const form = id ? page.document.getElementById(id) : button.closest('form')
  if (!form) throw new Error(`the button ${nameOf(button)} sends no form`)
  return form
}

/** What a browser would send when this button is pressed. */
export function fieldsOf(form: Element, button: Element): URLSearchParams {
  const fields = new URLSearchParams()
  for (const input of form.querySelectorAll('input')) {
    const name = input.getAttribute('name')
    const type = input.getAttribute('type')
    const isOff = (type === 'checkbox' || type === 'radio') && !input.hasAttribute('checked')
    if (name && !isOff) fields.append(name, input.getAttribute('value') ?? '')
  }
  for (const select of form.querySelectorAll('select')) {
    const chosen =
      select.getAttribute('value') ?? select.querySelector('option[selected]')?.getAttribute('value')
    fields.append(select.getAttribute('name') ?? '', chosen ?? '')
  }
  const pressed = button.getAttribute('name')
  if (pressed) fields.append(pressed, button.getAttribute('value') ?? '')
  return fields
}
