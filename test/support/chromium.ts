import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const isRoot = process.getuid?.() === 0
const isDebian = existsSync('/usr/bin/apt-get')

/** Where systems keep Chromium or Chrome; Playwright's own copy last. */
const knownPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  chromium.executablePath(),
]

/** Chromium, and a font that has every Kazakh letter and looks as it does on most phones here. */
const debianPackages = ['chromium', 'fonts-roboto-unhinted']

/** Roboto where a page asks for the system's own font, so that a machine without a desktop draws like a phone. */
const fontSettings = join(root, 'test/support/fonts.conf')

/**
 * A Chromium to drive, installed first where there is none. Throws a sentence that says what to do when it cannot be
 * installed: a suite without its browser has failed, not passed. The caller closes it. `more` are switches of Chromium,
 * for a camera that shows a file.
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: (hasFont() && findChromium()) || (await installChromium()),
    headless: true,
    env: { ...process.env, FONTCONFIG_FILE: fontSettings },
    args: [
      // Chromium refuses to sandbox itself as root, and what it opens here is our own pages.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
}

function findChromium(): string | undefined {
  return knownPlaces.find((place) => place !== '' && existsSync(place))
}

/** Where we may install it: the font by whose widths the pages are judged. */
function hasFont(): boolean {
  return !(isRoot && isDebian) || existsSync('/usr/share/fonts/truetype/roboto')
}

/** Debian's package where we may install it (it brings the libraries too), else Playwright's download. */
async function installChromium(): Promise<string> {
  console.log('Chromium or its font is missing: installing it. This takes a minute, once.')
  try {
    if (isDebian && isRoot) {
      await apt('update')
      await apt('install', '-y', '--no-install-recommends', ...debianPackages)
    } else {
      const playwright = join(root, 'node_modules/playwright-core/cli.js')
      await run(process.execPath, [playwright, 'install', 'chromium'])
    }
  } catch (cause) {
    throw new Error(howToInstall(), { cause })
  }
  const found = findChromium()
  if (!found) throw new Error(howToInstall())
  return found
}

async function apt(...words: string[]): Promise<void> {
  await run('/usr/bin/apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  })
}

function howToInstall(): string {
  const how = isDebian
    ? `as root: apt-get update && apt-get install ${debianPackages.join(' ')}`
    : 'Google Chrome, or run: npx playwright-core install --with-deps chromium'
  return `These tests drive a real browser and could not install one. Install it by hand, ${how}; then run them again.`
}
