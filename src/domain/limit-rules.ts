/**
 * Every rule under which something is counted (`limit_counters`) or marked (`limit_marks`). Whatever counts takes its rule
 * from here, by type, so that `kabinet audit explain` can know each: see `audit/explain-rules.ts`.
 */
export const limitRules = [
  'sign-in.iin',
  'sign-in.trusted-browser',
  'sign-in.distrusted-browser',
  'sign-in.after-recovery',
  'sign-in.address-failures',
  'sign-in.address-iins',
  'cabinet.own-password',
  'recovery.address-starts',
  'recovery.address-sends',
  'codes.wrong-account',
  'codes.wrong-overall',
  'codes.blind-account',
  'codes.blind-overall',
  'installations.address',
  'activation.installation',
  'activation.address-failures',
  'activation.wrong-numbers',
  'activation.public-bindings',
  'possession',
  'possession.perSubject',
  'possession.perNumber',
  'alerts.push.perAccount',
  'alerts.feed.perAccount',
  'alerts.push.perTrustedBrowser',
  'alerts.feed.perTrustedBrowser',
  'addresses.code',
  'addresses.codesPerAccount',
  'addresses.codesPerAddress',
  'transfer.answers-pair-day',
  'transfer.answers-pair-month',
  'transfer.answers-child',
  'transfer.proven-pair-day',
  'transfer.proven-pair-month',
  'transfer.case-numbers',
  'transfer.address-numbers',
] as const

export type LimitRule = (typeof limitRules)[number]
