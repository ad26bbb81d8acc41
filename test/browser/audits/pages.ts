import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { type Language, languages } from '../../../src/domain/language.ts'
import { openSite } from '../site.ts'
import { states } from '../states.ts'
import { layoutShifts, sidewaysScroll, smallTargets, texts } from './in-page.ts'
import { isData } from './language.ts'
import { inaccessible, inaccessibleInDark, invalidHtml } from './standards.ts'
import { openTabs } from './tabs.ts'
import { assetBytes, tooHeavy } from './traffic.ts'

const widths = [360, 320]

/** The texts of each state, by its name. */
type Texts = Record<string, readonly string[]>

/**
 * Every page in every state, looked at in one language: a file of tests for each, so that two languages are audited at
 * the same time. Whichever language is done later compares its texts with those that are there.
 */
export function auditPages(language: Language): void {
  const site = openSite()
  const tabs = openTabs(site, language)
  const read: Texts = {}
  let assets: Promise<number> | undefined

  test.each(states)('$name', async (state) => {
    assets ??= site.visitor(language).then(assetBytes)
    const { page, traffic } = await tabs.take(state)
    await state.reach(page, site.demo())
    await page.waitForLoadState('load')

    const document = traffic.document()
    if (!document) throw new Error('no page was answered')
    const found = [...(await page.evaluate(layoutShifts)), ...traffic.troubles()]
    const status = document.status()
    if (status !== (state.status ?? 200)) found.push(`answers ${status}`)
    if ((await page.locator('html').getAttribute('lang')) !== language) found.push('lang is another')
    found.push(...(await tooHeavy(document, await assets)))
    found.push(...(await invalidHtml(await document.text())))
    found.push(...(await page.evaluate(smallTargets)))
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 })
      found.push(...(await page.evaluate(sidewaysScroll)))
    }
    // Colours are the same in every language: one look at them, in either theme, is enough.
    const withColours = language === 'kk'
    found.push(...(await inaccessible(page, { withColours })))
    if (withColours) found.push(...(await inaccessibleInDark(page)))
    read[state.name] = await page.evaluate(texts)
    await tabs.giveBack(state)
    expect(found).toEqual([])
  })

  test('no page says in this language what it says in another', () => {
    const fileOf = (each: Language) => join(inject('textsFolder'), `${each}.json`)
    writeFileSync(fileOf(language), JSON.stringify(read))
    const leftovers = languages.flatMap((other) => {
      if (other === language) return []
      const said = textsIn(fileOf(other))
      return Object.entries(read).flatMap(([name, mine]) => {
        const known = new Set(said?.[name])
        return mine
          .filter((text) => known.has(text) && !isData(text))
          .map((text) => `${name}, ${language} and ${other}: ${text}`)
      })
    })
    expect(leftovers).toEqual([])
  })
}

/** What another language's audit has read; undefined while it is under way, or when it is not run. */
function textsIn(file: string): Texts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
