import { newToken, tokenHash } from '../account/tokens.ts'
import { readClaim } from '../account/transfers/claim.ts'
import { activationOfClaim, hasProvenNumber, requestOfClaim } from '../account/transfers/number.ts'
import type { Iin } from '../domain/iin.ts'
import { formatPhone, parsePhone } from '../domain/phone.ts'
import { addressPace } from '../http/address-pace.ts'
import { readCodeAndPassword } from '../http/code-and-password.ts'
import type { Form } from '../http/form.ts'
import type { Parts } from '../http/parts.ts'
import { untilNextSlot } from '../http/time-slot.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { type AskedNumber, askingForNumber } from './ask-number.ts'
import { overPage } from './ends.tsx'
import { type FinishField, type FinishPage, finishPage } from './finish.tsx'
import { pageOf, type Transfer } from './flow.ts'
import { judging } from './judge.ts'
import { type NumberPage, type NumberProblem, numberPage } from './number.tsx'
import type { ShownNumber } from './number-part.tsx'
import { redeem } from './redeem.ts'
import { follow, type Here, journeySteps, startAgain, typedOr } from './steps.ts'

/** Leads to sign-in under the new holder's IIN; returns the address. */
export type LeadToSignIn = (c: PortalContext, iin: Iin) => Promise<string>

/** What a page of a number may say besides the number itself. */
type Said = Partial<NumberPage> & Partial<Omit<FinishPage, 'shown' | 'typed'>>

