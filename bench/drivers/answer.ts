/** An answer that arrived whole. */
export class Answer {
  readonly status: number
  /** The values of a header, by its name in small letters. */
  readonly header: (name: string) => readonly string[]
  readonly body: Buffer
  /** All of it over the wire, where the transport counts that. */
  readonly bytes: number

  constructor(
    status: number,
    header: (name: string) => readonly string[],
    body: Buffer,
    bytes = body.length,
  ) {
    this.status = status
    this.header = header
    this.body = body
    this.bytes = bytes
  }

  /** Where a redirect leads; empty when the answer is none. */
  get location(): string {
    return this.header('location')[0] ?? ''
  }

  get text(): string {
    return this.body.toString('utf8')
  }

  /** What a reader of the page sees. */
  get words(): string {
    return wordsOf(this.text)
  }
}

export type Headers = Readonly<Record<string, string>>

/** Carries one request and resolves with its whole answer, whatever that is. Rejects when none came. */
export type Transport = {
  send(method: 'GET' | 'POST', path: string, headers: Headers, body?: string): Promise<Answer>
}

/** An answer that no journey has: either a defect or a journey told wrongly. */
export class Odd extends Error {
  constructor(what: string, answer: Answer) {
    super(`${what}: ${answer.status} ${answer.location || saidIn(answer)}`)
  }
}

/** What an answer tells its reader: the summary of what was wrong, or a heading, or the app's problem. */
export function saidIn({ text }: Answer): string {
  const said = /data-error-summary[^>]*>([\s\S]*?)<\/div>|<h1[^>]*>([^<]*)|("problem":"[^"]*")/.exec(text)
  return wordsOf(said?.slice(1).find(Boolean) ?? '')
}

/** What a page shows as its one output: a code or a one-time password; empty when it has none. */
export function shownIn({ text }: Answer): string {
  return /<output[^>]*>([\s\S]*?)<\/output>/.exec(text)?.[1]?.replace(/<[^>]*>|\s/g, '') ?? ''
}

function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>|\s+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}
