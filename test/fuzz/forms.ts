/** A form as a page shows it. `sent` goes with whichever button; `fields` are all names that it may send. */
export type ShownForm = {
  readonly action: string
  readonly sent: ReadonlyMap<string, string>
  readonly fields: readonly string[]
}

const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
const inputs = /<(input|button|select|textarea)\b[^>]*>/g

/** The forms of a page, buttons that stand outside of theirs included; one more for each button with an address of its own. */
export function formsOf(html: string): ShownForm[] {
  // The one address that scripts alone send to: with the token, and nothing else.
  const script = attribute(/<kabinet-idle[^>]*>/.exec(html)?.[0] ?? '', 'data-extend')
  const extending = script ? [{ action: script, sent: new Map<string, string>(), fields: ['csrf'] }] : []
  const strays = html.replace(/<form[\s\S]*?<\/form>/g, '')
  const forms = [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(
    ([, head = '', inner = '']) => {
      const id = attribute(head, 'id')
      const stray = [...strays.matchAll(inputs)].filter(([tag]) => id && attribute(tag, 'form') === id)
      const tags = [...inner.matchAll(inputs), ...stray]
      const [sent, fields] = [new Map<string, string>(), new Set<string>()]
      for (const [tag, kind] of tags) {
        const name = attribute(tag, 'name')
        if (!name) continue
        fields.add(name)
        const isChosen = !/type="(radio|checkbox)"/.test(tag) || tag.includes(' checked')
        if (kind !== 'button' && isChosen) sent.set(name, attribute(tag, 'value') ?? '')
      }
      const actions = new Set([
        attribute(head, 'action'),
        ...tags.map(([tag]) => attribute(tag, 'formaction')),
      ])
      return [...actions].flatMap((action) => {
        const path = action?.split('?')[0]
        return path ? { action: path, sent, fields: [...fields] } : []
      })
    },
  )
  return [...forms, ...extending]
}
