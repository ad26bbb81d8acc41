import type { HelpSituation } from '../domain/help-situations.ts'

/** Which situation of the help belongs to which place of this journey. */
export const helpTopics = {
  bmg: 'bmg',
  childIin: 'child-iin-unknown',
  certificate: 'certificate-number',
  parents: 'not-a-parent',
  refused: 'transfer-refused',
  silent: 'register-silent',
  number: 'number-not-mine',
} as const satisfies Record<string, HelpSituation>
