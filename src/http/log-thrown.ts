import { isDatabaseAway } from '../database/database.ts'
import type { Parts } from './parts.ts'

/**
 * Writes down what was thrown, with the reference number of its request: a warning while the database is away, else a fault.
 * Returns whether it was the database.
 */
export function logThrown(log: Parts['log'], reference: string, err: unknown): boolean {
  const isAway = isDatabaseAway(err)
  if (isAway) log.warn({ reference, err }, 'database away')
  else log.error({ reference, err }, 'fault')
  return isAway
}
