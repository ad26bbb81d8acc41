/** One command of the command line. Its file is loaded only when it is called. */
export type Command = {
  readonly usage: string
  /** One line for `kabinet help`. */
  readonly summary: string
  /** More for `kabinet help NAME`, a line each. */
  readonly details?: readonly string[]
  load(): Promise<{ run(args: string[]): Promise<ExitCode> }>
}

/** 0 done, 1 not done or something is wrong, 2 called wrongly. */
export type ExitCode = 0 | 1 | 2

/** The command was called wrongly; the message says how. Ends in the usage and exit code 2. */
export class CalledWrongly extends Error {
  readonly code = 'cli.called-wrongly'
}
