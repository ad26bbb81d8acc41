import { type Language, languages } from '../../src/domain/language.ts'
import { recoveryWords } from '../../src/recovery/messages.ts'
import { transferWords } from '../../src/transfer/messages.ts'
import { numberWords } from '../../src/transfer/messages-of-number.ts'
import type { Citizen } from '../citizen.ts'
import type { Family } from './family.ts'
import { type Installation, newInstallation } from './installation.ts'
import type { Page } from './page.ts'
import type { TestPortal } from './portal.ts'
import { asksForRecovery, freshPassword } from './recovery.ts'

export function languageOf(citizen: Citizen): Language {
  return languages.find((language) => language === citizen.page.language) ?? 'ru'
}

/** What a claimant types into the five questions, by the fields' ids. */
export type Typed = {
  readonly child: string
  readonly certificate: string
  readonly first: string
  readonly second: string
  readonly who: string
  readonly status: string
  readonly month: string
  readonly year: string
}

/** The right answers of a family. */
export function rightAnswers(family: Family): Typed {
  const [year = '', month = ''] = family.since.split('-')
  return {
    child: family.child,
    certificate: family.certificate,
    first: family.parents[0],
    second: family.parents[1] ?? '',
    who: '',
    status: family.status,
    month: String(Number(month)),
    year,
  }
}

/** From the IIN to the questions. */
export async function asksForTransfer(citizen: Citizen, iin: string): Promise<Page> {
  await asksForRecovery(citizen, iin)
  return citizen.presses(recoveryWords(languageOf(citizen)).notMine.update)
}

/** Types answers into the questions' page, as it stands, without pressing anything. */
export function fills(citizen: Citizen, typed: Partial<Typed>): void {
  const { document } = citizen.page
  for (const [id, text] of Object.entries(typed)) {
    const radios = [...document.querySelectorAll(`input[type=radio][name=${id}]`)]
    for (const radio of radios) {
      if (radio.getAttribute('value') === text) radio.setAttribute('checked', '')
      else radio.removeAttribute('checked')
    }
    if (radios.length === 0) document.getElementById(id)?.setAttribute('value', text)
  }
}

/** Answers and presses «Далее». */
export async function answers(citizen: Citizen, typed: Partial<Typed>): Promise<Page> {
  fills(citizen, typed)
  return citizen.presses(transferWords(languageOf(citizen)).next)
}

/** Answers, says which parent is here where that is asked (`who`), goes on and says «Да, обновить». */
export async function answersAll(citizen: Citizen, typed: Partial<Typed>): Promise<Page> {
  const page = await answers(citizen, typed)
  if (page.address === '/transfer' && page.document.getElementById('who') && typed.who)
    await answers(citizen, { who: typed.who })
  return citizen.presses(transferWords(languageOf(citizen)).confirm.yes)
}

/** Wrong answers of a claimant until the day's attempts are used up; returns the page that asks for a number first. */
export async function pastTheLimits(citizen: Citizen, claimant: string, typed: Typed): Promise<Page> {
  await asksForTransfer(citizen, claimant)
  const wrong = { ...typed, certificate: '9999999' }
  for (let tries = 0; tries < 3; tries += 1) {
    const page = await answersAll(citizen, wrong)
    // Others have used up the child's.
    if (page.address !== '/transfer') return page
  }
  return answersAll(citizen, { certificate: typed.certificate })
}

/** «Получить код» for a number. */
export async function asksCode(citizen: Citizen, phone: string): Promise<Page> {
  const words = numberWords(languageOf(citizen))
  citizen.types({ [words.phone]: phone })
  return citizen.presses(words.send)
}

/** The one-time password that stands on the page. */
export function oneTimeOf(citizen: Citizen): string {
  return citizen.page.document.querySelector('output')?.textContent ?? ''
}

/** An app uses the page's one-time password; its binding, or undefined when it was refused. */
export async function proves(
  citizen: Citizen,
  app: Installation,
  phone: string,
): Promise<string | undefined> {
  const { status, body } = await app.activates(phone, { password: oneTimeOf(citizen) })
  return status === 200 ? String(body.binding) : undefined
}

/** The code that an app shows for its newest request. */
export async function codeFrom(app: Installation): Promise<string> {
  const { status, body } = await app.showsCode()
  if (typeof body.code !== 'string') throw new Error(`no code: ${status} ${JSON.stringify(body)}`)
  return body.code
}

/** A new app uses the page's one-time password and shows the code. */
export async function codeOfNewApp(portal: TestPortal, citizen: Citizen, phone: string): Promise<string> {
  const app = await newInstallation(portal)
  await proves(citizen, app, phone)
  return codeFrom(app)
}

/** Types code and password and presses «Переоформить». */
export async function finishes(citizen: Citizen, code: string, password = freshPassword): Promise<Page> {
  const words = numberWords(languageOf(citizen))
  citizen.types({ [words.fresh]: password, [words.repeat]: password, [words.code]: code })
  return citizen.presses(words.finish)
}
