/** Where the database kit reports what an operator may want to know; a pino logger fits. Never personal data. */
export type Log = {
  info(fields: object, event: string): void
  warn(fields: object, event: string): void
  error(fields: object, event: string): void
}

/** For callers that do not listen. */
export const silent: Log = { info() {}, warn() {}, error() {} }
