import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { DemoScene } from '../../src/cli/demo-scene-list.ts'
import type { Language } from '../../src/domain/language.ts'
import { launchBrowser } from '../support/chromium.ts'
import { type DemoServer, startDemo } from '../support/demo-server.ts'
import { choosesLanguage, contextOptions } from './visitor.ts'

const slowStart = 180_000

export type Site = {
  readonly origin: () => string
  readonly demo: () => DemoServer
  /** See `DemoServer`. */
  shows(scene: DemoScene): Promise<void>
  /** A new browser of a new person, closed after the test. */
  visitor(language: Language, options?: BrowserContextOptions): Promise<Page>
  /** The same, kept until the file's last test. */
  lasting(language: Language, options?: BrowserContextOptions): Promise<Page>
}

/** One demo and one Chromium for a file's tests. Call it at the top of the file. */
export function openSite(): Site {
  let demo: DemoServer | undefined
  let browser: Browser | undefined
  const visits: BrowserContext[] = []

  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchBrowser()])
  }, slowStart)
  afterEach(async () => {
    for (const context of visits.splice(0)) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.stop()
  }, slowStart)

  const open = async (language: Language, options: BrowserContextOptions = {}) => {
    const context = await started(browser).newContext({
      ...contextOptions(started(demo).origin),
      ...options,
    })
    context.setDefaultTimeout(15_000)
    await choosesLanguage(context, language)
    return context
  }
  return {
    origin: () => demo?.origin ?? '',
    demo: () => started(demo),
    shows: async (scene) => demo?.shows(scene),
    async visitor(language, options) {
      const context = await open(language, options)
      visits.push(context)
      return context.newPage()
    },
    lasting: async (language, options) => (await open(language, options)).newPage(),
  }
}

function started<Part>(part: Part | undefined): Part {
  if (!part) throw new Error('the site is opened by beforeAll: ask for visitors inside of tests')
  return part
}
