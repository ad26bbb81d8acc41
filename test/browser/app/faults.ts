import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds in both themes, what does not fit into 320 px, and targets under 44 px. */
export async function faults(page: Page): Promise<string[]> {
  const found: string[] = []
  const size = page.viewportSize() ?? { width: 360, height: 740 }
  await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const violations = await page.evaluate(async () => {
      const { axe: inPage } = window as unknown as { axe: typeof axe }
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const { violations: all } = await inPage.run(document, { runOnly: { type: 'tag', values: tags } })
      return all.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
    })
    found.push(...violations.map((violation) => `${colorScheme} ${violation}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 320, height: 640 })
  found.push(...(await page.evaluate(narrowFaults)))
  await page.setViewportSize(size)
  return found
}

/** Runs inside of the page. */
function narrowFaults(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  const wide = scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} px in ${clientWidth}`] : []
  const small = [
    ...document.querySelectorAll<HTMLElement>(
      'button, summary, input:not([type=checkbox]), label[for=agreement]',
    ),
  ]
    .filter((target) => target.checkVisibility() && !target.closest('.unseen'))
    .flatMap((target) => {
      const { width, height } = target.getBoundingClientRect()
      return width < 43.5 || height < 43.5
        ? [
            `small target ${Math.round(width)}×${Math.round(height)}: ${target.textContent?.trim() || target.id}`,
          ]
        : []
    })
    .filter((text) => !text.endsWith(': Номер телефона'))
  return [...wide, ...small]
}
