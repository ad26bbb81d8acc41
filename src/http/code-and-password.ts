import { isCommonPassword } from '../account/passwords/common.ts'
import { foldDigits, separators } from '../domain/digits.ts'
import { birthDateHint, type Iin } from '../domain/iin.ts'
import { judgePassword, type PasswordProblem, personalWords } from '../domain/password-policy.ts'
import type { Phone } from '../domain/phone.ts'
import type { Form } from './form.ts'

export type CodeField = 'code' | 'fresh' | 'repeat'
export type CodeProblem = PasswordProblem | 'repeat-differs' | 'code-empty' | 'code-malformed'

export type CodeAndPassword =
  | { ok: true; code: string; password: string }
  | { ok: false; problems: { field: CodeField; problem: CodeProblem }[] }

/**
 * Judges a typed code and a new password before any try is used, all at once. Nothing of an account is looked at: the
 * password is compared with what the IIN itself tells, for decoys too, and with a number that the person has typed.
 */
export function readCodeAndPassword(form: Form, own: { iin: Iin; phone: Phone | null }): CodeAndPassword {
  const [fresh, repeat] = [form.text('fresh'), form.text('repeat')]
  const code = foldDigits(form.text('code')).replace(separators, '')
  const words = personalWords({ ...own, birthDates: birthDateHint(own.iin), name: null })
  const verdict = judgePassword(fresh, { words }, isCommonPassword)
  const problems: { field: CodeField; problem: CodeProblem }[] = []
  if (code === '') problems.push({ field: 'code', problem: 'code-empty' })
  else if (!/^(\d{4}|\d{6})$/.test(code)) problems.push({ field: 'code', problem: 'code-malformed' })
  // The first is enough: the list under the field says what else is missing.
  const [problem] = verdict.ok ? [] : verdict.problems
  if (problem) problems.push({ field: 'fresh', problem })
  else if (repeat !== fresh) problems.push({ field: 'repeat', problem: 'repeat-differs' })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, code, password: fresh }
}
