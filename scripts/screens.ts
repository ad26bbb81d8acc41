import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Language } from '../src/domain/language.ts'
import { aigerim, unknown, yerlan } from '../test/browser/people.ts'
import { type State, states, type Who } from '../test/browser/states.ts'
import { choosesLanguage, contextOptions, forgetsPassword, signsIn } from '../test/browser/visitor.ts'
import { launchBrowser } from '../test/support/chromium.ts'
import { startDemo } from '../test/support/demo-server.ts'

/*
 * `npm run screens`: pictures of every page and every state. The pages themselves as a phone and a wide screen show them,
 * in light and in dark, in Russian; in Kazakh on the phone; every other state once, on the phone. Further words on the
 * command line name the states to picture.
 */
const folder = fileURLToPath(new URL('../docs/screens', import.meta.url))
const mostMegabytes = 15
const widths = [360, 1280] as const
const themes = ['light', 'dark'] as const
const wanted = process.argv.slice(2)

const demo = await startDemo()
const browser = await launchBrowser()
try {
  await mkdir(folder, { recursive: true })
  if (wanted.length === 0) await removePictures()
  const shown = states.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  await picture(browser, 'ru', shown)
  await picture(
    browser,
    'kk',
    shown.filter(({ main }) => main),
  )
  if (wanted.length === 0) await writeFile(join(folder, 'README.md'), index())
  await weigh()
} finally {
  await browser.close()
  await demo.stop()
}

async function picture(browser: Browser, language: Language, shown: readonly State[]): Promise<void> {
  const visits = new Map<Who, BrowserContext>()
  for (const state of shown) {
    const context = visits.get(state.who) ?? (await visit(browser, language, state.who))
    visits.set(state.who, context)
    if (state.who === 'stranger') await choosesLanguage(context, language)
    const page = await context.newPage()
    await demo.shows(state.scene ?? 'plain')
    await state.reach(page, demo)
    for (const { width, theme } of shotsOf(state, language)) {
      await growTo(page, width)
      await page.emulateMedia({ colorScheme: theme })
      const path = join(folder, fileOf(state.name, language, width, theme))
      await page.screenshot({ path, type: 'webp', quality: 36 })
    }
    await page.close()
  }
  for (const context of visits.values()) await context.close()
}

type Shot = { readonly width: (typeof widths)[number]; readonly theme: (typeof themes)[number] }

/** Which pictures a state has: few, as they are kept in the repository. */
function shotsOf({ main }: State, language: Language): readonly Shot[] {
  if (!main) return [{ width: 360, theme: 'light' }]
  const shown = language === 'ru' ? widths : ([360] as const)
  return shown.flatMap((width) => themes.map((theme) => ({ width, theme })))
}

/** A window as high as its page, so that the bar under the thumb stands at the foot of the picture. */
async function growTo(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: width < 640 ? 740 : 800 })
  const height = await page.locator('html').evaluate((html) => html.scrollHeight)
  await page.setViewportSize({ width, height })
}

async function visit(browser: Browser, language: Language, who: Who): Promise<BrowserContext> {
  const context = await browser.newContext(contextOptions(demo.origin))
  await choosesLanguage(context, language)
  if (who === 'stranger') return context
  await demo.shows('plain')
  const page = await context.newPage()
  if (who === 'forgetful') await forgetsPassword(page, language, unknown)
  else await signsIn(page, language, who === 'aigerim' ? aigerim : yerlan)
  await page.close()
  return context
}

function fileOf(name: string, language: Language, width: number, theme: string): string {
  return `${name}.${language}.${width}.${theme}.webp`
}

function index(): string {
  const rows = (language: Language, shown: readonly State[]) =>
    shown.map((state) => {
      const links = shotsOf(state, language).map(
        ({ width, theme }) => `[${width} ${theme}](${fileOf(state.name, language, width, theme)})`,
      )
      return `| ${state.name} | ${links.join(', ')} |`
    })
  const head = ['| state | pictures |', '|---|---|']
  return [
    '# Screens',
    '',
    'Made by `npm run screens`: every page, 360 and 1280 pixels wide, in light and dark, and every state a person can bring about.',
    '',
    '## Russian',
    '',
    ...head,
    ...rows('ru', states),
    '',
    '## Kazakh',
    '',
    ...head,
    ...rows(
      'kk',
      states.filter(({ main }) => main),
    ),
    '',
  ].join('\n')
}

async function removePictures(): Promise<void> {
  const files = await readdir(folder)
  for (const file of files.filter((name) => name.endsWith('.webp'))) await rm(join(folder, file))
}

/** Pictures are kept in the repository, so they stay few and small. */
async function weigh(): Promise<void> {
  const files = await readdir(folder)
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size))
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1_000_000
  console.log(`${files.length} files, ${megabytes.toFixed(1)} MB in docs/screens`)
  if (megabytes > mostMegabytes) throw new Error(`docs/screens is heavier than ${mostMegabytes} MB`)
}
