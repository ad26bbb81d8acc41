/** One server-sent event. */
export type Told = { event: string; id: string; data: string }

/** Reads a live feed as an EventSource does; comments are skipped. */
export function listenTo(response: Response) {
  const reader = response.body?.getReader()
  if (!reader) throw new Error(`no stream: ${response.status}`)
  const decoder = new TextDecoder()
  let text = ''

  /** The next event, or undefined once the server has ended the stream. */
  async function next(): Promise<Told | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        const told = parse(block)
        if (told) return told
        continue
      }
      const part = await reader?.read()
      if (!part || part.done) return undefined
      text += decoder.decode(part.value, { stream: true })
    }
  }
  return { next, stop: () => reader.cancel() }
}

function parse(block: string): Told | undefined {
  const fields = new Map(
    block.split('\n').flatMap((line) => {
      const [, name, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? []
      return name === undefined ? [] : [[name, value] as const]
    }),
  )
  const event = fields.get('event')
  return event === undefined
    ? undefined
    : { event, id: fields.get('id') ?? '', data: fields.get('data') ?? '' }
}
