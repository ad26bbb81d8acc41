/** The situations that help knows, by the word that stands in their address: other pages link to them by it. */
export const helpSituations = [
  'forgot',
  'first-visit',
  'wrong-iin',
  'bin',
  'somebody-else-applied',
  'wait',
  'session-ended',
  'bmg',
  'password-known',
] as const
export type HelpSituation = (typeof helpSituations)[number]

/** Narrows an untrusted word to a situation. */
export function isHelpSituation(word: unknown): word is HelpSituation {
  return (helpSituations as readonly unknown[]).includes(word)
}
