import { isCommonPassword } from '../account/passwords/common.ts'
import { foldDigits, separators } from '../domain/digits.ts'
import { birthDateHint, type Iin } from '../domain/iin.ts'
import { judgePassword, type PasswordProblem, personalWords } from '../domain/password-policy.ts'
import type { Phone } from '../domain/phone.ts'
import { readPrintedCode } from '../domain/printed-code.ts'
import type { Form } from './form.ts'

export type CodeField = 'code' | 'fresh' | 'repeat'
type FreshProblem = PasswordProblem | 'repeat-differs'
export type CodeProblem = FreshProblem | 'code-empty' | 'code-malformed'
export type PrintedProblem = FreshProblem | 'printed-empty' | 'printed-malformed'
type Found<Problem> = { field: CodeField; problem: Problem }

export type CodeAndPassword<Problem = CodeProblem> =
  | { ok: true; code: string; password: string }
  | { ok: false; problems: Found<Problem>[] }

/** Whose password it will be: what the person has typed, for decoys too. */
type Own = { readonly iin: Iin; readonly phone: Phone | null }

/**
 * Judges a typed code and a new password before any try is used, all at once. Nothing of an account is looked at: the
 * password is compared with what the IIN itself tells, for decoys too, and with a number that the person has typed.
 */
export function readCodeAndPassword(form: Form, own: Own): CodeAndPassword {
  const code = foldDigits(form.text('code')).replace(separators, '')
  const problems: Found<CodeProblem>[] = []
  if (code === '') problems.push({ field: 'code', problem: 'code-empty' })
  else if (!/^(\d{4}|\d{6})$/.test(code)) problems.push({ field: 'code', problem: 'code-malformed' })
  problems.push(...judgeFresh(form, own))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, code, password: form.text('fresh') }
}

/** The same for the code that was printed in the cabinet. */
export function readPrintedAndPassword(form: Form, own: Own): CodeAndPassword<PrintedProblem> {
  const typed = form.text('code')
  const code = readPrintedCode(typed)
  const problems: Found<PrintedProblem>[] = []
  if (typed.trim() === '') problems.push({ field: 'code', problem: 'printed-empty' })
  else if (code === undefined) problems.push({ field: 'code', problem: 'printed-malformed' })
  problems.push(...judgeFresh(form, own))
  if (code === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, code, password: form.text('fresh') }
}

/** The first problem of the new password is enough: the list under its field says what else is missing. */
function judgeFresh(form: Form, own: Own): Found<FreshProblem>[] {
  const [fresh, repeat] = [form.text('fresh'), form.text('repeat')]
  const words = personalWords({ ...own, birthDates: birthDateHint(own.iin), name: null })
  const verdict = judgePassword(fresh, { words }, isCommonPassword)
  const [problem] = verdict.ok ? [] : verdict.problems
  if (problem) return [{ field: 'fresh', problem }]
  return repeat === fresh ? [] : [{ field: 'repeat', problem: 'repeat-differs' }]
}
