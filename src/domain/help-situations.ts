/** The situations that help knows, by the word that stands in their address: other pages link to them by it. */
export const helpSituations = [
  'forgot',
  'first-visit',
  'wrong-iin',
  'bin',
  'wait',
  'notice-did-not-come',
  'new-phone',
  'bmg',
  'number-not-mine',
  'somebody-else-applied',
  'child-iin-unknown',
  'certificate-number',
  'transfer-refused',
  'register-silent',
  'not-a-parent',
  'lost-phone',
  'password-known',
  'limited-mode',
  'transferred-away',
  'session-ended',
] as const
export type HelpSituation = (typeof helpSituations)[number]

/** Narrows an untrusted word to a situation. */
export function isHelpSituation(word: unknown): word is HelpSituation {
  return (helpSituations as readonly unknown[]).includes(word)
}
