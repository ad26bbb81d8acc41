/** The end of a test's log: remembers the lines and finds in them what must never be there. */
export type LogStream = {
  readonly destination: { write(line: string): void }
  lines(): readonly Record<string, unknown>[]
  /** Names something that no line may hold: a password that is typed, a name, a number. */
  forbid(...secrets: readonly string[]): void
  /** Lines since the last look that hold personal data. */
  takePersonalData(): readonly string[]
  /** Faults since the last look; a test that provokes one takes it before it ends. */
  takeFaults(): readonly Record<string, unknown>[]
}

/** What looks like an IIN or a Kazakhstan number, however it came there; the end of an id may be twelve digits too. */
const looksPersonal = [/(?<![\w.]|-[\da-f]{4}-)\d{12}(?![\w.])/, /\+7[ (]*\d{3}/, /(?<!\w)[78]?7\d{9}(?!\w)/]
/** Shorter words would be found by chance in a stack's file names. */
const shortestSecret = 4
/** pino's number for `error`. */
const errorLevel = 50

export function makeLogStream(): LogStream {
  const lines: string[] = []
  const forbidden = new Set<string>()
  let [scanned, judged] = [0, 0]
  const parsed = (from: number) =>
    lines.slice(from).map((line) => JSON.parse(line) as Record<string, unknown>)

  return {
    destination: { write: (line) => void lines.push(line) },
    lines: () => parsed(0),
    forbid(...secrets) {
      for (const secret of secrets) if (secret.length >= shortestSecret) forbidden.add(secret)
    },
    takePersonalData() {
      const fresh = lines.slice(scanned)
      scanned = lines.length
      return fresh.filter((line) => isPersonal(line, forbidden))
    },
    takeFaults() {
      const fresh = parsed(judged)
      judged = lines.length
      return fresh.filter(({ level }) => Number(level) >= errorLevel)
    },
  }
}

/** An identifier of ours: its last group may happen to be twelve digits. */
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Whether a text holds anything that looks personal, or one of the forbidden words. */
export function isPersonal(text: string, forbidden: Iterable<string> = []): boolean {
  const rest = text.replace(uuid, '')
  return (
    looksPersonal.some((pattern) => pattern.test(rest)) ||
    [...forbidden].some((secret) => text.includes(secret))
  )
}
