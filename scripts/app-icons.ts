import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '../test/support/chromium.ts'

/** Draws the app's icons from the mark, once: the results are committed, so no build needs a browser for them. */
const folder = fileURLToPath(new URL('../app/public', import.meta.url))
const ring = 'M16 2.5a13.5 13.5 0 1 0 0 27a13.5 13.5 0 1 0 0-27z'
const arcs =
  'M6.5 6.5Q10.5 21.5 25.5 25.5M6.5 6.5Q21.5 10.5 25.5 25.5M25.5 6.5Q10.5 10.5 6.5 25.5M25.5 6.5Q21.5 21.5 6.5 25.5'

type Look = { readonly corner: number; readonly share: number; readonly ground: string }
/** Android cuts a maskable icon to any shape within a circle of 80 %: the mark stays inside of it. */
const looks = {
  plain: { corner: 0.22, share: 0.66, ground: '#00677f' },
  maskable: { corner: 0, share: 0.52, ground: '#00677f' },
  apple: { corner: 0, share: 0.62, ground: '#00677f' },
  badge: { corner: 0, share: 0.86, ground: 'none' },
} as const satisfies Record<string, Look>

function svg({ corner, share, ground }: Look): string {
  const [size, mark] = [44, 44 * share]
  const scale = mark / 32
  const place = (size - mark) / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">`,
    '<title>ED24</title>',
    `<rect width="${size}" height="${size}" rx="${size * corner}" fill="${ground}"/>`,
    `<g transform="translate(${place.toFixed(2)} ${place.toFixed(2)}) scale(${scale.toFixed(4)})" fill="none" stroke="#fff" stroke-linecap="round">`,
    `<path d="${ring}" stroke-width="2.4"/><path d="${arcs}" stroke-width="1.9"/>`,
    '</g></svg>',
  ].join('')
}

const files = [
  ['icon-192.png', 192, looks.plain],
  ['icon-512.png', 512, looks.plain],
  ['maskable-192.png', 192, looks.maskable],
  ['maskable-512.png', 512, looks.maskable],
  ['apple-touch-icon.png', 180, looks.apple],
  ['badge-96.png', 96, looks.badge],
] as const

writeFileSync(join(folder, 'icon.svg'), svg(looks.plain))
const browser = await launchBrowser()
for (const [name, size, look] of files) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const sized = svg(look).replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `)
  await page.setContent(`<body style="margin:0;background:transparent">${sized}</body>`)
  await page.screenshot({ path: join(folder, name), omitBackground: true })
  await page.close()
}
await browser.close()
