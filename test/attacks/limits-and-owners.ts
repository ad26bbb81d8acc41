/** A test in which somebody else has filled the count, and words of its title: there the owner gets in all the same. */
type Shown = readonly [file: string, title: string]

const here = 'test/attacks/lock-out-by-counter.test.ts'
const siege = 'test/attacks/lock-out.test.ts'
const trusted = 'so does the owner in a trusted browser, who also still signs in with the password'
const newBrowser =
  'with every count filled by a stranger, the owner with an old app recovers in a new browser'
const delayed = 'with the delays of addresses on, at an address where others have filled every count'
const claims = 'test/attacks/claims-in-turn.test.ts'
const strangers =
  '200 strangers claim a child, with the parent’s IIN and with numbers of their own: the parent gets through'

/** Limits that count what an outsider can do: each with the test that fills it. */
export const shownBy: Readonly<Record<string, Shown>> = {
  'signIn.failuresPerIin': [siege, trusted],
  'signIn.perAddress': [siege, delayed],
  'signIn.hashQueue': [here, 'a full queue of hashes'],
  'codes.code': [siege, newBrowser],
  'codes.wrongPerAccount': [here, 'wrong codes past the account’s count'],
  'codes.wrongOverall': ['test/attacks/spraying.test.ts', 'an owner’s own code still works'],
  'codes.smsSent': [
    'test/attacks/sms-budget.test.ts',
    'made-up passwords with the owner’s number use up nothing of the owner’s',
  ],
  'alerts.perAccount': [siege, newBrowser],
  'activation.oneTimePassword': [siege, 'the owner without an app binds one through the cabinet'],
  'activation.wrongNumbersPerAccount': [siege, 'the owner without an app binds one through the cabinet'],
  'activation.perInstallation': [here, 'wrong passwords of one installation'],
  'activation.installations': [
    'test/companion/who-gets-codes.test.ts',
    'where three are approved and alive, a stranger’s fourth is refused',
  ],
  'recovery.request': [here, 'requests for one IIN behind the owner’s address'],
  'recovery.startsPerAddress': [siege, delayed],
  'activation.publicPerAccount': [
    'test/attacks/sms-budget.test.ts',
    'sends at most six SMS a day, and the owner still gets in',
  ],
  'recovery.sendsPerAddress': [siege, delayed],
  'transfer.numbersPerAddress': [
    'test/attacks/crowded-register.test.ts',
    '«Получить код» is slowed by address, never refused for good',
  ],
  'transfer.answersPerPair': [claims, strangers],
  'transfer.answersPerChild': [claims, strangers],
  'transfer.caseNumbers': [here, 'case numbers: a neighbour'],
  'transfer.numbersPerFlow': [here, 'numbers of a journey'],
  'addresses.codesPerAddress': [
    'test/attacks/mail-flood.test.ts',
    'nobody’s counts hold back the notices that an address already gets',
  ],
}

const noCount = 'a duration or a size: nothing is counted'
const ownBrowser = 'counted for one browser of the owner’s, which an outsider has not got'
const ownSession = 'counted in the owner’s own session'

/** The other limits, each with the reason why there is nothing for an outsider to fill. */
export const outsidersCannotFill: Readonly<Record<string, string>> = {
  'signIn.failuresPerTrustedBrowser': ownBrowser,
  'signIn.failuresAfterRecovery': ownBrowser,
  'signIn.answerSlot': noCount,
  'signIn.flow': noCount,
  'passwords.length': noCount,
  'sessions.life': noCount,
  'sessions.reauthentication': noCount,
  'sessions.trustedBrowser': noCount,
  'codes.smsProof': 'the tries of one code, of the installation that asked for it',
  'alerts.perTrustedBrowser': ownBrowser,
  'recovery.flow': noCount,
  'recovery.limitedMode': noCount,
  'recovery.contest': noCount,
  'transfer.flow': noCount,
  'transfer.verdictSlot': noCount,
  'transfer.objection': noCount,
  'transfer.limitedMode': noCount,
  'audit.chain': noCount,
  'audit.anchor': noCount,
  'audit.kept': noCount,
  'addresses.perAccount': ownSession,
  'addresses.code': ownSession,
  'addresses.codesPerAccount': ownSession,
}
