import type { LimitRule } from '../domain/limit-rules.ts'
import type { Limits } from '../domain/limits.ts'

/** What is said of one rule's count, and from when on it holds somebody back. */
export type RuleWords = {
  /** The limit's name in `limits.ts`. */
  readonly limit: string
  readonly most: (limits: Limits) => number
  /** `block`: until the time that the row says; `window` and `sliding`: once `most` are counted, until the first is forgotten. */
  readonly holds: 'block' | 'window' | 'sliding'
  readonly by: string
  readonly next: string
}

const perBrowser = {
  limit: 'signIn.failuresPerTrustedBrowser',
  most: ({ signIn }) => signIn.failuresPerTrustedBrowser.attempts,
  holds: 'block',
  by: 'wrong passwords in one browser',
  next: 'Wait, sign in from another browser, or recover the password.',
} as const satisfies RuleWords

const alerts = {
  limit: 'alerts.perAccount',
  most: ({ alerts: { perAccount } }) => perAccount.alerts,
  holds: 'sliding',
  by: 'requests from unknown browsers that the phone or the feed was told of (anybody can fill this one)',
  next: 'Open the app: it lists every request and shows the code all the same.',
} as const satisfies RuleWords
const trustedAlerts = {
  ...alerts,
  limit: 'alerts.perTrustedBrowser',
  most: ({ alerts: { perTrustedBrowser } }) => perTrustedBrowser.alerts,
  by: 'requests from one trusted browser that the phone or the feed was told of',
} as const satisfies RuleWords

const answers = {
  holds: 'window',
  by: 'answers about one child for this parent, before a number was proven (anybody can fill this one)',
  next: 'Go on to the page that asks for a number, and prove one that BMG gives to the parent: answers count apart then.',
} as const
const provenAnswers = {
  holds: 'window',
  by: 'answers about one child for this parent, after a number was proven',
  next: 'Wait: until then right answers are refused too. Their queue system knows the answers that are on record.',
} as const
const perDay = {
  limit: 'transfer.answersPerPair',
  most: ({ transfer }: Limits) => transfer.answersPerPair.attemptsADay,
} as const
const perMonth = {
  limit: 'transfer.answersPerPair',
  most: ({ transfer }: Limits) => transfer.answersPerPair.attemptsAMonth,
} as const

