import { catalogue, type Language } from '../domain/language.ts'
import { markPaths } from './mark.tsx'

const certificateWords = catalogue(
  {
    label: 'Свидетельство о рождении. Номер свидетельства стоит внизу, после знака №',
    callout: ['Номер', 'свидетельства'],
  },
  {
    label: 'Туу туралы куәлік. Куәліктің нөмірі төменде, № белгісінен кейін тұр',
    callout: ['Куәліктің', 'нөмірі'],
  },
  {
    label: 'A birth certificate. The certificate’s number stands at the bottom, after the sign №',
    callout: ['Certificate', 'number'],
  },
)

/** A ram's horn for a corner of the frame, as on felt carpets: drawn once and turned into the other three. */
const horn = 'M30 44V32q0-4 4-4h12M36 40q0-6 6-6q4 0 4 3.500t-3 3.500'

/** Words stand as lines: a heading, then short labels over what is filled in. */
const headings = 'M66 78h68'
const labels = 'M46 104h26M46 128h38M46 152h30M106 152h22'
const lines = 'M78 90h44M46 113h108M46 137h108M46 161h48M106 161h48'

/**
 * Where a birth certificate's number stands: our own drawing of a certificate, with the number ringed and named. Not a
 * copy of the state's form, which no public source describes; only the number's place in the lower part is meant.
 */
export function CertificateDrawing({ language }: { language: Language }) {
  const { label, callout } = certificateWords(language)
  return (
    <svg class="certificate" viewBox="0 0 320 264" role="img" aria-label={label}>
      <rect class="sheet" x="16" y="12" width="168" height="240" rx="6" />
      <rect class="frame" x="24" y="20" width="152" height="224" rx="3" />
      <g class="pattern">
        <path id="certificate-horn" d={horn} />
        <use href="#certificate-horn" transform="matrix(-1 0 0 1 200 0)" />
        <use href="#certificate-horn" transform="matrix(1 0 0 -1 0 264)" />
        <use href="#certificate-horn" transform="matrix(-1 0 0 -1 200 264)" />
        <circle class="rays" cx="100" cy="48" r="19" />
        <g transform="translate(86.400 34.400) scale(.85)">
          <path d={markPaths.ring} />
          <path d={markPaths.arcs} />
        </g>
      </g>
      <path class="heading" d={headings} />
      <path class="lines" d={lines} />
      <path class="labels" d={labels} />
      <g class="seal">
        <circle cx="64" cy="184" r="12" />
        <path d="M106 190q6-16 9-8t5 2t6 0t8-3t14-2" />
      </g>
      <rect class="halo" x="44" y="205" width="112" height="28" rx="14" />
      <text class="number" x="100" y="224">
        II-АБ № 123456
      </text>
      <path class="arrow" d="M252 176q0 43-86 43M174 212l-9 7l9 7" />
      <text class="callout" x="252" y="146">
        {callout[0]}
        <tspan x="252" dy="20">
          {callout[1]}
        </tspan>
      </text>
    </svg>
  )
}
