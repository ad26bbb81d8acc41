/*
 * What runs inside the page: each function is sent there as text, so it stands alone and closes over nothing.
 * All return findings in words; an empty list is a page without fault.
 */

/** Buttons, fields and links that look like buttons: at least 44 by 44 CSS pixels under a thumb (look.md, WCAG 2.5.5). */
export function smallTargets(): string[] {
  const least = 44
  const selector =
    'button, input:not([type=hidden]), summary, a.button, a.tool, a.brand, nav li > a, .choices a'
  const reach = least / 2 - 1
  return [...document.querySelectorAll<HTMLElement>(selector)].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect()
    if (!target.checkVisibility() || target.closest('.unseen, .skip, .breadcrumbs')) return []
    if (width >= least - 0.5 && height >= least - 0.5) return []
    const what = `${target.tagName.toLowerCase()} «${target.ariaLabel || target.textContent?.trim() || target.id}»`
    const small = `small target ${Math.round(width)}×${Math.round(height)}: ${what}`
    if (!(target instanceof HTMLInputElement)) return [small]
    // A box answers around itself: a thumb that lands beside it must still hit it, or its label.
    target.scrollIntoView({ block: 'center', behavior: 'instant' })
    const box = target.getBoundingClientRect()
    const [x, y] = [box.left + width / 2, box.top + height / 2]
    const sides: [string, number, number][] = [
      ['left', x - reach, y],
      ['right', x + reach, y],
      ['above', x, y - reach],
      ['below', x, y + reach],
    ]
    return sides.flatMap(([side, atX, atY]) => {
      const hit = document.elementFromPoint(atX, atY)
      const isHit = hit === target || hit?.closest('label')?.control === target
      return isHit ? [] : [`${small}: ${side} of it is ${hit?.tagName} ${hit?.className}`]
    })
  })
}

/** Everything fits into the width: the page does not scroll sideways. */
export function sidewaysScroll(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const culprits = [...document.body.querySelectorAll<HTMLElement>('*')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
  return [`scrolls sideways at ${clientWidth} px: ${scrollWidth} px wide: ${culprits.slice(0, 4).join(', ')}`]
}

/** What moved after the first paint. Watching begins before the page is parsed (`watchLayoutShifts`). */
export function layoutShifts(): string[] {
  const { kabinetShifts = [] } = window as Window & { kabinetShifts?: { at: number; what: string }[] }
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  // On a busy machine a paint can fall into the middle of parsing: what comes after it has no place yet.
  const parsed = navigation?.domInteractive ?? 0
  return kabinetShifts.flatMap(({ at, what }) => (at >= parsed ? [`layout shift ${what}`] : []))
}

export function watchLayoutShifts(): void {
  const shifts: { at: number; what: string }[] = []
  Object.assign(window, { kabinetShifts: shifts })
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[]) {
      // What moves because somebody types or taps is an answer to them.
      // Less than this nobody sees.
      if (entry.hadRecentInput || entry.value < 0.001) continue
      const nodes = entry.sources.map(
        ({ node }) => `${node?.nodeName} ${node?.textContent?.trim().slice(0, 40)}`,
      )
      shifts.push({ at: entry.startTime, what: `${entry.value.toFixed(4)} (${nodes.join(', ')})` })
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Every text of the page, what only screen readers are told included; parts in a language of their own left out. */
export function texts(): string[] {
  const found = new Set<string>([document.title])
  // A word that may break has gaps between its parts, and is one word.
  const body = document.body.cloneNode(true) as HTMLElement
  for (const gap of body.querySelectorAll('wbr')) gap.remove()
  body.normalize()
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim().replace(/\s+/g, ' ') ?? ''
    if (text !== '' && !node.parentElement?.closest('[lang]:not(html), script, style')) found.add(text)
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')) {
    for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
      const text = element.getAttribute(name)
      if (text) found.add(text)
    }
  }
  return [...found]
}
