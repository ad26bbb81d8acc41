import { expect } from 'vitest'
import { printedCodeWords } from '../../src/cabinet/security/printed-code-messages.ts'
import { type Language, languages } from '../../src/domain/language.ts'
import { recoveryWords } from '../../src/recovery/messages.ts'
import { printedWords } from '../../src/recovery/printed/messages.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import type { Page } from './page.ts'
import type { Person } from './people.ts'
import type { TestPortal } from './portal.ts'
import { asksForRecovery, freshPassword } from './recovery.ts'

/** Signs in, makes a code in Security and reads it from the page. */
export async function prints(
  portal: TestPortal,
  person: Person,
  { language = 'ru', password = person.password }: { language?: Language; password?: string } = {},
): Promise<{ owner: Citizen; code: string }> {
  const owner = newCitizen(portal, { language })
  await owner.signsIn(person, password)
  await owner.opens('/cabinet/security/printed-code')
  const page = await owner.presses(printedCodeWords(language).make)
  const output = page.document.querySelector('output')
  expect(output?.getAttribute('aria-label')).toBe(printedCodeWords(language).code)
  const code = output?.textContent ?? ''
  expect(code).toMatch(/^[0-9A-Z]{20}$/)
  portal.log.forbid(code)
  return { owner, code }
}

/** Asks for recovery in a new browser and goes on with the code on paper. */
export async function opensPrinted(
  portal: TestPortal,
  person: { iin: Person['iin'] },
  language: Language = 'ru',
): Promise<Citizen> {
  const citizen = newCitizen(portal, { language })
  await asksForRecovery(citizen, person.iin)
  await citizen.follows(recoveryWords(language).onPaper)
  return citizen
}

/** Types the code on paper and a new password. */
export async function entersPrinted(citizen: Citizen, code: string, password = freshPassword): Promise<Page> {
  const words = printedWords(languages.find((each) => each === citizen.page.language) ?? 'ru')
  citizen.types({ [words.fresh]: password, [words.repeat]: password })
  citizen.page.field(words.code).setAttribute('value', code)
  return citizen.presses(words.update)
}
