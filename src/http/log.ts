import pino, { type DestinationStream, type Logger } from 'pino'

/**
 * The structured log. Lines hold routes, outcomes and reference numbers; an error keeps its name, code and stack,
 * while its message is scrubbed, because libraries quote what they were given (ASVS 5.0 V16.2.5).
 */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** An error without what it may quote: runs of four and more digits and everything in quotation marks. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: 'not an Error' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    name: error.name,
    code,
    message: scrub(error.message),
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    cause: error.cause instanceof Error ? describeError(error.cause) : undefined,
  }
}

function scrub(text: string): string {
  return text
    .replace(/(["'«`])[^"'»`]*["'»`]/g, '$1…$1')
    .replace(/\+?\d[\d\s()-]{2,}\d/g, '#')
    .slice(0, 300)
}
