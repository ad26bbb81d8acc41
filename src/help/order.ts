import { type HelpSituation, helpSituations } from '../domain/help-situations.ts'
import type { ReturnPage } from '../routes.ts'

/** What people most often ask on each page of the portal, most likely first. */
const likely: Readonly<Partial<Record<ReturnPage, readonly HelpSituation[]>>> = {
  iin: ['wrong-iin', 'bin', 'first-visit'],
  password: ['forgot', 'first-visit', 'wait'],
  recovery: ['forgot', 'first-visit', 'somebody-else-applied'],
  feed: ['somebody-else-applied', 'session-ended'],
  children: ['somebody-else-applied'],
  profile: ['bmg', 'somebody-else-applied'],
  security: ['password-known', 'session-ended'],
  confirm: ['forgot', 'session-ended'],
  newPassword: ['password-known', 'forgot'],
  history: ['password-known'],
}

export const topics = ['signIn', 'app', 'safety'] as const
export type Topic = (typeof topics)[number]

const topicOf: Readonly<Record<HelpSituation, Topic>> = {
  forgot: 'signIn',
  'first-visit': 'signIn',
  'wrong-iin': 'signIn',
  bin: 'signIn',
  'somebody-else-applied': 'signIn',
  wait: 'signIn',
  'session-ended': 'safety',
  bmg: 'app',
  'password-known': 'safety',
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
