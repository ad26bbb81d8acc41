import { languages } from '../../src/domain/language.ts'
import { recoveryWords } from '../../src/recovery/messages.ts'
import { signInWords } from '../../src/sign-in/messages.ts'
import type { Citizen } from '../citizen.ts'
import type { Page } from './page.ts'

export const freshPassword = 'Aspan-tau#9-jusan'

/** Names the IIN and presses «Забыли пароль?», in whatever language the page speaks. */
export async function asksForRecovery(citizen: Citizen, iin: string): Promise<Page> {
  await citizen.namesIin(iin)
  return citizen.presses(signInWords(languageOf(citizen)).forgot)
}

/** Fills in the recovery page's form and presses «Обновить». */
export async function enters(
  citizen: Citizen,
  code: string,
  password = freshPassword,
  repeat = password,
): Promise<Page> {
  const { withApp } = recoveryWords(languageOf(citizen))
  citizen.types({ [withApp.fresh]: password, [withApp.repeat]: repeat })
  citizen.page.field(withApp.code).setAttribute('value', code)
  return citizen.presses(withApp.update)
}

export async function sendsAgain(citizen: Citizen): Promise<Page> {
  return citizen.presses(recoveryWords(languageOf(citizen)).noApp.send)
}

/** A code of as many digits that is certainly another one. */
export function otherThan(code: string): string {
  return code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
}

function languageOf(citizen: Citizen) {
  return languages.find((language) => language === citizen.page.language) ?? 'ru'
}
