import { type HelpSituation, helpSituations } from '../domain/help-situations.ts'
import type { ReturnPage } from '../routes.ts'

/** What people most often ask on each page of the portal, most likely first. */
const likely: Readonly<Partial<Record<ReturnPage, readonly HelpSituation[]>>> = {
  iin: ['wrong-iin', 'bin', 'first-visit', 'somebody-else-applied'],
  password: ['forgot', 'first-visit', 'wait', 'somebody-else-applied'],
  recovery: ['notice-did-not-come', 'number-not-mine', 'new-phone', 'somebody-else-applied', 'forgot'],
  transfer: [
    'certificate-number',
    'child-iin-unknown',
    'transfer-refused',
    'register-silent',
    'not-a-parent',
  ],
  transferConfirm: ['certificate-number', 'child-iin-unknown', 'not-a-parent'],
  transferNumber: ['bmg', 'notice-did-not-come', 'new-phone'],
  transferFinish: ['bmg', 'notice-did-not-come', 'new-phone', 'number-not-mine'],
  transferStopped: ['register-silent', 'transfer-refused'],
  printed: ['lost-phone', 'forgot', 'notice-did-not-come'],
  feed: ['somebody-else-applied', 'transferred-away', 'limited-mode', 'session-ended'],
  activation: ['new-phone', 'lost-phone', 'number-not-mine', 'bmg'],
  children: ['somebody-else-applied', 'transferred-away'],
  profile: ['number-not-mine', 'limited-mode', 'bmg'],
  security: ['password-known', 'lost-phone', 'new-phone', 'limited-mode', 'session-ended'],
  confirm: ['forgot', 'session-ended'],
  newPassword: ['password-known', 'limited-mode', 'forgot'],
  history: ['password-known', 'lost-phone', 'transferred-away'],
  contest: ['password-known', 'limited-mode', 'lost-phone'],
  notMe: ['password-known', 'limited-mode', 'lost-phone'],
  moved: ['transferred-away', 'limited-mode'],
  printedCode: ['lost-phone', 'limited-mode'],
  frozen: ['limited-mode', 'transferred-away', 'password-known'],
}

export const topics = ['signIn', 'app', 'transfer', 'safety'] as const
export type Topic = (typeof topics)[number]

const topicOf: Readonly<Record<HelpSituation, Topic>> = {
  forgot: 'signIn',
  'first-visit': 'signIn',
  'wrong-iin': 'signIn',
  'number-not-mine': 'transfer',
  'child-iin-unknown': 'transfer',
  'certificate-number': 'transfer',
  'transferred-away': 'transfer',
  'somebody-else-applied': 'transfer',
  'not-a-parent': 'transfer',
  'transfer-refused': 'transfer',
  'register-silent': 'transfer',
  bin: 'signIn',
  wait: 'signIn',
  'notice-did-not-come': 'app',
  'new-phone': 'app',
  bmg: 'app',
  'lost-phone': 'safety',
  'password-known': 'safety',
  'limited-mode': 'safety',
  'session-ended': 'safety',
}

/** A part of the choice: what is likely here, or what belongs to one topic. */
export type Group = { readonly name: 'here' | Topic; readonly situations: readonly HelpSituation[] }

/** The guided choice for somebody who comes from `from`: what is likely on that page first, the rest by topic. */
export function groupsFor(from: ReturnPage): readonly Group[] {
  const here = likely[from] ?? []
  const rest = helpSituations.filter((situation) => !here.includes(situation))
  const groups: Group[] = [
    { name: 'here', situations: here },
    ...topics.map((topic) => ({
      name: topic,
      situations: rest.filter((situation) => topicOf[situation] === topic),
    })),
  ]
  return groups.filter((group) => group.situations.length > 0)
}
