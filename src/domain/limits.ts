import { accessLimits } from './limits-of-access.ts'
import { auditLimits } from './limits-of-audit.ts'
import { noticeLimits } from './limits-of-notices.ts'
import { recoveryLimits } from './limits-of-recovery.ts'
import { transferLimits } from './limits-of-transfer.ts'

/**
 * Every limit and duration of the security policy, in one place (ASVS 5.0 V6.1.1). `kabinet limits` prints it and
 * the threat model quotes it. No limit that a stranger can fill stops the owner: the owner's trusted browser and a
 * browser that has just completed a recovery count apart.
 */
export const limits = {
  ...accessLimits,
  ...recoveryLimits,
  ...transferLimits,
  ...auditLimits,
  ...noticeLimits,
}

export type Limits = typeof limits
