/** The situations that help knows, by the word that stands in their address: other pages link to them by it. */
export const helpSituations = [
  'forgot',
  'first-visit',
  'wrong-iin',
  'number-not-mine',
  'child-iin-unknown',
  'certificate-number',
  'transferred-away',
  'somebody-else-applied',
  'not-a-parent',
  'transfer-refused',
  'register-silent',
  'bin',
  'wait',
  'notice-did-not-come',
  'new-phone',
  'bmg',
  'lost-phone',
  'password-known',
  'limited-mode',
  'session-ended',
] as const
export type HelpSituation = (typeof helpSituations)[number]

/** Narrows an untrusted word to a situation. */
export function isHelpSituation(word: unknown): word is HelpSituation {
  return (helpSituations as readonly unknown[]).includes(word)
}
