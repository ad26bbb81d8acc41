import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('./', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const [light = '', dark = ''] = read('tokens.css').split('@media')

test('no other stylesheet names a colour', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.css') && file !== 'tokens.css')) {
    expect(read(name), name).not.toMatch(
      /#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|lab|color-mix)\(|:\s*(white|black|red)\b/i,
    )
  }
})

/** WCAG 2.2 SC 1.4.3 asks 4.5 for words, SC 1.4.11 asks 3 for the edges of controls. */
const pairs = [
  ['--ink', '--surface', 4.5],
  ['--ink', '--page', 4.5],
  ['--ink', '--tint', 4.5],
  ['--ink-soft', '--surface', 4.5],
  ['--ink-soft', '--page', 4.5],
  ['--ink-soft', '--sunken', 4.5],
  ['--link', '--surface', 4.5],
  ['--link', '--page', 4.5],
  ['--on-primary', '--primary', 4.5],
  ['--on-primary', '--primary-hover', 4.5],
  ['--on-primary', '--primary-press', 4.5],
  ['--on-tint', '--tint', 4.5],
  ['--on-gold', '--gold-soft', 4.5],
  ['--good', '--good-soft', 4.5],
  ['--good', '--sunken', 4.5],
  ['--bad', '--surface', 4.5],
  ['--bad', '--page', 4.5],
  ['--bad', '--bad-soft', 4.5],
  ['--edge', '--surface', 3],
  ['--edge', '--page', 3],
] as const

test.each(pairs)('%s stands out on %s by %f in both themes', (ink, ground, least) => {
  for (const theme of [light, light + dark]) {
    expect(contrast(colourOf(theme, ink), colourOf(theme, ground))).toBeGreaterThanOrEqual(least)
  }
})

/** The last value given to a token: a later theme overrides an earlier one. */
function colourOf(theme: string, token: string): string {
  const values = [...theme.matchAll(new RegExp(`${token}:\\s*#([0-9a-f]{6})`, 'g'))].map((match) => match[1])
  return values.at(-1) ?? ''
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dim + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