/** The rules that can hold back a person, each with its words. Where their keys come from: `explain-counts.ts`. */
export const explainedRules = {
  'sign-in.iin': {
    limit: 'signIn.failuresPerIin',
    most: ({ signIn }) => signIn.failuresPerIin.attempts,
    holds: 'block',
    by: 'wrong passwords from browsers that the account does not trust (anybody can fill this one)',
    next: 'Sign in from a browser that has signed in before, which counts apart; or recover the password; or wait.',
  },
  'sign-in.trusted-browser': perBrowser,
  'sign-in.distrusted-browser': perBrowser,
  'sign-in.after-recovery': {
    ...perBrowser,
    limit: 'signIn.failuresAfterRecovery',
    most: ({ signIn }) => signIn.failuresAfterRecovery.attempts,
  },
  'cabinet.own-password': {
    ...perBrowser,
    by: 'wrong passwords typed before Security in an open session',
    next: 'Wait, or sign out and in again.',
  },
  'codes.wrong-account': {
    limit: 'codes.wrongPerAccount',
    most: ({ codes }) => codes.wrongPerAccount.tries,
    holds: 'window',
    by: 'wrong codes typed',
    next: 'Nothing is closed: codes of this account are longer until then.',
  },
  'codes.wrong-overall': {
    limit: 'codes.wrongOverall',
    // The one past them makes codes longer.
    most: ({ codes }) => codes.wrongOverall.failures + 1,
    holds: 'window',
    by: 'wrong codes typed by everybody',
    next: 'Nothing is closed: everybody’s codes are longer until then.',
  },
  'activation.wrong-numbers': {
    limit: 'activation.wrongNumbersPerAccount',
    most: ({ activation }) => activation.wrongNumbersPerAccount.tries,
    holds: 'window',
    by: 'wrong numbers typed with one-time passwords of the recovery page (anybody can fill this one)',
    next: 'Activate the app from the cabinet, which does not count here; or wait.',
  },
  'activation.public-bindings': {
    limit: 'activation.publicPerAccount',
    most: ({ activation }) => activation.publicPerAccount.bindings,
    holds: 'window',
    by: 'apps activated from public pages (who knows IIN and number can fill this one)',
    next: 'Activate the app from the cabinet, which does not count here; or wait.',
  },
  'activation.installation': {
    limit: 'activation.perInstallation',
    most: ({ activation }) => activation.perInstallation.attempts,
    holds: 'block',
    by: 'wrong one-time passwords or numbers in one app',
    next: 'Wait; a fresh one-time password and the account’s own number are needed then.',
  },
  'possession.perNumber': {
    limit: 'codes.smsSent',
    most: ({ codes }) => codes.smsSent.messages,
    holds: 'sliding',
    by: 'SMS with a code to one number',
    next: 'Wait; SMS asked for with a one-time password of the cabinet count apart from those of the public pages.',
  },
  'alerts.push.perAccount': alerts,
  'alerts.feed.perAccount': alerts,
  'alerts.push.perTrustedBrowser': trustedAlerts,
  'alerts.feed.perTrustedBrowser': trustedAlerts,
  'addresses.code': {
    limit: 'addresses.code',
    most: ({ addresses }) => addresses.code.tries,
    holds: 'window',
    by: 'codes of an e-mail address typed in Security',
    next: 'Wait: a further code does not refill the tries; another address has its own.',
  },
  'addresses.codesPerAccount': {
    limit: 'addresses.codesPerAccount',
    most: ({ addresses }) => addresses.codesPerAccount.messages,
    holds: 'sliding',
    by: 'codes mailed for this account, to whichever address',
    next: 'Wait; the code of the last mail works for as long as it says.',
  },
  'addresses.codesPerAddress': {
    limit: 'addresses.codesPerAddress',
    most: ({ addresses }) => addresses.codesPerAddress.messages,
    holds: 'sliding',
    by: 'codes mailed to one address (every account that names it fills this one)',
    next: 'Wait, or name another address; notices to confirmed addresses go on.',
  },
  'transfer.answers-pair-day': { ...answers, ...perDay },
  'transfer.answers-pair-month': { ...answers, ...perMonth },
  'transfer.answers-child': {
    ...answers,
    limit: 'transfer.answersPerChild',
    most: ({ transfer }) => transfer.answersPerChild.attempts,
    by: 'answers about one child for whichever parent, before a number was proven (anybody can fill this one)',
  },
  'transfer.proven-pair-day': { ...provenAnswers, ...perDay },
  'transfer.proven-pair-month': { ...provenAnswers, ...perMonth },
  'transfer.case-numbers': {
    limit: 'transfer.caseNumbers',
    most: ({ transfer }) => transfer.caseNumbers.tries,
    holds: 'window',
    by: 'case numbers typed for this IIN from one network address',
    next: 'Answer the questions anew, which needs no case number; or wait: until then the right number is refused too.',
  },
} as const satisfies Partial<Record<LimitRule, RuleWords>>

export type ExplainedRule = keyof typeof explainedRules

const network = 'only delays, by network address, and never shuts anybody out'
const blind = 'is counted for the time it takes and read by nobody: there was no code'
const brief =
  'is over within ten minutes, and of one password typed in one app: whose, nobody knows before it is bound'

/** Why the other rules are not looked up. */
export const unexplainedRules: Readonly<Record<Exclude<LimitRule, ExplainedRule>, string>> = {
  'sign-in.address-failures': network,
  'sign-in.address-iins': network,
  'recovery.address-starts': network,
  'recovery.address-sends': network,
  'transfer.address-numbers': network,
  'installations.address': network,
  'activation.address-failures': network,
  'codes.blind-account': blind,
  'codes.blind-overall': blind,
  possession: brief,
  'possession.perSubject': brief,
}
