import type { Form } from '../http/form.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes, signInFor } from '../routes.ts'
import { pageOf, type Transfer, type TransferStep, transferStore } from './flow.ts'

/** The journey of this browser, at a step that the page belongs to. */
export type Here = { readonly state: Transfer; readonly token: string }
type Answer = Promise<Response> | Response

/**
 * Opens a page of the journey at its own steps only: everybody else goes to the step where they really are, and without
 * a journey to sign-in, whichever of back, reload, an old tab or a typed address brought them (ASVS 5.0 V2.3.1).
 */
export function journeySteps(parts: Parts) {
  const store = transferStore(parts)
  const read = async (c: PortalContext): Promise<Here | undefined> => {
    const token = visitOf(c).cookies.read(c, 'transfer')
    const state = await store.read(parts.database.reader, token)
    return state && token ? { state, token } : undefined
  }

  return {
    read,
    async at(
      c: PortalContext,
      steps: readonly TransferStep[],
      open: (here: Here) => Answer,
    ): Promise<Response> {
      const here = await read(c)
      if (!here) return startAgain(c)
      return steps.includes(here.state.at) ? open(here) : c.redirect(pageOf(here.state), 303)
    },
    /** «Отмена», at any step: nothing of any account has changed. */
    async cancel(c: PortalContext): Promise<Response> {
      const { cookies } = visitOf(c)
      const token = cookies.read(c, 'transfer')
      if (token) await parts.database.inTransaction((tx) => store.end(tx, token))
      cookies.clear(c, 'transfer')
      return c.redirect(routes.recovery.page, 303)
    },
  }
}

/** Where a journey has led to, or sign-in when it is over. */
export function follow(c: PortalContext, state: Transfer | undefined): Response {
  return state ? c.redirect(pageOf(state), 303) : startAgain(c)
}

export function startAgain(c: PortalContext): Response {
  return c.redirect(signInFor('feed', 'expired'), 303)
}

/** A field as it was posted, else as it was kept. */
export function typedOr(form: Form, field: string, kept: string): string {
  return form.has(field) ? form.text(field) : kept
}
