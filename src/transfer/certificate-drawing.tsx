import type { Language } from '../domain/language.ts'

const labels: Readonly<Record<Language, string>> = {
  ru: 'Свидетельство о рождении: номер стоит внизу, после знака №',
  kk: 'Туу туралы куәлік: нөмірі төменде, № белгісінен кейін тұр',
  en: 'A birth certificate: its number stands at the bottom, after the sign №',
}

/** Where a birth certificate's number stands. */
export function CertificateDrawing({ language }: { language: Language }) {
  return (
    <svg class="certificate" width="200" viewBox="0 0 200 140" role="img" aria-label={labels[language]}>
      <path
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        d="M10 10h180v120H10zM40 34h120M40 52h90M40 70h105"
      />
      <path fill="none" stroke="currentColor" stroke-width="3" d="M84 98h96v22H84z" />
      <text x="132" y="114" text-anchor="middle" font-size="14" fill="currentColor">
        № 123456
      </text>
    </svg>
  )
}
