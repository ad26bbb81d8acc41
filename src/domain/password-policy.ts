export type PasswordProblem =
  | 'password-empty'
  | 'password-broken-character'
  | 'password-too-long'
  | 'password-too-short'
  | 'password-no-lower'
  | 'password-no-upper'
  | 'password-no-digit'
  | 'password-no-special'
  | 'password-common'
  | 'password-personal'

export type PasswordVerdict = { ok: true } | { ok: false; problems: PasswordProblem[] }

/** Lengths are in code points after NFC (NIST SP 800-63B-4 §3.1.1.2), the ceiling in UTF-8 bytes. */
export const passwordLengths = { withRules: 12, ofAnyKind: 15, mostBytes: 1024 } as const

/** Words of the service itself, which no password may contain (ASVS 5.0 V6.2.11). */
export const serviceWords: readonly string[] = ['ed24', 'kabinet', 'кабинет']

/** A password as it is hashed and compared: NFC, never trimmed, never cut (NIST SP 800-63B-4 §3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize('NFC')
}

/**
 * Judges a new password: 15 characters of any kind, or 12 to 14 with the manual's five rules; at most 1024 bytes;
 * neither common nor made of the person's data. `words` are the person's (see `personalWords`); `isCommon` gets the
 * password in NFC. Every problem is named, so that one look corrects them all (ASVS 5.0 V6.2).
 */
export function judgePassword(
  password: string,
  person: { words: readonly string[] },
  isCommon: (folded: string) => boolean,
): PasswordVerdict {
  const unusable = unusableProblem(password)
  if (unusable) return { ok: false, problems: [unusable] }
  const problems: PasswordProblem[] = shapeProblems(password)
  if (isCommon(normalisePassword(password))) problems.push('password-common')
  if (isPersonal(password, person.words)) problems.push('password-personal')
  return problems.length === 0 ? { ok: true } : { ok: false, problems }
}

/**
 * What keeps a password from being hashed at all, at sign-in too. A lone surrogate is no character: UTF-8 would
 * turn every one into U+FFFD, and different passwords would match.
 */
export function unusableProblem(
  password: string,
): 'password-empty' | 'password-broken-character' | 'password-too-long' | null {
  if (password === '') return 'password-empty'
  if (/\p{Cs}/u.test(password)) return 'password-broken-character'
  const bytes = new TextEncoder().encode(normalisePassword(password)).length
  return bytes > passwordLengths.mostBytes ? 'password-too-long' : null
}

/** The manual's five rules and the sixth that folds them away, for the live list beside the field. */
export type RuleStates = Readonly<
  Record<'twelve' | 'lower' | 'upper' | 'digit' | 'special' | 'fifteen', boolean>
>

/**
 * Which rules a password meets. Letters are Latin, as the manual says; anything that is neither letter nor digit in
 * any script is special, a space too.
 */
export function ruleStates(password: string): RuleStates {
  const normal = normalisePassword(password)
  const length = [...normal].length
  return {
    twelve: length >= passwordLengths.withRules,
    lower: /[a-z]/.test(normal),
    upper: /[A-Z]/.test(normal),
    digit: /\p{Nd}/u.test(normal),
    special: /[^\p{L}\p{M}\p{N}]/u.test(normal),
    fifteen: length >= passwordLengths.ofAnyKind,
  }
}

function shapeProblems(password: string): PasswordProblem[] {
  const rules = ruleStates(password)
  if (rules.fifteen) return []
  const problems: PasswordProblem[] = []
  if (!rules.twelve) problems.push('password-too-short')
  if (!rules.lower) problems.push('password-no-lower')
  if (!rules.upper) problems.push('password-no-upper')
  if (!rules.digit) problems.push('password-no-digit')
  if (!rules.special) problems.push('password-no-special')
  return problems
}

/** Words shorter than this say nothing about a person and would refuse good passwords by chance. */
const shortestWord = 4

function isPersonal(password: string, words: readonly string[]): boolean {
  const text = lettersAndDigits(password)
  return [...serviceWords, ...words]
    .map(lettersAndDigits)
    .some((word) => [...word].length >= shortestWord && text.includes(word))
}

/** `7-05 123 92 23` and `70 51 23 92 23` hide the same digits: separators and case do not count. */
function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The words that a person's password must not contain: the IIN, the birth dates it hints at (`birthDateHint`), the
 * number by its last seven digits, which every spelling of it holds, and the parts of the name.
 */
export function personalWords(person: {
  iin: string
  birthDates: readonly string[]
  phone: string | null
  name: string | null
}): string[] {
  const phone = person.phone === null ? [] : [person.phone.slice(-7)]
  const names = person.name === null ? [] : person.name.split(/[^\p{L}]+/u).filter((part) => part !== '')
  return [person.iin, ...person.birthDates, ...phone, ...names]
}
