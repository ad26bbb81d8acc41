import { audit } from '../../account/audit.ts'
import { listEvents } from '../../account/events.ts'
import { type DoneTransfer, doneTransfer } from '../../account/transfers/after.ts'
import {
  approveAndTell,
  caseAbout,
  freezeContested,
  isFrozenBy,
  openContest,
  type RecoveredEvent,
  recoveredEvent,
} from '../../cases/index.ts'
import { next } from '../../flow/flow.ts'
import { flowStore } from '../../flow/store.ts'
import type { Form } from '../../http/form.ts'
import { isOlderBrowser } from '../../http/older-browser.ts'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { routes, signInFor } from '../../routes.ts'
import { type Contest, contestFlow, parseContest } from './flow.ts'
import { casePage, questionPage } from './pages.tsx'

/** How much of what happened since is shown. */
const mostEvents = 20

/** The one page that a replaced password opens, and its answers. */
export function contestActions(parts: Parts) {
  const { database, keyring } = parts
  const { reader } = database
  const store = flowStore(contestFlow, parts, parseContest)
  // It takes the place of the sign-in that led here, in the same cookie.
  const tokenOf = (c: PortalContext) => visitOf(c).cookies.read(c, 'sign-in')
  const over = (c: PortalContext) => c.redirect(signInFor('feed', 'expired'), 303)
  const again = (c: PortalContext) => c.redirect(routes.signIn.contest, 303)

  /** The token of a new contest, for the cookie; written in the transaction that ends the sign-in. */
  const begin = (tx: Parameters<typeof store.begin>[0], whose: { accountId: string; successorId: string }) =>
    store.begin(tx, { at: 'question', accountId: whose.accountId, successorId: whose.successorId })

  async function show(c: PortalContext, _: Form, notice?: 'stale') {
    const state = await store.read(reader, tokenOf(c))
    const event = state && (await recoveredEvent(reader, keyring, state.successorId))
    if (!event) return over(c)
    const own = await caseAbout(reader, event)
    if (!own) return questionPage(c, parts, { event, notice })
    const events = await listEvents(reader, keyring, event.accountId, { limit: mostEvents, only: 'security' })
    const isFrozen = await isFrozenBy(reader, own.id)
    return casePage(c, parts, {
      kind: event.kind,
      own,
      notice,
      isFrozen,
      mayFreeze: own.decision === null && !isFrozen && (await isOlderBrowser(c, reader, event)),
      since: events.filter(({ at }) => at >= event.at),
    })
  }

  async function answer(c: PortalContext, form: Form) {
    const token = tokenOf(c)
    const state = await store.read(reader, token)
    const event = state && (await recoveredEvent(reader, keyring, state.successorId))
    if (!state || !token || !event) return over(c)
    switch (form.text('answer')) {
      case 'mine':
        return isMine(c, state, token, event)
      case 'not-mine':
        return isNotMine(c, event, token)
      case 'freeze':
        return freeze(c, event)
      default:
        return again(c)
    }
  }

  /**
   * «Это был я»: the way leads back to the password of today. Of a transfer it is also the former holder's word, where that
   * is the same person: the limits end. Where the child came from somebody else's account, only that one's holder approves.
   */
  async function isMine(c: PortalContext, { accountId }: Contest, token: string, event: RecoveredEvent) {
    const { reference, cookies, browser } = visitOf(c)
    const { transferId } = event
    await database.inTransaction(async (tx) => {
      if (!(await store.end(tx, token))) return
      await audit(tx, { type: 'contest', actor: 'citizen', accountId, outcome: 'own', reference })
      const transfer = transferId ? await doneTransfer(tx, transferId) : undefined
      const isWhole = transfer && (transfer.formerAccountId ?? accountId) === accountId
      if (isWhole && isHeldBack(transfer))
        await approveAndTell(tx, parts, {
          transferId: transfer.id,
          by: 'replaced-password',
          browser,
          reference,
        })
    })
    cookies.clear(c, 'sign-in')
    return c.redirect(signInFor('feed', 'own-recovery'), 303)
  }

  /** After limits.transfer.limitedMode there is nothing to lift, and nobody is told that it was. */
  function isHeldBack({ doneAt }: DoneTransfer): boolean {
    const lifetime = parts.limits.transfer.limitedMode.lifetimeSeconds * 1000
    return parts.clock.now().getTime() < doneAt.getTime() + lifetime
  }

  async function isNotMine(c: PortalContext, event: RecoveredEvent, token: string) {
    const { browser, reference } = visitOf(c)
    const opened = await database.inTransaction(async (tx) => {
      const state = await store.lock(tx, token)
      if (!state) return undefined
      const openedBy = 'replaced-password'
      const own = await openContest(tx, parts, { event, openedBy, browser, reference })
      const at = next(contestFlow, state.at, 'not-mine')
      if (own && at === 'case') await store.save(tx, token, { ...state, at })
      return own
    })
    return opened ? again(c) : over(c)
  }

  /** A freeze shuts both sides out, so it is only for a browser that was trusted before it happened. */
  async function freeze(c: PortalContext, event: RecoveredEvent) {
    const { browser, reference } = visitOf(c)
    const { accountId } = event
    const own = await caseAbout(reader, event)
    const isOpen = own && own.decision === null
    if (isOpen && (await isOlderBrowser(c, reader, event))) {
      await database.inTransaction((tx) =>
        freezeContested(tx, parts, {
          ...{ accountId, caseId: own.id, browser, reference },
          factor: 'replaced-password',
        }),
      )
    } else {
      await audit(reader, {
        type: 'case.freeze',
        actor: 'stranger',
        factor: 'replaced-password',
        accountId,
        outcome: 'refused',
        reference,
      })
    }
    return again(c)
  }

  return { begin, show, answer }
}
