import { audit } from '../../account/audit.ts'
import { findPrintedCode, recoverWithPrintedCode } from '../../account/printed-codes.ts'
import { newToken, tokenHash } from '../../account/tokens.ts'
import { readPrintedAndPassword } from '../../http/code-and-password.ts'
import type { Form } from '../../http/form.ts'
import type { Parts } from '../../http/parts.ts'
import { untilNextSlot } from '../../http/time-slot.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { announce } from '../../notify/index.ts'
import { signInAfterRecovery, signInFor } from '../../routes.ts'
import { recoveryStore } from '../ask.ts'
import type { Recovery } from '../flow.ts'
import { printedPage } from './page.tsx'

/** What the page of the printed code does: the same steps and the same time for known and unknown people. */
export function printedActions(parts: Parts) {
  const { database, limits } = parts
  const { reader } = database
  const store = recoveryStore(parts)
  const slot = limits.signIn.answerSlot.slotMilliseconds
  const tokenOf = (c: PortalContext) => visitOf(c).cookies.read(c, 'recovery')

  async function show(c: PortalContext, typed: Form, notice?: 'stale') {
    const state = await store.read(reader, tokenOf(c))
    if (!state) return c.redirect(signInFor('feed', 'expired'), 303)
    return printedPage(c, parts, { iin: state.iin, code: typed.text('code'), problems: [], notice })
  }

  async function update(c: PortalContext, form: Form) {
    const token = tokenOf(c)
    const state = await store.read(reader, token)
    if (!state || !token) return c.redirect(signInFor('feed', 'expired'), 303)
    const code = form.text('code')
    const typed = readPrintedAndPassword(form, { iin: state.iin, phone: null })
    if (!typed.ok) return printedPage(c, parts, { iin: state.iin, code, problems: typed.problems })
    const came = await redeem(c, state, token, typed)
    await untilNextSlot(visitOf(c).arrived, slot)
    switch (came) {
      case 'busy':
        c.header('Retry-After', '5')
        return printedPage(c, parts, { iin: state.iin, code, problems: [], notice: 'busy' })
      case 'wrong': {
        const problems = [{ field: 'code', problem: 'printed-wrong' }] as const
        return printedPage(c, parts, { iin: state.iin, code: '', problems })
      }
      case 'done':
        return c.redirect(signInAfterRecovery('password-set'), 303)
    }
  }

  async function redeem(
    c: PortalContext,
    state: Recovery,
    token: string,
    typed: { code: string; password: string },
  ): Promise<'done' | 'wrong' | 'busy'> {
    const { browser, cookies, reference } = visitOf(c)
    const match = await findPrintedCode(reader, parts, state.iin, typed.code)
    if (match) {
      const phc = await parts.hasher.hash(typed.password)
      if (phc === 'busy') return 'busy'
      const browserToken = cookies.read(c, 'browser') ?? newToken(parts.random)
      const given = { phc, browserHash: tokenHash(browserToken), reference }
      const done = await database.inTransaction(async (tx) => {
        const recovered = await recoverWithPrintedCode(tx, parts, match, given)
        if (!recovered) return false
        await store.end(tx, token)
        await announce(tx, parts, { accountId: recovered.accountId, kind: 'printed-code-used', browser })
        return true
      })
      if (done) {
        cookies.clear(c, 'recovery')
        cookies.write(c, 'browser', browserToken, limits.sessions.trustedBrowser.lifetimeSeconds)
        return 'done'
      }
    }
    await audit(reader, { type: 'recovery.printed', actor: 'stranger', outcome: 'refused', reference })
    return 'wrong'
  }

  return { show, update }
}
