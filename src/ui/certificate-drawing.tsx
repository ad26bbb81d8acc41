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
const horn = 'M31 45V33q0-6 6-6h12M38 45v-4q0-7 7-7h3q5 0 5 4.500t-4.500 4.500t-3.500-3.500'

/** Words stand as lines: short labels over what is filled in. */
const labels = 'M46 98h26M46 121h38M46 144h30M106 144h22'
const lines = 'M76 86h48M46 107h108M46 130h108M46 153h48M106 153h48'

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
      <g class="water" transform="translate(50.400 80) scale(3.100)">
        <g id="certificate-mark">
          <path d={markPaths.ring} />
          <path d={markPaths.arcs} />
        </g>
      </g>
      <g class="pattern">
        <path id="certificate-horn" d={horn} />
        <use href="#certificate-horn" transform="matrix(-1 0 0 1 200 0)" />
        <use href="#certificate-horn" transform="matrix(1 0 0 -1 0 264)" />
        <use href="#certificate-horn" transform="matrix(-1 0 0 -1 200 264)" />
        <use href="#certificate-mark" transform="translate(86.400 32.400) scale(.85)" />
        <circle class="rays" cx="100" cy="46" r="19" />
      </g>
      <path class="heading" d="M66 76h68" />
      <path class="lines" d={lines} />
      <path class="labels" d={labels} />
      <path
        class="signed"
        d="M52 168a11 11 0 1 0 22 0a11 11 0 1 0-22 0M57 168a6 6 0 1 0 12 0a6 6 0 1 0-12 0M108 173q6-16 9-8t5 2t6 0t8-3t14-2"
      />
      <rect class="halo" x="44" y="187" width="112" height="28" rx="14" />
      <text class="number" x="100" y="205.500">
        II-АБ № 123456
      </text>
      <path class="arrow" d="M252 160q0 41-84 41M176 194l-9 7l9 7" />
      <text class="callout" x="252" y="128">
        {callout[0]}
        <tspan x="252" dy="20">
          {callout[1]}
        </tspan>
      </text>
    </svg>
  )
}
