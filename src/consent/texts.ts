import type { AgreementDocument } from '../domain/agreements.ts'
import type { AgreementTexts } from './text.ts'
import { contactsEn } from './texts/contacts-2026-11-01.en.ts'
import { contactsKk } from './texts/contacts-2026-11-01.kk.ts'
import { contactsRu } from './texts/contacts-2026-11-01.ru.ts'
import { liabilityEn } from './texts/liability-2026-11-01.en.ts'
import { liabilityKk } from './texts/liability-2026-11-01.kk.ts'
import { liabilityRu } from './texts/liability-2026-11-01.ru.ts'

/** Every version that anybody may have accepted. Versions are added and never removed: a consent refers to its text. */
const texts: Readonly<Record<AgreementDocument, ReadonlyMap<string, AgreementTexts>>> = {
  liability: new Map([['2026-11-01', { ru: liabilityRu, kk: liabilityKk, en: liabilityEn }]]),
  contacts: new Map([['2026-11-01', { ru: contactsRu, kk: contactsKk, en: contactsEn }]]),
}

/** The texts of one version; undefined when there was never such a version. */
export function agreementTexts(document: AgreementDocument, version: string): AgreementTexts | undefined {
  return texts[document].get(version)
}
