/** States of a demo person that no CSV can express, and what each one shows. */
export const demoScenes = {
  'app-installed': 'an app was activated in the cabinet three days ago and is in use',
  'old-installation': 'an app was seen 20 days ago: one that you activate now waits 24 h for its «Это я»',
  limited:
    'an hour ago a stranger who knows IIN and number recovered the password; limited mode until tomorrow',
  contested: 'the same, and the owner contested it with the replaced password: limited until decided',
  frozen: 'the same, and the owner froze the account: only help works',
  transferred:
    'an hour ago the child was transferred to the other parent: this account is closed, that one limited for 72 h',
  objected: 'the same, and this parent objected: both read until it is decided',
  renumbered:
    'an hour ago this account was transferred to its own holder with another number: limited, the old password contests',
  plain: 'as the demo began: the password of the file, no app, no case',
} as const
export type DemoScene = keyof typeof demoScenes

/** Narrows an untrusted word to a scene. */
export function isDemoScene(word: string): word is DemoScene {
  return Object.hasOwn(demoScenes, word)
}

/** The person whom the scenes are about. */
export const sceneIin = '880512400120'

/** The other parent of their child: in `transferred` and `objected` the child is theirs. */
export const otherParentIin = '850304300217'

/** Whether a scene moves the child to the other parent. */
export function isMovedAway(scene: DemoScene): boolean {
  return scene === 'transferred' || scene === 'objected'
}

/** What the stranger of `limited`, `contested` and `frozen`, and whoever transfers in the others, set as the new password. */
export const scenePassword = 'Altyn-saqa-2027!'

/** For `kabinet help demo`. */
export const demoSceneLines: readonly string[] = [
  `Scenes put ${sceneIin} into a state, also while the demo runs; each begins anew from the first one on:`,
  ...Object.entries(demoScenes).map(([name, shows]) => `  ${name.padEnd(17)} ${shows}`),
  'In all but `plain` the person has named an e-mail address, whose mails the demo shows.',
  'An app of a scene has a key of its own, kept as demo-app-*.jwk in the data folder: no browser can be given it,',
  'so to see an app that answers, activate one at /ed24/. Browsers in which the person has signed in before',
  'a scene count as trusted before its recovery.',
]
