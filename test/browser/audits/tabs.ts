import type { BrowserContext, Page } from 'playwright-core'
import type { Language } from '../../../src/domain/language.ts'
import { aigerim, unknown, yerlan } from '../people.ts'
import type { Site } from '../site.ts'
import type { State, Who } from '../states.ts'
import { choosesLanguage, forgetsPassword, phoneSize, signsIn } from '../visitor.ts'
import { watchLayoutShifts } from './in-page.ts'
import { type Traffic, watchTraffic } from './traffic.ts'

const people = { aigerim, yerlan, forgetful: unknown }

export type Tab = { readonly page: Page; readonly traffic: Traffic }

/**
 * A browser and one tab for each visitor of the states, kept from state to state: to open a tab costs as much as three
 * pages. What a state left in it, the next one does not see.
 */
export function openTabs(site: Site, language: Language) {
  const contexts = new Map<Who, Promise<BrowserContext>>()
  const idle = new Map<Who, Tab>()
  const used = new Map<Who, Tab>()

  /** Strangers leave nothing behind, people stay signed in. */
  async function enter(who: Who): Promise<BrowserContext> {
    if (who !== 'stranger') await site.shows('plain')
    const page = await site.lasting(language)
    const context = page.context()
    await context.addInitScript(watchLayoutShifts)
    if (who !== 'stranger')
      await (who === 'forgetful' ? forgetsPassword : signsIn)(page, language, people[who])
    await page.close()
    return context
  }

  async function openTab(context: BrowserContext): Promise<Tab> {
    const page = await context.newPage()
    return { page, traffic: watchTraffic(page, site.origin()) }
  }

  return {
    /** The tab in which this state is reached, empty, on its scene. A tab that was not given back is closed. */
    async take({ who, scene = 'plain' }: State): Promise<Tab> {
      await used.get(who)?.page.close()
      const entered = contexts.get(who) ?? enter(who)
      contexts.set(who, entered)
      const context = await entered
      if (who === 'stranger') await choosesLanguage(context, language)
      await site.shows(scene)
      const tab = idle.get(who) ?? (await openTab(context))
      idle.delete(who)
      used.set(who, tab)
      tab.traffic.forget()
      return tab
    },
    /** When the state has been looked at. */
    async giveBack({ who }: State): Promise<void> {
      const tab = used.get(who)
      if (!tab) return
      const { page } = tab
      // From inside: Chromium keeps the process of the page for the next one.
      await page.evaluate(() => location.replace('about:blank'))
      await page.waitForURL('about:blank')
      await page.unrouteAll()
      await page.emulateMedia({ colorScheme: null })
      await page.setViewportSize(phoneSize)
      used.delete(who)
      idle.set(who, tab)
    },
  }
}
