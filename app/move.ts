import { deeper, downTo, type Path, type Screen } from './screen.ts'
import { change, current } from './state.ts'

/*
 * The phone's «back» works on the browser's history, so every screen has an entry there that holds its depth and
 * nothing else.
 */

/** Opens a screen above the present one. */
export function open(to: Screen): void {
  const before = current().path
  const path = deeper(before, to)
  if (path.length > before.length) history.pushState({ depth: path.length }, '')
  change({ path })
}

/** One screen down. */
export function back(): void {
  if (current().path.length > 1) history.back()
}

/** Down to the first screen that is at this place; where there is none, a new start with `other`. */
export function backTo(at: Screen['at'], other: Screen): void {
  const { path } = current()
  const depth = path.findIndex((screen) => screen.at === at) + 1
  if (depth === 0) startAt(other)
  else if (depth < path.length) history.go(depth - path.length)
}

/** Leaves everything behind: nothing before this screen can be reached any more. */
export function startAt(screen: Screen, ...above: Screen[]): void {
  const path: Path = [screen, ...above]
  history.replaceState({ depth: 1 }, '')
  above.forEach((_, at) => {
    history.pushState({ depth: at + 2 }, '')
  })
  change({ path })
}

addEventListener('popstate', (event: PopStateEvent) => {
  const depth = typeof event.state?.depth === 'number' ? event.state.depth : 1
  const path = downTo(current().path, depth)
  // An entry from before a new start has another depth than what is left of the path.
  if (path.length !== depth) history.replaceState({ depth: path.length }, '')
  change({ path })
})
