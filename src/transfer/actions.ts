import { countInWindow } from '../account/attempts.ts'
import { caseNumbersKey } from '../account/limit-keys.ts'
import { answersOfStopped, openStopped, parseCaseNumber } from '../cases/index.ts'
import { foldDigits } from '../domain/digits.ts'
import type { Form } from '../http/form.ts'
import type { Parts } from '../http/parts.ts'
import { untilNextSlot } from '../http/time-slot.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { localDay } from '../ui/dates.ts'
import { answersOfForm, readAnswers, typedAnswers } from './answers.ts'
import { confirmPage } from './confirm.tsx'
import { stoppedPage } from './ends.tsx'
import { type Transfer, transferFlow, transferStore } from './flow.ts'
import { judging } from './judge.ts'
import { type CaseProblem, type QuestionsPage, questionsPage } from './questions.tsx'
import { follow, type Here, journeySteps } from './steps.ts'

/** «Шаг 1»: the questions, their confirmation, and what goes on by a case number. */
export function questionActions(parts: Parts) {
  const { database, clock, keyring, limits } = parts
  const { reader } = database
  const store = transferStore(parts)
  const steps = journeySteps(parts)
  const judge = judging(parts)
  const answering = ['questions', 'confirm'] as const
  const today = () => localDay(clock.now())

  function showQuestions(c: PortalContext, form: Form, notice?: 'stale') {
    return steps.at(c, answering, ({ state }) => questions(c, state, form, { isStale: notice === 'stale' }))
  }

  function questions(c: PortalContext, state: Transfer, form: Form, more: Partial<QuestionsPage> = {}) {
    const isPosted = form.has('child')
    return questionsPage(c, parts, {
      iin: state.iin,
      typed: isPosted ? answersOfForm(form) : state.typed,
      problems: [],
      isRefused: state.isRefused && !isPosted,
      caseNumber: form.text('case'),
      ...more,
    })
  }

  /** «Далее»: only the spelling is judged here. */
  function answer(c: PortalContext, form: Form) {
    return steps.at(c, answering, async ({ state, token }) => {
      const typed = answersOfForm(form)
      const read = readAnswers(typed, state.iin, today())
      if (!read.ok) return questions(c, state, form, { problems: read.problems })
      await database.inTransaction(async (tx) => {
        const current = await store.lock(tx, token)
        if (!current || !answering.some((step) => step === current.at) || current.judgedSince) return
        await store.save(tx, token, { ...current, at: 'confirm', typed, isRefused: false })
      })
      return c.redirect(transferFlow.steps.confirm.page, 303)
    })
  }

  function showConfirm(c: PortalContext, _: Form, notice?: 'stale') {
    return steps.at(c, ['confirm'], ({ state }) => {
      const { typed, iin } = state
      const read = readAnswers(typed, iin, today())
      if (!read.ok) return c.redirect(transferFlow.steps.questions.page, 303)
      return confirmPage(c, parts, { typed, answers: read.answers, isStale: notice === 'stale' })
    })
  }

  /** «Да, обновить»: the answers are judged. */
  function confirm(c: PortalContext) {
    return steps.at(c, ['confirm'], async ({ token }) => follow(c, await judge(c, token, ['confirm'])))
  }

  function showStopped(c: PortalContext, form: Form, notice?: 'stale') {
    // The number was typed on the questions' page: it is shown again with all that stood there.
    if (form.has('child')) return showQuestions(c, form, notice)
    return steps.at(c, ['stopped'], ({ state }) => stoppedPage(c, parts, state, notice === 'stale'))
  }

  /** «Попробовать ещё раз»; or a case number that was typed among the questions, or is asked for on a later page. */
  async function resume(c: PortalContext, form: Form) {
    if (form.has('case')) return steps.at(c, answering, (here) => goOnByNumber(c, form, here))
    if (form.has('later')) return steps.at(c, ['number', 'finish'], (here) => stopHere(c, here))
    return steps.at(c, ['stopped'], async ({ token }) => follow(c, await judge(c, token, ['stopped'])))
  }

  async function goOnByNumber(c: PortalContext, form: Form, { state, token }: Here) {
    const { arrived, address } = visitOf(c)
    const number = parseCaseNumber(foldDigits(form.text('case')))
    const problem = (caseProblem: CaseProblem) => questions(c, state, form, { caseProblem })
    if (!number) return problem('malformed')
    const { iin } = state
    const { tries, windowSeconds } = limits.transfer.caseNumbers
    const key = caseNumbersKey(keyring, keyring.index('iin', iin), address)
    const window = { rule: 'transfer.case-numbers', seconds: windowSeconds } as const
    const count = await countInWindow(reader, window, key, clock.now())
    const kept = await answersOfStopped(reader, keyring, { iin, number })
    if (!kept || count > tries) {
      await untilNextSlot(arrived, limits.signIn.answerSlot.slotMilliseconds)
      return problem('unknown')
    }
    const typed = typedAnswers((field) => kept[field] ?? '')
    return follow(c, await judge(c, token, answering, { typed, caseNumber: number }))
  }

  /** BMG has not answered in this journey: the answers, which were right, are kept for another day. */
  async function stopHere(c: PortalContext, { token }: Here) {
    const next = await database.inTransaction(async (tx) => {
      const state = await store.lock(tx, token)
      if ((state?.at !== 'number' && state?.at !== 'finish') || !state.isSilent) return state
      const { iin, typed, caseNumber } = state
      const { address, reference } = visitOf(c)
      const silent = ['mobile-citizens'] as const
      const kept = { iin, address, answers: typed, number: caseNumber ?? undefined, silent, reference }
      const number = await openStopped(tx, parts, kept)
      const stopped: Transfer = { ...state, at: 'stopped', isSilent: false, caseNumber: number }
      await store.save(tx, token, stopped)
      return stopped
    })
    return follow(c, next)
  }

  return { showQuestions, answer, showConfirm, confirm, showStopped, resume, cancel: steps.cancel }
}
