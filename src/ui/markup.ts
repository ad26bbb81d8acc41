import type { JSX as Known } from 'hono/jsx/jsx-runtime'

/** What may stand between two tags. Texts are escaped; `true`, `false`, `null` and `undefined` are nothing. */
export type Child = Markup | Html | string | number | boolean | null | undefined | readonly Child[]
export type PropsWithChildren<Props = unknown> = Props & { children?: Child }

type Tag = string | ((props: never) => Child)
type Attributes = Readonly<Record<string, unknown>> & { readonly children?: Child }

/** An element or a component, as JSX gives it. Nothing is drawn before `String()` asks for it or for what is around it. */
export class Markup {
  readonly #tag: Tag
  readonly #attributes: Attributes

  constructor(tag: Tag, attributes: Attributes) {
    this.#tag = tag
    this.#attributes = attributes
  }

  write(): void {
    const [tag, attributes] = [this.#tag, this.#attributes]
    if (typeof tag === 'function') {
      write(tag(attributes as never))
      return
    }
    written += `<${tag}`
    for (const name in attributes) if (name !== 'children') writeAttribute(name, attributes[name])
    if (endless.has(tag)) {
      written += '/>'
      return
    }
    written += '>'
    write(attributes.children)
    written += `</${tag}>`
  }

  toString(): string {
    return htmlOf(this)
  }
}

/** HTML that is drawn already and goes in as it is. Only `htmlOf` and our own sources make it, never what somebody typed. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** What the compiler calls for each element (`jsxImportSource` in tsconfig.json). Not called by hand. */
export function jsx(tag: Tag, attributes: Attributes): Markup {
  return new Markup(tag, attributes)
}
export { jsx as jsxDEV, jsx as jsxs }

export function Fragment({ children }: PropsWithChildren): Child {
  return children
}

/** What the compiler wants to know of our JSX; the elements and their attributes are those that Hono describes. */
export declare namespace JSX {
  type Element = Child
  type ElementType = Tag
  interface ElementChildrenAttribute {
    children: unknown
  }
  interface IntrinsicElements extends Known.IntrinsicElements {}
}

/** Draws a child as HTML. */
export function htmlOf(child: Child): string {
  const around = written
  written = ''
  try {
    write(child)
    return written
  } finally {
    written = around
  }
}

/** What has been drawn so far. Drawing never waits for anything, so that no two pages are drawn at once. */
let written = ''
/** The elements that have no end (HTML, 13.1.2). */
const endless = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
])

function write(child: Child): void {
  if (typeof child === 'string') written += escaped(child)
  else if (child instanceof Markup) child.write()
  else if (child instanceof Html) written += child.text
  else if (typeof child === 'number') written += child
  else if (Array.isArray(child)) for (const each of child) write(each)
}

/** The attributes that say all by being there (HTML, 2.3.2); another one that is true or false says so in words. */
const switches = new Set([
  'autofocus',
  'checked',
  'controls',
  'disabled',
  'formnovalidate',
  'hidden',
  'inert',
  'multiple',
  'novalidate',
  'open',
  'readonly',
  'required',
  'reversed',
  'selected',
])

function writeAttribute(name: string, value: unknown): void {
  if (value === undefined || value === null) return
  if (typeof value === 'string') written += ` ${name}="${escaped(value)}"`
  else if (value === true && switches.has(name)) written += ` ${name}=""`
  else if (value !== false || !switches.has(name)) written += ` ${name}="${escaped(String(value))}"`
}

const special = /[&<>'"]/
const everySpecial = /[&<>'"]/g
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&quot;',
}

function escaped(text: string): string {
  return special.test(text) ? text.replace(everySpecial, (found) => entities[found] ?? '') : text
}
