import type { HelpSituation } from '../domain/help-situations.ts'

/** Which situation of the help belongs to which place of this journey. */
export const helpTopics = {
  bmg: 'bmg',
  childIin: 'somebody-else-applied',
  certificate: 'somebody-else-applied',
  parents: 'somebody-else-applied',
  refused: 'somebody-else-applied',
  silent: 'somebody-else-applied',
  number: 'bmg',
} as const satisfies Record<string, HelpSituation>