/** «ШАГ 2», and the page on which a number is proven first: both ask for a code in the same way. */
export function numberActions(parts: Parts, leadToSignIn: LeadToSignIn) {
  const { database, limits } = parts
  const { reader } = database
  const steps = journeySteps(parts)
  const judge = judging(parts)
  const askNumber = askingForNumber(parts)
  const paced = addressPace(parts, 'transfer.address-numbers', limits.transfer.numbersPerAddress)
  const slot = limits.signIn.answerSlot.slotMilliseconds
  const withNumber = ['number', 'finish'] as const

  function show(c: PortalContext, form: Form, notice?: 'stale') {
    // «Получить код» has no page of its own: whoever opens its address goes where they are.
    if (c.req.method === 'GET' && c.req.path === routes.transfer.send)
      return steps.at(c, [], () => startAgain(c))
    const here = c.req.path === routes.transfer.number ? (['number'] as const) : finishing
    const open = c.req.path === routes.transfer.send ? withNumber : here
    const isSent = notice === undefined && c.req.query('done') === 'sent'
    return steps.at(c, open, ({ state }) => page(c, state, form, { isSent, isStale: notice === 'stale' }))
  }
  const finishing = ['finish', 'taken', 'held'] as const

  /** The page of whichever step it is, with what was typed; passwords are never sent back. */
  async function page(c: PortalContext, state: Transfer, form: Form, said: Said): Promise<Response> {
    if (state.at === 'taken' || state.at === 'held') return overPage(c, parts, state, said.isStale)
    const shown = await shownNumber(c, state)
    if (!shown) return startAgain(c)
    const phone = typedOr(form, 'phone', shown.claim.phone ? formatPhone(shown.claim.phone) : '')
    if (state.at === 'number') return numberPage(c, parts, { ...said, shown, typed: phone })
    return finishPage(c, parts, { ...said, shown, typed: { phone, code: form.text('code') } })
  }

  /** A one-time password that has run out is followed by a new one, for everybody. */
  async function shownNumber(c: PortalContext, state: Transfer): Promise<ShownNumber | undefined> {
    const claim = state.claimId ? await readClaim(reader, parts, state.claimId) : undefined
    if (!claim) return undefined
    const request = await requestOfClaim(reader, claim.id)
    const isProven = await hasProvenNumber(reader, claim)
    const { browser } = visitOf(c)
    const activation =
      claim.phone && !isProven
        ? await activationOfClaim(reader, parts, claim, { requestId: request.id, browser })
        : undefined
    return { claim, request, activation, isProven }
  }

  /** «Получить код»: one answer for every number, at fixed slots. */
  function send(c: PortalContext, form: Form) {
    return steps.at(c, withNumber, async ({ state, token }) => {
      const read = parsePhone(form.text('phone'))
      if (!read.ok) return page(c, state, form, problem(read.problem))
      const answered = await paced(c, async () => {
        const asked = await askNumber(c, token, read.phone)
        return answerTo(asked)
      })
      return answered === 'crowded' ? answerTo('busy') : answered

      function answerTo(asked: AskedNumber): Response | Promise<Response> {
        switch (asked) {
          case 'asked':
            return c.redirect(`${pageOf(state)}?done=sent#sent`, 303)
          case 'too-many':
            return page(c, state, form, problem('numbers-over'))
          case 'silent':
            c.header('Retry-After', '60')
            return page(c, state, form, { isSilent: true })
          case 'busy':
            c.header('Retry-After', '5')
            return page(c, state, form, { isBusyAsking: true })
          case 'over':
            return startAgain(c)
        }
      }
    })
  }

  /** «Продолжить» once the number is proven: the kept answers are judged; else the same page for everybody. */
  function prove(c: PortalContext, form: Form) {
    return steps.at(c, ['number'], async ({ state, token }) => {
      const claim = state.claimId ? await readClaim(reader, parts, state.claimId) : undefined
      if (!claim) return startAgain(c)
      // Enter in the number's field presses the main button too.
      const read = parsePhone(form.text('phone'))
      if (!claim.phone || (read.ok && read.phone !== claim.phone)) return send(c, form)
      if (await hasProvenNumber(reader, claim)) return follow(c, await judge(c, token, ['number']))
      const answer = await page(c, state, form, { isUnproven: true })
      await untilNextSlot(visitOf(c).arrived, slot)
      return answer
    })
  }

  /** «Переоформить»: what was typed is judged, then a try is taken, then everything changes at once. */
  function finish(c: PortalContext, form: Form) {
    return steps.at(c, ['finish'], async (here) => {
      const { state } = here
      const shown = await shownNumber(c, state)
      if (!shown) return startAgain(c)
      const { claim } = shown
      const read = parsePhone(form.text('phone'))
      // Enter in the number's field presses the main button: nothing else was typed, so the code is meant.
      const isNumberAlone = ['code', 'fresh', 'repeat'].every((field) => form.text(field) === '')
      if (isNumberAlone && !(read.ok && read.phone === claim.phone)) return send(c, form)
      const phoneProblem: NumberProblem | undefined = !read.ok
        ? read.problem
        : !claim.phone
          ? 'phone-not-asked'
          : read.phone === claim.phone
            ? undefined
            : 'phone-changed'
      const typed = readCodeAndPassword(form, { iin: claim.claimant, phone: claim.phone })
      const problems: FinishPage['problems'] = [
        ...(phoneProblem ? [{ field: 'phone' as FinishField, problem: phoneProblem }] : []),
        ...(typed.ok ? [] : typed.problems),
      ]
      if (!typed.ok || problems.length > 0) return page(c, state, form, { problems })
      return transfer(c, form, { ...here, shown, typed })
    })
  }

  async function transfer(
    c: PortalContext,
    form: Form,
    given: Here & { shown: ShownNumber; typed: { code: string; password: string } },
  ): Promise<Response> {
    const { arrived, browser, cookies, language, reference } = visitOf(c)
    const { state, token, shown, typed } = given
    const { claim } = shown
    const browserToken = cookies.read(c, 'browser') ?? newToken(parts.random)
    const came = await redeem(parts, {
      ...{ token, claim, requestId: shown.request.id, code: typed.code, password: typed.password },
      ...{ browserHash: tokenHash(browserToken), browser, language, reference },
    })
    const answer =
      came.is === 'wrong'
        ? await finishPage(c, parts, {
            shown,
            typed: { phone: form.text('phone'), code: '' },
            triesLeft: came.triesLeft,
          })
        : undefined
    await untilNextSlot(arrived, slot)
    switch (came.is) {
      case 'wrong':
        return answer ?? startAgain(c)
      case 'busy':
        c.header('Retry-After', '5')
        return page(c, state, form, { isBusy: true })
      case 'elsewhere':
        return follow(c, (await steps.read(c))?.state)
      case 'done': {
        for (const name of ['transfer', 'recovery'] as const) cookies.clear(c, name)
        cookies.write(c, 'browser', browserToken, limits.sessions.trustedBrowser.lifetimeSeconds)
        return c.redirect(await leadToSignIn(c, claim.claimant), 303)
      }
    }
  }

  return { show, send, prove, finish }
}

function problem(named: NumberProblem): Said {
  return { problem: named, problems: [{ field: 'phone', problem: named }] }
}
