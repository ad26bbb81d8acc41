import { isRecoveryActivated, openActivation } from '../account/activations.ts'
import { recoveryState } from '../account/recoveries.ts'
import { newToken, tokenHash } from '../account/tokens.ts'
import type { Iin } from '../domain/iin.ts'
import { addressPace } from '../http/address-pace.ts'
import { readCodeAndPassword } from '../http/code-and-password.ts'
import type { Form } from '../http/form.ts'
import type { Parts } from '../http/parts.ts'
import { untilNextSlot } from '../http/time-slot.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes, signInAfterRecovery, signInFor } from '../routes.ts'
import { recoveryStore, send } from './ask.ts'
import type { Recovery } from './flow.ts'
import { type RecoveryPage, recoveryPage } from './pages.tsx'
import { redeem } from './redeem.ts'

/** Begins a transfer, or goes on with the one that this browser has for the same IIN. */
export type BeginTransfer = (c: PortalContext, iin: Iin) => Promise<void>

/** What the recovery page does: known and unknown people, with an app or without, take the same steps. */
export function recoveryActions(parts: Parts, beginTransfer: BeginTransfer) {
  const { database, limits } = parts
  const { reader } = database
  const store = recoveryStore(parts)
  const slot = limits.signIn.answerSlot.slotMilliseconds
  const paced = addressPace(parts, 'recovery.address-sends', limits.recovery.sendsPerAddress)
  const tokenOf = (c: PortalContext) => visitOf(c).cookies.read(c, 'recovery')

  async function show(c: PortalContext, typed: Form, notice?: 'stale') {
    const state = await store.read(reader, tokenOf(c))
    if (!state) return startAgain(c)
    const isSent = notice === undefined && c.req.query('done') === 'sent'
    return pageOf(c, state, { code: typed.text('code'), notice: isSent ? 'sent' : notice })
  }

  /** Shows the page as it stands. A one-time password that has run out is followed by a new one, for everybody. */
  async function pageOf(
    c: PortalContext,
    state: Recovery,
    shown: Pick<RecoveryPage, 'code'> & Partial<RecoveryPage>,
  ) {
    const { recoveryId, iin } = state
    const request = await recoveryState(reader, parts, recoveryId, iin)
    if (!request) return startAgain(c)
    const isActivated = await isRecoveryActivated(reader, recoveryId)
    const { accountId, phoneIndex } = request
    const { browser } = visitOf(c)
    const whose = { accountId, phoneIndex, iin, browser, madeThrough: 'public', recoveryId } as const
    const activation = isActivated ? undefined : await openActivation(reader, parts, whose)
    return recoveryPage(c, parts, { ...shown, iin, request, activation, problems: shown.problems ?? [] })
  }

  /** «Обновить»: what was typed is judged, then a try is taken, then everything changes at once. */
  async function update(c: PortalContext, form: Form) {
    const { arrived, browser, cookies, reference } = visitOf(c)
    const token = tokenOf(c)
    const state = await store.read(reader, token)
    // Pressed twice, the second time finds nothing: the first may have set the password already.
    if (!state && token) return c.redirect(signInAfterRecovery('recovery-over'), 303)
    if (!state || !token) return startAgain(c)
    const code = form.text('code')
    const typed = readCodeAndPassword(form, { iin: state.iin, phone: null })
    if (!typed.ok) return pageOf(c, state, { code, problems: typed.problems })

    const browserToken = cookies.read(c, 'browser') ?? newToken(parts.random)
    const browserHash = tokenHash(browserToken)
    const { recoveryId } = state
    const came = await redeem(parts, { ...typed, token, recoveryId, browserHash, browser, reference })
    // The page is made before the wait, so that the slot hides that work too.
    if (came.is === 'wrong') {
      const answer = await pageOf(c, state, { code: '', triesLeft: came.triesLeft })
      await untilNextSlot(arrived, slot)
      return answer
    }
    await untilNextSlot(arrived, slot)
    switch (came.is) {
      case 'busy':
        c.header('Retry-After', '5')
        return pageOf(c, state, { code, busy: 'updating' })
      case 'over':
        cookies.clear(c, 'recovery')
        return c.redirect(signInAfterRecovery('recovery-over'), 303)
      case 'done':
        cookies.clear(c, 'recovery')
        cookies.write(c, 'browser', browserToken, limits.sessions.trustedBrowser.lifetimeSeconds)
        return c.redirect(signInAfterRecovery('password-set'), 303)
    }
  }

  /** «Отправить»: says only that it was accepted, and when; nothing of delivery. */
  async function sendOnceMore(c: PortalContext) {
    const token = tokenOf(c)
    const isSent = await paced(c, () =>
      database.inTransaction(async (tx) => {
        const state = await store.lock(tx, token)
        if (!state || !token) return false
        const recoveryId = await send(tx, parts, c, state)
        await store.save(tx, token, { ...state, recoveryId })
        return true
      }),
    )
    if (isSent === 'crowded') return sendLater(c)
    return isSent ? c.redirect(`${routes.recovery.page}?done=sent`, 303) : startAgain(c)
  }

  async function sendLater(c: PortalContext) {
    const state = await store.read(reader, tokenOf(c))
    if (!state) return startAgain(c)
    c.header('Retry-After', '5')
    return pageOf(c, state, { code: '', busy: 'sending' })
  }

  /** «Обновить номер»: the way on for those whose number it is not. */
  async function notMine(c: PortalContext) {
    const state = await store.read(reader, tokenOf(c))
    if (!state) return startAgain(c)
    await beginTransfer(c, state.iin)
    return c.redirect(routes.transfer.questions, 303)
  }

  return { show, update, sendOnceMore, notMine }
}

function startAgain(c: PortalContext) {
  return c.redirect(signInFor('feed', 'expired'), 303)
}
