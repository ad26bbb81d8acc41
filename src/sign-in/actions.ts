import { findCredentials } from '../account/accounts.ts'
import { addressLimitKey } from '../account/limit-keys.ts'
import { rememberedConsents } from '../account/remembered-consents.ts'
import { newToken, tokenHash } from '../account/tokens.ts'
import { agreementDocuments } from '../domain/agreements.ts'
import { type Iin, parseIin } from '../domain/iin.ts'
import { passwordLengths } from '../domain/password-policy.ts'
import { next } from '../flow/flow.ts'
import { flowStore } from '../flow/store.ts'
import type { Form } from '../http/form.ts'
import { makeGate } from '../http/gate.ts'
import type { Parts } from '../http/parts.ts'
import { untilNextSlot } from '../http/time-slot.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { returnPage, returnPages, routes, type SignInNotice, signInFor, signInNotice } from '../routes.ts'
import { judgeAttempt } from './attempt.ts'
import { contestActions } from './contest/actions.ts'
import type { SignInDoor } from './door.tsx'
import { enter } from './enter.ts'
import { parseSignIn, type SignIn, signInFlow } from './flow.ts'
import { type IinPage, iinPage, type PasswordPage, passwordPage } from './pages.tsx'

/** What is said of another journey stays true when this one has run out meanwhile. */
const keptNotices: readonly SignInNotice[] = ['password-set', 'recovery-over', 'transferred']
const consentsCookieSeconds = 31_536_000

/**
 * Begins a recovery for whoever the IIN names, or nobody, and remembers it in this browser. `isCrowded`: too many
 * delayed answers of this address are under way already.
 */
export type BeginRecovery = (
  c: PortalContext,
  iin: Iin,
  isCrowded: boolean,
) => Promise<{ is: 'begun'; delaySeconds: number } | { is: 'busy' }>

