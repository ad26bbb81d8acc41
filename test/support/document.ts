import { parseHTML } from 'linkedom'

/** As much of the DOM as a citizen needs: the checker knows no browser types here, on purpose. */
export type Element = {
  readonly textContent: string
  readonly tagName: string
  readonly id: string
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  hasAttribute(name: string): boolean
  closest(selector: string): Element | null
  querySelector(selector: string): Element | null
  querySelectorAll(selector: string): Iterable<Element>
}
export type Document = Element & {
  readonly documentElement: Element
  getElementById(id: string): Element | null
}

export function parseDocument(html: string): Document {
  return (parseHTML(html) as unknown as { document: Document }).document
}

/** Text as it is read out: one space for every run of white space. */
export function wordsOf(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim()
}

/** The accessible name of a button, link or labelled control. */
export function nameOf(element: Element): string {
  return element.getAttribute('aria-label') ?? wordsOf(element)
}

export type Wanted = string | RegExp

export function isCalled(name: string, wanted: Wanted): boolean {
  return typeof wanted === 'string' ? name === wanted : wanted.test(name)
}
