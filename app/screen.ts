import type { Claim, Preview, Registered } from './companion/answers.ts'

/** Where the person is. A token comes from a link or a QR code, and lives nowhere but here. */
export type Screen =
  | { readonly at: 'number'; readonly token?: string }
  | { readonly at: 'second'; readonly phone: string }
  | { readonly at: 'scan'; readonly phone: string }
  | { readonly at: 'preview'; readonly phone: string; readonly token: string; readonly asks: Preview }
  | { readonly at: 'sms'; readonly claim: Claim }
  | { readonly at: 'declined' }
  | { readonly at: 'registered'; readonly registered: Registered }
  | { readonly at: 'feed' }
  | { readonly at: 'phone' }
  | { readonly at: 'agreement' }
  | { readonly at: 'removed' }
  | { readonly at: 'unsupported' }

/**
 * The screens under the present one: «Назад» and the phone's own gesture lead down. A finished activation leaves
 * nothing to go back to but the feed.
 */
export type Path = readonly [Screen, ...Screen[]]

export function present(path: Path): Screen {
  return path.at(-1) ?? path[0]
}

/** One step deeper; the same place again replaces itself. */
export function deeper(path: Path, to: Screen): Path {
  return present(path).at === to.at ? ([...path.slice(0, -1), to] as unknown as Path) : [...path, to]
}

/** Down to the given number of screens, at least one. */
export function downTo(path: Path, depth: number): Path {
  return [path[0], ...path.slice(1, Math.max(1, depth))]
}
