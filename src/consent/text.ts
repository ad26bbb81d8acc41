import type { Language } from '../domain/language.ts'

/** A part of an agreement: paragraphs, and lists of short points. */
export type Part = {
  readonly heading: string
  readonly body: readonly (string | readonly string[])[]
}

/** An agreement in one language, as it is shown and accepted. A published text is never edited: it gets a new version. */
export type AgreementText = {
  readonly title: string
  readonly opening: string
  readonly parts: readonly Part[]
}

/** The same agreement in every language. */
export type AgreementTexts = Readonly<Record<Language, AgreementText>>
