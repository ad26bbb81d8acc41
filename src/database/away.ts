/**
 * Operator intervention (57P01-57P05), connection exceptions (08), out of disk, memory or connections (53), a server that
 * became a standby (25006). PostgreSQL, appendix A.
 */
const awayStates = /^(57P0[1-5]|08|53|25006)/
const awaySystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
/** A file that is missing (open, stat) is not the database's socket that is missing (connect). */
const socketCalls = new Set<unknown>(['connect', 'read', 'write', 'getaddrinfo'])
/** What the driver and its pool say without a code. */
const awayWords =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Cannot use a pool after)/

/** The database answers, but none of the hosts takes writes. */
export class NoWritableHost extends Error {
  readonly code = 'database.no-writable-host'
  constructor(cause?: unknown) {
    super('no database host answers and takes writes', { cause })
    this.name = 'NoWritableHost'
  }
}

/** Nobody gave a connection back in time: as the driver's pool says it. */
export const noConnection = () => new Error('timeout exceeded when trying to connect')

/**
 * Whether the error means that the database is away for now (stopped, restarting, unreachable, its disk full), so
 * that the same request may succeed later: the portal answers 503. A query's own error is not.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof NoWritableHost) return true
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (awayStates.test(code)) return true
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  if (awaySystemCodes.has(code)) return 'syscall' in error && socketCalls.has(error.syscall)
  return awayWords.test(error.message)
}
