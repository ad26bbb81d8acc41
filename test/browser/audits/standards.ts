import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { RunOptions } from 'axe-core'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'

/**
 * Ours writes `<br/>` and `hidden=""`: as valid as the shorter spelling that the style rules ask for. Everything
 * else of the recommended rules stands, but for the length of titles: it is a search engine's limit, and an agreement is called what
 * it is called.
 */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'long-title': 'off',
  },
})

/** What html-validate finds in the HTML as it was served. */
export async function invalidHtml(html: string): Promise<string[]> {
  const report = await validator.validateString(html)
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `html ${ruleId}: ${message} (${selector})`),
  )
}

/** The small build: every page reads it anew. */
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds: WCAG 2.2 A and AA, and its best practices; contrast, which takes most of its time, only where asked. */
export async function inaccessible(
  page: Page,
  { withColours = true }: { withColours?: boolean } = {},
): Promise<string[]> {
  await page.evaluate(axeSource)
  const rules = { 'color-contrast': { enabled: withColours } }
  return runAxe(page, { runOnly: { type: 'tag', values: wcag }, rules })
}

/** The same in the dark theme, where only the colours are others. After `inaccessible`. */
export async function inaccessibleInDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  return runAxe(page, { runOnly: { type: 'rule', values: ['color-contrast'] } })
}

/** Only what is wrong is described; style sheets are asked for again by no rule that runs here (css-orientation-lock). */
const quickly: RunOptions = { resultTypes: ['violations'], preload: false }

async function runAxe(page: Page, options: RunOptions): Promise<string[]> {
  return page.evaluate(
    async (given) => {
      const { axe: inPage } = window as unknown as Window & { axe: typeof import('axe-core') }
      const { violations } = await inPage.run(document, given)
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `axe ${id}: ${html.slice(0, 200)}`),
      )
    },
    { ...quickly, ...options },
  )
}
