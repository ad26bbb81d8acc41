import type { AgreementDocument } from './domain/agreements.ts'
import type { HelpSituation } from './domain/help-situations.ts'

/** Every address of the portal. Links and redirects come from here and from nowhere else. */
export const routes = {
  home: '/',
  signIn: {
    iin: '/sign-in',
    password: '/sign-in/password',
    forgot: '/sign-in/forgot',
    contest: '/sign-in/contest',
  },
  recovery: {
    page: '/recovery',
    send: '/recovery/send',
    live: '/recovery/live',
    /** «Обновить номер»: begins a transfer for the IIN of this recovery. */
    notMine: '/recovery/not-mine',
    /** The way back with the code that was printed in the cabinet. */
    printed: '/recovery/printed',
  },
  transfer: {
    /** «Шаг 1»: the five questions. */
    questions: '/transfer',
    confirm: '/transfer/confirm',
    /** Past the limit of answers the number is proven first. */
    number: '/transfer/number',
    /** «ШАГ 2»: number, code, password. */
    finish: '/transfer/finish',
    /** «Получить код». */
    send: '/transfer/send',
    live: '/transfer/live',
    cancel: '/transfer/cancel',
    /** A register did not answer: the case number, and where it is typed later. */
    stopped: '/transfer/stopped',
  },
  /** The companion app's API. */
  companion: '/companion',
  cabinet: {
    feed: '/cabinet',
    live: '/cabinet/live',
    read: '/cabinet/read',
    children: '/cabinet/children',
    profile: '/cabinet/profile',
    withdraw: (document: AgreementDocument) => `/cabinet/profile/withdraw/${document}`,
    activation: '/cabinet/app',
    activationLive: '/cabinet/app/live',
    frozen: '/cabinet/frozen',
    /** What was transferred away from this account, or to it, and the former holder's answers. */
    moved: '/cabinet/moved',
    object: '/cabinet/moved/object',
    security: '/cabinet/security',
    removeApp: '/cabinet/security/apps/remove',
    notMe: '/cabinet/security/not-me',
    confirm: '/cabinet/security/confirm',
    password: '/cabinet/security/password',
    printedCode: '/cabinet/security/printed-code',
    /** Names an e-mail address for notices; then its code is typed. */
    address: '/cabinet/security/address',
    addressCode: '/cabinet/security/address/code',
    resendAddressCode: '/cabinet/security/address/resend',
    removeAddress: '/cabinet/security/address/remove',
    endSession: '/cabinet/security/sessions/end',
    endOtherSessions: '/cabinet/security/sessions/end-others',
    history: '/cabinet/security/history',
  },
  /** The companion app; a one-time password reaches it in the fragment, which no server sees. */
  companionApp: '/ed24/',
  session: { signOut: '/sign-out', extend: '/session/extend' },
  language: '/language',
  help: {
    index: '/help',
    situation: (situation: HelpSituation | ':situation') => `/help/${situation}`,
  },
  agreement: (document: AgreementDocument, version: string) => `/agreements/${document}/${version}`,
  assets: '/assets/',
  healthz: '/healthz',
  readyz: '/readyz',
  metrics: '/metrics',
} as const

/**
 * Pages that help and the language switch may return to. A page is named, never given as an address, so no link
 * can send a person elsewhere (ASVS 5.0 V3.7.2).
 */
export const returnPages = {
  home: routes.home,
  iin: routes.signIn.iin,
  password: routes.signIn.password,
  recovery: routes.recovery.page,
  printed: routes.recovery.printed,
  transfer: routes.transfer.questions,
  transferConfirm: routes.transfer.confirm,
  transferNumber: routes.transfer.number,
  transferFinish: routes.transfer.finish,
  transferStopped: routes.transfer.stopped,
  contest: routes.signIn.contest,
  feed: routes.cabinet.feed,
  activation: routes.cabinet.activation,
  frozen: routes.cabinet.frozen,
  moved: routes.cabinet.moved,
  notMe: routes.cabinet.notMe,
  children: routes.cabinet.children,
  profile: routes.cabinet.profile,
  withdrawLiability: routes.cabinet.withdraw('liability'),
  withdrawContacts: routes.cabinet.withdraw('contacts'),
  security: routes.cabinet.security,
  confirm: routes.cabinet.confirm,
  newPassword: routes.cabinet.password,
  printedCode: routes.cabinet.printedCode,
  address: routes.cabinet.address,
  addressCode: routes.cabinet.addressCode,
  history: routes.cabinet.history,
} as const

export type ReturnPage = keyof typeof returnPages

/** Reads the name of a page to return to; anything else is the home page. */
export function returnPage(name: unknown): ReturnPage {
  return typeof name === 'string' && Object.hasOwn(returnPages, name) ? (name as ReturnPage) : 'home'
}

/** The help address that leads back to `from`. */
export function helpFrom(from: ReturnPage, situation?: HelpSituation): string {
  const page = situation ? routes.help.situation(situation) : routes.help.index
  return from === 'home' ? page : `${page}?from=${from}`
}

/** An agreement opened from a page that it leads back to. */
export function agreementFrom(document: AgreementDocument, version: string, from: ReturnPage): string {
  return `${routes.agreement(document, version)}?from=${from}`
}

const signInNotices = [
  'ended',
  'signed-out',
  'expired',
  'password-set',
  'recovery-over',
  'own-recovery',
  'transferred',
  'agree-again',
  'withdrawn',
] as const

/** What the sign-in page says to somebody who did not come to it on purpose. */
export type SignInNotice = (typeof signInNotices)[number]

/** Reads a notice from an address; anything else is none. */
export function signInNotice(name: unknown): SignInNotice | undefined {
  return signInNotices.find((known) => known === name)
}

/** Back to the password after a recovery; a journey that has run out meanwhile leads on to the IIN and says the same. */
export function signInAfterRecovery(notice: 'password-set' | 'recovery-over'): string {
  return `${routes.signIn.password}?notice=${notice}`
}

/** The sign-in address that leads on to `to` and says `notice`. */
export function signInFor(to: ReturnPage, notice?: SignInNotice): string {
  const query = new URLSearchParams({ ...(to === 'feed' ? {} : { to }), ...(notice ? { notice } : {}) })
  return query.size === 0 ? routes.signIn.iin : `${routes.signIn.iin}?${query}`
}
