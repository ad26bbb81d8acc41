import { kept } from './speaking.ts'

/** The shanyrak, the crown of a yurt: a ring and two pairs of arcs that cross under it. 32 × 32 units. */
export const markPaths = {
  ring: 'M16 2.5a13.5 13.5 0 1 0 0 27a13.5 13.5 0 1 0 0-27z',
  arcs: 'M6.5 6.5Q10.5 21.5 25.5 25.5M6.5 6.5Q21.5 10.5 25.5 25.5M25.5 6.5Q10.5 10.5 6.5 25.5M25.5 6.5Q21.5 21.5 6.5 25.5',
} as const

/** The portal's mark, in the colour of the text around it. Decorative: the name always stands beside it. */
export const Mark = kept(
  ({ size = 32 }: { size?: number | undefined }) => (
    <svg
      class="mark"
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <path d={markPaths.ring} stroke-width="2.4" />
      <path d={markPaths.arcs} stroke-width="1.9" stroke-linecap="round" />
    </svg>
  ),
  ({ size }) => String(size),
)
