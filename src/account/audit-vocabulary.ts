import { dataVocabulary } from './audit-vocabulary-of-data.ts'
import { transferVocabulary } from './audit-vocabulary-of-transfer.ts'

/** What somebody showed, or tried, to be who they say; `none` where nothing was asked. A one-time password is a code. */
export type AuditFactor = 'password' | 'replaced-password' | 'code' | 'app' | 'session' | 'notice' | 'none'
export const auditActors = {
  citizen: 'somebody who showed the factor of the line',
  stranger: 'somebody who did not (yet)',
  operator: 'a person with a command line',
  system: 'Kabinet itself',
} as const
export type AuditActor = keyof typeof auditActors

export type AuditEntry = {
  /** What a line of this type tells. */
  readonly tells: string
  /** The factor of a line that names no other. */
  readonly factor: AuditFactor
  /** Every way it ends, and what that means. */
  readonly outcomes: Readonly<Record<string, string>>
}

/**
 * Every kind of audit line and every outcome (ASVS 5.0 V16.1.1): a new one is a compile error until it stands here.
 * `docs/security/audit-events.md` is generated from it, and `kabinet audit explain` speaks its words.
 */
export const auditVocabulary = {
  'sign-in': {
    tells: 'a password was given at sign-in',
    factor: 'password',
    outcomes: {
      matched: 'signed in',
      refused: 'the password did not match',
      waiting: 'too many failures: not looked at; one line for each wait',
      replaced: 'it was the password that a recovery has replaced: only the page to contest it opened',
      unagreed: 'the password matched, and a withdrawn consent is asked for again first',
    },
  },
  'sign-out': { tells: 'a session was left', factor: 'session', outcomes: { ended: 'the session ended' } },
  're-authentication': {
    tells: 'the own password was asked for before something in Security',
    factor: 'password',
    outcomes: {
      matched: 'confirmed',
      refused: 'the password did not match',
      waiting: 'too many failures: not looked at; one line for each wait',
    },
  },
  'session.end': {
    tells: 'one of the own sessions was to end',
    factor: 'session',
    outcomes: { ended: 'it ended', 'not-found': 'it is not theirs, or had ended' },
  },
  'session.end-others': {
    tells: 'all other sessions were to end',
    factor: 'session',
    outcomes: { ended: 'they ended' },
  },
  'password.change': {
    tells: 'the password was changed in Security',
    factor: 'password',
    outcomes: { changed: 'a new password stands' },
  },
  'app.remove': {
    tells: 'an app was to be removed in Security',
    factor: 'session',
    outcomes: {
      removed: 'it was removed',
      'not-found': 'it is not theirs, or had gone',
      limited: 'limited mode keeps it',
    },
  },
  'recovery.ask': {
    tells: 'a recovery was asked for',
    factor: 'none',
    outcomes: { asked: 'a request stands; an account was alerted within its budget' },
  },
  'recovery-request': {
    tells: 'the owner answered a recovery request in the app',
    factor: 'app',
    outcomes: { refused: 'not me: the request ended' },
  },
  'recovery-code': {
    tells: 'the owner tapped to show a code',
    factor: 'app',
    outcomes: {
      shown: 'a code was made',
      'number-not-yours': 'BMG gives the number to somebody else: no code',
      waits: 'this app waits until older ones could object: no code',
      frozen: 'the account is frozen: no code',
      closed: 'the account was closed by a transfer: no code',
    },
  },
  'recovery.code': {
    tells: 'a code was typed on the recovery page',
    factor: 'code',
    outcomes: { refused: 'wrong, expired or used up' },
  },
  'recovery.password': {
    tells: 'a recovery was completed',
    factor: 'code',
    outcomes: { changed: 'a new password stands' },
  },
  'recovery.printed': {
    tells: 'the code on paper was typed on the recovery page',
    factor: 'code',
    outcomes: { changed: 'a new password stands, and the code is used up', refused: 'not the code in force' },
  },
  'printed-code': {
    tells: 'a recovery code was printed in Security',
    factor: 'session',
    outcomes: { made: 'it stands in place of an earlier one' },
  },
  'notice-address': {
    tells: 'an e-mail address for notices was to be named or removed in Security',
    factor: 'session',
    outcomes: {
      asked: 'a code was mailed to it',
      waiting: 'too many codes were asked for, by the account or for the address: none was mailed',
      refused: 'the typed code was wrong',
      confirmed: 'its code was typed: it is told from now on',
      removed: 'it is told no longer',
      'not-found': 'it is not theirs, or had gone',
      limited: 'a restriction keeps the addresses as they are',
    },
  },
  'codes.alarm': {
    tells: 'wrong recovery codes over all accounts passed their budget',
    factor: 'none',
    outcomes: { rang: 'codes are longer for a time, and the alarm rang' },
  },
  activation: {
    tells: 'a one-time password and a number were given in an app',
    factor: 'code',
    outcomes: {
      registered: 'the app was bound',
      waits: 'the app was bound, and older ones are asked first',
      kept: 'the app was bound already',
      refused: 'wrong, expired or used up, or no place for one more app',
      unproven: 'the digits from the SMS were wrong or used up',
    },
  },
  binding: {
    tells: 'an older app decided about a newer one, or an app left',
    factor: 'app',
    outcomes: {
      approved: 'it is me: the newer app may show codes',
      refused: 'not me: the newer app was removed',
      'not-my-number': 'the number is not theirs: the app left the account',
      removed: 'the app left the account',
    },
  },
  'limited-mode': {
    tells: 'limited mode was ended from an older app',
    factor: 'app',
    outcomes: { ended: 'limited mode ended' },
  },
  contest: {
    tells: 'the page that a replaced password opens was answered',
    factor: 'replaced-password',
    outcomes: { own: 'it was me: nothing changed' },
  },
  'case.open': {
    tells: 'a recovery was contested',
    factor: 'session',
    outcomes: {
      opened: 'a case stands, and the account is in limited mode until it is decided',
      refused: 'nothing that was trusted before the recovery, or a transfer, had the say',
      'number-not-yours': 'BMG gives the number to somebody else: it has no say',
    },
  },
  'case.freeze': {
    tells: 'a contested account was to be frozen',
    factor: 'app',
    outcomes: {
      frozen: 'nothing works until the case is decided',
      refused: 'nothing that was trusted long enough before the recovery',
    },
  },
  'case.decide': {
    tells: 'a person decided a case, or a claim that had stopped went on',
    factor: 'none',
    outcomes: {
      'owner-confirmed': 'whoever holds the account now is its owner',
      'objection-upheld': 'the recovery, or the transfer, was undone',
      resumed: 'the registers answered, and the claim went on',
      closed: 'the claim was given up, and its answers are erased',
    },
  },
  'case.release': {
    tells: 'the owner came to the desk',
    factor: 'none',
    outcomes: { released: 'the account may be recovered again' },
  },
  ...transferVocabulary,
  ...dataVocabulary,
} as const satisfies Readonly<Record<string, AuditEntry>>

export type AuditVocabulary = typeof auditVocabulary
export type AuditType = keyof AuditVocabulary
/** The outcomes of a type. */
export type AuditOutcome<T extends AuditType> = keyof AuditVocabulary[T]['outcomes'] & string
