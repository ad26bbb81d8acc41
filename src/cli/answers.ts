import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** Asks on the error output and reads lines of the input: what is typed is in no argument list, history or log. */
export function askOn(input: Readable & { isTTY?: boolean }, tell: (prompt: string) => void) {
  const lines = createInterface({ input })[Symbol.asyncIterator]()
  return {
    async ask(prompt: string): Promise<string> {
      tell(prompt)
      const line = await lines.next()
      return line.done ? '' : line.value.trim()
    },
  }
}
