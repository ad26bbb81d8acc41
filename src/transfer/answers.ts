import { type Certificate, type CertificateProblem, parseCertificate } from '../domain/certificate.ts'
import { foldDigits } from '../domain/digits.ts'
import { type Iin, type IinProblem, parseIin } from '../domain/iin.ts'
import type { YearMonth } from '../domain/year-month.ts'
import type { Form } from '../http/form.ts'
import { type ChildStatus, childStatuses } from '../registries/kindergarten.ts'

export const answerFields = [
  'child',
  'certificate',
  'first',
  'second',
  'who',
  'status',
  'month',
  'year',
] as const
export type AnswerField = (typeof answerFields)[number]
export type TypedAnswers = Readonly<Record<AnswerField, string>>

/** The answers, read; `claimant` is one of `parents`. */
export type Answers = {
  readonly child: Iin
  readonly certificate: Certificate
  readonly parents: readonly [Iin, Iin | null]
  readonly claimant: Iin
  readonly status: ChildStatus
  readonly since: YearMonth
}

export type AnswerProblem =
  | IinProblem
  | CertificateProblem
  | 'parent-is-child'
  | 'parents-equal'
  | 'who-missing'
  | 'status-missing'
  | 'month-missing'
  | 'year-missing'
  | 'year-invalid'
  | 'since-future'

export type ReadAnswers =
  | { ok: true; answers: Answers }
  | { ok: false; problems: { field: AnswerField; problem: AnswerProblem }[] }

const longest = 80
const firstYear = 2000

/** What was typed into the five questions, as it was typed. */
export function typedAnswers(text: (field: AnswerField) => string): TypedAnswers {
  return Object.fromEntries(
    answerFields.map((field) => [field, text(field).slice(0, longest)]),
  ) as TypedAnswers
}

/** The typed answers of a submitted form. */
export function answersOfForm(form: Form): TypedAnswers {
  return typedAnswers((field) => form.text(field))
}

/**
 * Judges the spelling of the answers, all at once: nothing is compared with any record. `iin` is the one typed at sign-in;
 * `today` is `YYYY-MM-DD`.
 */
export function readAnswers(typed: TypedAnswers, iin: Iin, today: string): ReadAnswers {
  const problems: { field: AnswerField; problem: AnswerProblem }[] = []
  const note = (field: AnswerField, problem: AnswerProblem) => void problems.push({ field, problem })
  const child = parseIin(typed.child)
  if (!child.ok) note('child', child.problem)
  const certificate = parseCertificate(typed.certificate)
  if (!certificate.ok) note('certificate', certificate.problem)

  const first = parseIin(typed.first)
  const second = isBlank(typed.second) ? null : parseIin(typed.second)
  const isChild = (parent: Iin) => child.ok && parent === child.iin
  if (!first.ok) note('first', first.problem)
  else if (isChild(first.iin)) note('first', 'parent-is-child')
  if (second && !second.ok) note('second', second.problem)
  else if (second?.ok && isChild(second.iin)) note('second', 'parent-is-child')
  else if (second?.ok && first.ok && second.iin === first.iin) note('second', 'parents-equal')
  if (bothParents(typed, iin) && typed.who !== 'first' && typed.who !== 'second') note('who', 'who-missing')

  const status = childStatuses.find((known) => known === typed.status)
  if (!status) note('status', 'status-missing')
  const month = Number(typed.month)
  const isMonth = Number.isInteger(month) && month >= 1 && month <= 12
  if (!isMonth) note('month', 'month-missing')
  const year = readYear(typed.year)
  if (year === undefined) note('year', isBlank(typed.year) ? 'year-missing' : 'year-invalid')
  else if (year < firstYear) note('year', 'year-invalid')
  else if (`${year}-${String(isMonth ? month : 1).padStart(2, '0')}` > today.slice(0, 7))
    note('year', 'since-future')

  if (problems.length > 0 || !child.ok || !certificate.ok || !first.ok || !status || year === undefined)
    return { ok: false, problems }
  const parents = [first.iin, second?.ok ? second.iin : null] as const
  const claimant = claimantOf(parents, typed.who, iin)
  return {
    ok: true,
    answers: { child: child.iin, certificate, parents, claimant, status, since: { year, month } },
  }
}

/** The IIN typed at sign-in where it is a parent's, the only parent, or the one who was chosen. */
function claimantOf([first, second]: readonly [Iin, Iin | null], who: string, iin: Iin): Iin {
  if (second === null || first === iin) return first
  if (second === iin) return second
  return who === 'second' ? second : first
}

/** Both parents, where the IIN typed at sign-in does not tell which of them is here: then it is asked. */
export function bothParents(typed: TypedAnswers, iin: Iin): readonly [Iin, Iin] | undefined {
  const [first, second] = [parseIin(typed.first), parseIin(typed.second)]
  if (!first.ok || !second.ok || first.iin === second.iin) return undefined
  return first.iin === iin || second.iin === iin ? undefined : [first.iin, second.iin]
}

function readYear(text: string): number | undefined {
  const digits = foldDigits(text).replace(/[^0-9]/g, '')
  return /^\d{4}$/.test(digits) ? Number(digits) : undefined
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}
