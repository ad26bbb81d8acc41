import type { Parts } from './parts.ts'

/** Somebody guesses codes over many accounts (limits.codes.wrongOverall): once an hour those who run the portal hear it. */
export function ringCodesAlarm({ log, metrics }: Pick<Parts, 'log' | 'metrics'>, reference: string): void {
  metrics.codesAlarm.inc()
  log.error({ code: 'codes-alarm', reference }, 'alarm: too many wrong recovery codes in an hour')
}
