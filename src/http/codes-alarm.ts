import { audit } from '../account/audit.ts'
import type { Parts } from './parts.ts'

/** Somebody guesses codes over many accounts (limits.codes.wrongOverall): once an hour those who run the portal hear it. */
export async function ringCodesAlarm({ log, metrics, database }: Parts, reference: string): Promise<void> {
  metrics.codesAlarm.inc()
  await audit(database.reader, { type: 'codes.alarm', actor: 'system', outcome: 'rang', reference })
  log.error({ code: 'codes-alarm', reference }, 'alarm: too many wrong recovery codes in an hour')
}
