/** Why a limit exists, for the person who reads the table. */
type Reason = {
  /** Whose actions use it up. */
  readonly filledBy: string
  /** The attack or accident it stops. */
  readonly stops: string
  /** ASVS 5.0 (V…), NIST SP 800-63B-4 (B§…), WCAG 2.2, or our own number. */
  readonly source: string
}

/** One limit: its numbers, each named with its unit (`…Seconds`, `…Bytes`, `…Bits`, otherwise a count), and its reason. */
export type Limit<Numbers extends Record<string, number>> = Readonly<Numbers> & { readonly reason: Reason }

/** Joins the numbers of a limit with its reason. */
export function limit<Numbers extends Record<string, number>>(
  numbers: Numbers,
  reason: Reason,
): Limit<Numbers> {
  return { ...numbers, reason }
}

export const minute = 60
export const hour = 60 * minute
export const day = 24 * hour
