import { limits } from '../domain/limits.ts'

const hours = (seconds: number) => seconds / 3600
const days = (seconds: number) => seconds / 86_400
const { answersPerPair } = limits.transfer

/** Numbers that the situations name, as the table of limits holds them; the words around them fit any number. */
export const numbers = {
  alertsADay: limits.alerts.perAccount.alerts,
  /** What a newly activated app waits for while an older one is asked. */
  newAppHours: hours(limits.activation.installations.unapprovedWaitSeconds),
  appsPerAccount: limits.activation.installations.perAccount,
  limitedHours: hours(limits.recovery.limitedMode.lifetimeSeconds),
  transferredHours: hours(limits.transfer.limitedMode.lifetimeSeconds),
  contestDays: days(limits.transfer.objection.lifetimeSeconds),
  answersADay: answersPerPair.attemptsADay,
  answersAMonth: answersPerPair.attemptsAMonth,
  monthDays: days(answersPerPair.monthWindowSeconds),
} as const
