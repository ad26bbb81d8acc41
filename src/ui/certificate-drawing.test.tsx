import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { type Language, languages } from '../domain/language.ts'
import { CertificateDrawing } from './certificate-drawing.tsx'

const validator = new HtmlValidate({ extends: ['html-validate:standard'] })
const names: Readonly<Record<Language, { readonly spoken: string; readonly drawn: string }>> = {
  kk: { spoken: 'Куәліктің нөмірі', drawn: 'Куәліктің нөмірі' },
  ru: { spoken: 'Номер свидетельства', drawn: 'Номер свидетельства' },
  en: { spoken: 'The certificate’s number', drawn: 'Certificate number' },
}

test.each(languages)(
  'in %s the drawing names the number to eyes and ears, small and valid',
  async (language) => {
    const markup = String(<CertificateDrawing language={language} />)
    const report = await validator.validateString(`<!DOCTYPE html>${markup}`)
    expect(report.results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([])
    expect(/role="img" aria-label="([^"]*)"/.exec(markup)?.[1]).toContain(names[language].spoken)
    expect(textOf(markup)).toBe(`II-АБ № 123456 ${names[language].drawn}`)
    expect(Buffer.byteLength(markup)).toBeLessThanOrEqual(2.5 * 1024)
  },
)

test('its colours are the tokens’ alone', () => {
  for (const language of languages)
    expect(String(<CertificateDrawing language={language} />)).not.toMatch(
      /style=|(fill|stroke)="|#[0-9a-f]{3,6}"/i,
    )
})

const textOf = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