/** What the two steps do. */
export function signInActions(parts: Parts, beginRecovery: BeginRecovery, door: SignInDoor) {
  const { database, keyring, limits, random, clock } = parts
  const store = flowStore(signInFlow, parts, parseSignIn)
  const contest = contestActions(parts)
  const gate = makeGate()
  const slot = limits.signIn.answerSlot.slotMilliseconds
  const remembered = (c: PortalContext) => rememberedConsents(keyring, visitOf(c).cookies.read(c, 'consents'))
  const stored = (c: PortalContext) => store.read(database.reader, visitOf(c).cookies.read(c, 'sign-in'))

  async function showIin(c: PortalContext, typed: Form, notice?: 'stale') {
    if (visitOf(c).signedIn) return c.redirect(routes.cabinet.feed, 303)
    const state = typed.has('iin') ? undefined : await stored(c)
    const asked = signInNotice(c.req.query('notice'))
    return iinPage(c, parts, {
      ...answers(typed, state?.iin),
      askConsents: !remembered(c).anybody || typed.has('asked') || asked === 'agree-again',
      problems: [],
      returnTo: returnPage(typed.text('to') || c.req.query('to') || state?.returnTo || 'feed'),
      notice: notice ?? asked,
    })
  }

  /** Step 1: parse, check the consents, store the journey, go on. Whether an account exists is not even looked up. */
  async function nameIin(c: PortalContext, form: Form) {
    const read = parseIin(form.text('iin'))
    const given = answers(form)
    const isRemembered = read.ok && remembered(c).has(read.iin)
    const missing = isRemembered
      ? []
      : agreementDocuments.filter((document) => !given.ticked.includes(document))
    const returnTo = returnPage(form.text('to'))
    if (!read.ok || missing.length > 0) {
      // Somebody new in a browser that remembers another person has not seen the boxes yet: no fault of theirs.
      const unasked = !form.has('asked')
      const problems: IinPage['problems'] = [
        ...(read.ok ? [] : [{ field: 'iin' as const, problem: read.problem }]),
        ...(unasked ? [] : missing.map((document) => ({ field: document, problem: document }))),
      ]
      const askConsents = form.has('asked') || (read.ok && !isRemembered)
      const notice = unasked && read.ok ? 'new-here' : undefined
      return iinPage(c, parts, { ...given, askConsents, problems, returnTo, notice })
    }
    const at = next(signInFlow, 'iin', 'named')
    if (at !== 'password') throw new Error('sign-in: an IIN leads to the password')
    // Asked again, as those who came at the same moment are counted only now: nobody is who has brought no IIN.
    const turnedAway = door.stops(c, routes.signIn.iin)
    if (turnedAway) return turnedAway
    door.letIn()
    const { iin } = read
    const begun = { at, iin, accepted: given.ticked, returnTo }
    const token = await store.beginLightly(database.reader, begun, keyring.index('iin', iin))
    visitOf(c).cookies.write(c, 'sign-in', token)
    return c.redirect(signInFlow.steps[at].page, 303)
  }

  async function showPassword(c: PortalContext, _: Form, notice?: 'stale') {
    if (visitOf(c).signedIn) return c.redirect(routes.cabinet.feed, 303)
    const state = await stored(c)
    const asked = notice ?? signInNotice(c.req.query('notice'))
    if (state?.at === 'password') return passwordPage(c, parts, { iin: state.iin, notice: asked })
    return startAgain(
      c,
      keptNotices.find((kept) => kept === asked),
    )
  }

  /** Step 2: an unreadable password costs no attempt; the others are judged, and failures answer in time slots. */
  async function givePassword(c: PortalContext, form: Form) {
    const visit = visitOf(c)
    const token = visit.cookies.read(c, 'sign-in')
    if (!token) return startAgain(c)
    const turnedAway = door.stops(c, routes.signIn.password)
    if (turnedAway) return turnedAway
    const { address, browser, language, reference } = visit
    const browserToken = visit.cookies.read(c, 'browser') ?? newToken(random)
    const browserHash = tokenHash(browserToken)
    const addressKey = addressLimitKey(keyring, address)
    const asked = { journey: store.reading(token), browserHash, addressKey }
    const judged = await findCredentials(database.reader, keyring, asked, clock.now())
    const state = judged && store.opened(judged.stateSealed)
    if (!judged || state?.at !== 'password') return startAgain(c)
    const password = form.text('password')
    const answer = (shown: Omit<PasswordPage, 'iin'>) => passwordPage(c, parts, { ...shown, iin: state.iin })
    if (password === '') return answer({ problem: 'password-empty' })
    if (Buffer.byteLength(password) > passwordLengths.mostBytes)
      return answer({ problem: 'password-too-long' })

    const attempt = { iin: state.iin, password, browserHash, address, addressKey, reference }
    const verdict = await judgeAttempt(parts, gate, attempt, judged)
    switch (verdict.is) {
      case 'busy':
        c.header('Retry-After', '5')
        return answer({ busy: true })
      case 'waiting':
        await untilNextSlot(visit.arrived, slot)
        c.header('Retry-After', String(verdict.seconds))
        return answer({ waitSeconds: verdict.seconds })
      case 'refused':
        await gate.hold(address, () => untilNextSlot(visit.arrived, slot, verdict.delaySeconds * 1000))
        return answer({ problem: 'no-match' })
      case 'replaced': {
        const contestToken = await database.inTransaction(async (tx) =>
          (await store.end(tx, token)) ? contest.begin(tx, verdict.replaced) : undefined,
        )
        if (!contestToken) return startAgain(c)
        visit.cookies.write(c, 'sign-in', contestToken)
        return c.redirect(routes.signIn.contest, 303)
      }
      case 'matched': {
        const entered = await enter(parts, {
          ...verdict,
          ...{ state, password, browserHash, browser, address, language, reference },
          endingFlow: store.ending(token),
        })
        if (!entered) return startAgain(c)
        if (entered === 'unagreed') {
          visit.cookies.write(c, 'consents', remembered(c).without(state.iin), consentsCookieSeconds)
          return c.redirect(signInFor(state.returnTo, 'agree-again'), 303)
        }
        rememberThisBrowser(c, state, browserToken, entered.session)
        return c.redirect(returnPages[state.returnTo], 303)
      }
    }
  }

  /** «Забыли пароль?»: the same way on for every IIN, in the same time; without an IIN the way begins with it. */
  async function forgot(c: PortalContext) {
    const { address, arrived } = visitOf(c)
    const state = await stored(c)
    if (state?.at !== 'password') return startAgain(c)
    const begun = await beginRecovery(c, state.iin, gate.isFull(address))
    if (begun.is === 'busy') {
      c.header('Retry-After', '5')
      return passwordPage(c, parts, { iin: state.iin, busy: true })
    }
    const answer = () => untilNextSlot(arrived, slot, begun.delaySeconds * 1000)
    if (begun.delaySeconds > 0) await gate.hold(address, answer)
    else await answer()
    return c.redirect(routes.recovery.page, 303)
  }

  function rememberThisBrowser(c: PortalContext, state: SignIn, browserToken: string, session: string) {
    const { cookies } = visitOf(c)
    cookies.write(c, 'session', session)
    cookies.write(c, 'browser', browserToken, limits.sessions.trustedBrowser.lifetimeSeconds)
    cookies.write(c, 'consents', remembered(c).with(state.iin), consentsCookieSeconds)
    cookies.write(c, 'csrf', newToken(random))
    cookies.clear(c, 'sign-in')
  }

  return { showIin, nameIin, showPassword, givePassword, forgot, contest }
}

function answers(form: Form, before = ''): Pick<IinPage, 'typed' | 'ticked'> {
  return {
    typed: form.has('iin') ? form.text('iin') : before,
    ticked: agreementDocuments.filter((document) => form.has(document)),
  }
}

function startAgain(c: PortalContext, notice: SignInNotice = 'expired') {
  return c.redirect(signInFor('feed', notice), 303)
}
