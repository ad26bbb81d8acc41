import type { Language } from '../../src/domain/language.ts'

/** The version that a person accepts; shown with the text. */
export const agreementVersion = '2026-11-01'

export type AgreementPart = { readonly heading: string; readonly body: readonly string[] }
export type AppAgreement = { readonly title: string; readonly parts: readonly AgreementPart[] }

/** The agreement about the app; fetched when it is opened. */
export async function readAgreement(language: Language): Promise<AppAgreement> {
  const texts = {
    kk: () => import('./kk.ts'),
    ru: () => import('./ru.ts'),
    en: () => import('./en.ts'),
  }
  return (await texts[language]()).agreement
}
