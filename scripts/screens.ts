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
import { appScreens, showApp } from './screens-of-app.ts'

/*
 * `npm run screens`: pictures of every page and every state. The pages themselves as a phone and a wide screen show them,
 * in light and in dark, in Russian; in Kazakh too, but for the dark wide screen, whose colours the Russian ones show; every
 * other state once, on the phone; the screens of the app. Further words on the command line name the states to picture.
 */
const folder = fileURLToPath(new URL('../docs/screens', import.meta.url))
const mostMegabytes = 15
/** Of WebP: words are still sharp, and the folder stays within its weight. */
const quality = 22
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
  for (const language of ['ru', 'kk'] as const) await pictureApp(browser, language)
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
      await take(page, theme, fileOf(state.name, language, width, theme))
    }
    await page.close()
  }
  for (const context of visits.values()) await context.close()
}

async function pictureApp(browser: Browser, language: 'ru' | 'kk'): Promise<void> {
  if (wanted.length > 0 && !appScreens.some((screen) => wanted.includes(screen))) return
  await showApp(browser, language, async (page, screen) => {
    await growTo(page, 360)
    for (const theme of themes) await take(page, theme, fileOf(screen, language, 360, theme))
  })
}

async function take(page: Page, colorScheme: Shot['theme'], file: string): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.screenshot({ path: join(folder, file), type: 'webp', quality })
}

type Shot = { readonly width: (typeof widths)[number]; readonly theme: (typeof themes)[number] }

/** Which pictures a state has: few, as they are kept in the repository. */
function shotsOf({ main }: State, language: Language): readonly Shot[] {
  if (!main) return [{ width: 360, theme: 'light' }]
  const all = widths.flatMap((width) => themes.map((theme) => ({ width, theme })))
  return language === 'ru' ? all : all.filter(({ width, theme }) => width === 360 || theme === 'light')
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
  const linksOf = (name: string, language: Language, shots: readonly Shot[]) =>
    shots.map(({ width, theme }) => `[${width} ${theme}](${fileOf(name, language, width, theme)})`).join(', ')
  const rows = (language: Language, shown: readonly State[]) =>
    shown.map((state) => `| ${state.name} | ${linksOf(state.name, language, shotsOf(state, language))} |`)
  const onPhone = themes.map((theme) => ({ width: 360, theme }) as const)
  const appRows = appScreens.map(
    (screen) => `| ${screen} | ${linksOf(screen, 'ru', onPhone)} | ${linksOf(screen, 'kk', onPhone)} |`,
  )
  const head = ['| state | pictures |', '|---|---|']
  return [
    '# Screens',
    '',
    'Made by `npm run screens`: every page, 360 and 1280 pixels wide, in light and dark, every state a person can bring about, and the screens of ED24.',
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
    '## ED24',
    '',
    '| screen | Russian | Kazakh |',
    '|---|---|---|',
    ...appRows,
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
