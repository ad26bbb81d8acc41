import { isCommonPassword } from '../account/passwords/common.ts'
import { foldDigits, separators } from '../domain/digits.ts'
import { birthDateHint, type Iin } from '../domain/iin.ts'
import { judgePassword, type PasswordProblem, personalWords } from '../domain/password-policy.ts'
import type { Form } from '../http/form.ts'

export type RecoveryField = 'code' | 'fresh' | 'repeat'
export type TypedProblem = PasswordProblem | 'repeat-differs' | 'code-empty' | 'code-malformed'

export type Typed =
  | { ok: true; code: string; password: string }
  | { ok: false; problems: { field: RecoveryField; problem: TypedProblem }[] }

/**
 * Judges what was typed before any try is used, all at once. Nothing of an account is looked at: the password is
 * compared with what the IIN itself tells, for decoys too.
 */
export function readTyped(form: Form, iin: Iin): Typed {
  const [fresh, repeat] = [form.text('fresh'), form.text('repeat')]
  const code = foldDigits(form.text('code')).replace(separators, '')
  const words = personalWords({ iin, birthDates: birthDateHint(iin), phone: null, name: null })
  const verdict = judgePassword(fresh, { words }, isCommonPassword)
  const problems: { field: RecoveryField; problem: TypedProblem }[] = []
  if (code === '') problems.push({ field: 'code', problem: 'code-empty' })
  else if (!/^(\d{4}|\d{6})$/.test(code)) problems.push({ field: 'code', problem: 'code-malformed' })
  // The first is enough: the list under the field says what else is missing.
  const [problem] = verdict.ok ? [] : verdict.problems
  if (problem) problems.push({ field: 'fresh', problem })
  else if (repeat !== fresh) problems.push({ field: 'repeat', problem: 'repeat-differs' })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, code, password: fresh }
}
