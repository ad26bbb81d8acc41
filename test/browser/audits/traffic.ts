import type { Page, Request, Response } from 'playwright-core'

const kilobyte = 1024
const budget = { html: 14 * kilobyte, all: 30 * kilobyte }

export type Traffic = ReturnType<typeof watchTraffic>

/** Watches what a page loads and says, from before it is opened. */
export function watchTraffic(page: Page, origin: string) {
  const requests: Request[] = []
  const said: string[] = []
  let document: Response | undefined

  page.on('request', (request) => requests.push(request))
  page.on('response', (response) => {
    const request = response.request()
    const isPage = request.isNavigationRequest() && request.frame() === page.mainFrame()
    if (isPage && (response.status() < 300 || response.status() > 399)) document = response
  })
  page.on('pageerror', (error) => said.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    // A page that answers 422 or 404 is no fault of the page; Chromium notes it as one.
    const isStatus =
      message.text().startsWith('Failed to load resource') && message.location().url === document?.url()
    if (message.type() === 'error' && !isStatus) said.push(`console: ${message.text()}`)
  })

  return {
    document: () => document,
    /** Forgets what was before: the next page is judged alone. */
    forget() {
      requests.length = 0
      said.length = 0
      document = undefined
    },
    /** Errors, content that the security policy refused, and requests to anybody else. */
    troubles(): string[] {
      const strangers = requests
        .map((request) => request.url())
        .filter((url) => new URL(url).origin !== origin)
      return [...said, ...strangers.map((url) => `asks another host: ${url}`)]
    },
  }
}

/** Bytes over the wire of one answer, headers included. */
export async function wireBytes(response: Response): Promise<number> {
  const { responseBodySize, responseHeadersSize } = await response.request().sizes()
  return responseBodySize + responseHeadersSize
}

/** What the style sheet and the script weigh when nothing is cached yet. */
export async function assetBytes(page: Page): Promise<number> {
  const assets: Response[] = []
  page.on('response', (response) => {
    if (['stylesheet', 'script'].includes(response.request().resourceType())) assets.push(response)
  })
  await page.goto('/', { waitUntil: 'load' })
  const sizes = await Promise.all(assets.map(wireBytes))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Over its budget: HTML 14 KB, and 30 KB for all that comes over the wire: HTML, style sheet, script, headers. */
export async function tooHeavy(document: Response, assets: number): Promise<string[]> {
  const { responseBodySize: html } = await document.request().sizes()
  const all = (await wireBytes(document)) + assets
  return [
    ...(html > budget.html ? [`HTML weighs ${html} bytes`] : []),
    ...(all > budget.all ? [`the page weighs ${all} bytes`] : []),
  ]
}
