/**
 * One benchmark: a file, or a folder with an `index.ts`, that exports these two. `run` starts what it needs, measures, ends
 * what it started, and returns the text of its section as Markdown, without the heading. It tells its progress on stderr.
 */
export type Benchmark = {
  /** Its section in docs/benchmarks.md; null: it writes elsewhere and `npm run bench` alone leaves it out. */
  readonly heading: string | null
  /** What it must show, each in words of its own; its section judges them with `targetsTable` (targets.ts). */
  readonly targets?: readonly string[]
  /** What may be asked of it by a word of its own: `npm run bench faults -- disk-full`. */
  readonly words?: readonly string[]
  run(options: Options): Promise<string> | string
}

export type Options = {
  /** `--NAME N` from the command line. What is asked for here stands in the section's line about the run. */
  number(name: string, otherwise: number): number
  /** `--NAME TEXT` from the command line. */
  text(name: string): string | undefined
  /** The words on the command line that are its own. */
  words(): readonly string[]
  /** What was asked for so far, as `rounds 5, seconds 4`. */
  used(): string
}

/** Reads `--rounds 3 --seconds 2 …`; each benchmark knows its own names. Throws where a value is not a number. */
export function makeOptions(args: readonly string[], words: readonly string[] = []): Options {
  const used = new Map<string, number>()
  return {
    number(name, otherwise) {
      const at = args.indexOf(`--${name}`)
      const value = at < 0 ? otherwise : Number(args[at + 1])
      if (!Number.isFinite(value)) throw new Error(`--${name} needs a number`)
      used.set(name, value)
      return value
    },
    text(name) {
      const at = args.indexOf(`--${name}`)
      return at < 0 ? undefined : args[at + 1]
    },
    words: () => words,
    used: () =>
      [...words, ...[...used].map(([name, value]) => `${name} ${value.toLocaleString('en')}`)].join(', '),
  }
}
