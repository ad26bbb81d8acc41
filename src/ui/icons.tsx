import { kept } from './speaking.ts'

/** Drawings of 24 × 24 units, one stroke, round ends. Filled dots are zero-length strokes. */
const shapes = {
  error: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7.5v5.5M12 16.4v.1',
  warning: 'M12 3.8 2.9 19.5h18.2zM12 10v4.4M12 17v.1',
  info: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 11v5.5M12 7.6v.1',
  success: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM8 12.3l2.8 2.8L16.2 9.4',
  check: 'M4.5 12.8l4.8 4.7L19.5 7',
  cross: 'M6 6l12 12M18 6L6 18',
  lock: 'M6 10.5h12a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19v-7A1.5 1.5 0 0 1 6 10.5zM8 10.5V7.6a4 4 0 0 1 8 0v2.9M12 14.5v2',
  shield: 'M12 3l7.5 2.8v5.4c0 4.6-3.1 8-7.5 9.8c-4.4-1.8-7.5-5.2-7.5-9.8V5.8zM8.8 12l2.3 2.3l4.2-4.5',
  bell: 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.7H5zM10.2 20.7a2 2 0 0 0 3.6 0M12 5.4V3.6',
  child:
    'M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM9 11.4v.1M15 11.400v.1M8.7 15a4.3 4.3 0 0 0 6.6 0M12 3.500c.6 2-.9 3.2-2.7 3',
  person: 'M12 3.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 0 0 0-8.4zM4.2 20.5c.6-4 3.8-6 7.8-6s7.2 2 7.8 6',
  document:
    'M6.5 3.5h7.2l4.3 4.4v11.1a1.5 1.5 0 0 1-1.5 1.5h-10A1.5 1.5 0 0 1 5 19V5a1.5 1.5 0 0 1 1.5-1.5zM13.5 3.8v4.4h4.2M8.5 12.5h6M8.5 16h4',
  referral: 'M4 6.5h16v11H4zM4.5 7l7.5 6l7.5-6',
  transfer: 'M4.5 8.5h14M15 5l3.5 3.5L15 12M19.5 15.5h-14M9 12l-3.5 3.5L9 19',
  queue: 'M9 6.5h11M9 12h11M9 17.5h11M4.6 6.5v.1M4.6 12v.1M4.6 17.5v.1',
  attendance:
    'M5.5 5.5h13A1.5 1.5 0 0 1 20 7v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19V7a1.5 1.5 0 0 1 1.5-1.5zM8 3.2v4M16 3.2v4M4.2 10h15.6M8.8 15l2.2 2.2l4.2-4.3',
  key: 'M8 11.5a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 0 0 0-8.4zM11 12.8l8.5-8.5M16 7.8l2.8 2.8M13.4 10.4l1.8 1.8',
  device:
    'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3zM11 18h2',
  browser:
    'M4.5 5h15A1.5 1.5 0 0 1 21 6.500v9a1.5 1.5 0 0 1-1.5 1.500h-15A1.5 1.5 0 0 1 3 15.500v-9A1.5 1.5 0 0 1 4.5 5zM8.5 20.500h7M12 17.200v3',
  help: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM9.5 9.600a2.6 2.6 0 1 1 3.7 2.300c-.8.4-1.2.9-1.2 1.700M12 16.700v.1',
  back: 'M19 12H5.500M11.2 6L5.2 12l6 6',
  forward: 'M9 5.500L15.5 12L9 18.5',
  out: 'M10 4H6.500A1.5 1.5 0 0 0 5 5.500v13A1.5 1.5 0 0 0 6.5 20H10M10 12h10M16 8l4 4l-4 4',
  external:
    'M13.5 4.500h6v6M19.3 4.700L11 13M17.5 14v4.500a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1H10',
} as const

export type IconName = keyof typeof shapes

type IconProps = { name: IconName; size?: number | undefined }
const keyOf = ({ name, size }: IconProps) => `${name} ${size}`

/** An icon in the colour of its text. Always decorative: words stand beside it, or `aria-label` on what holds it. */
export const Icon = kept(
  ({ name, size = 24 }: IconProps) => (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  ),
  keyOf,
)

/** Icons to be drawn by `<UseIcon>`: for lists that repeat them and for cards that a script adds. */
export const IconSprite = kept(
  ({ names }: { names: readonly IconName[] }) => (
    <svg class="sprite" width="0" height="0" aria-hidden="true">
      {names.map((name) => (
        <symbol id={`icon-${name}`} viewBox="0 0 24 24">
          <path d={shapes[name]} />
        </symbol>
      ))}
    </svg>
  ),
  ({ names }) => names.join(' '),
)

export const UseIcon = kept(
  ({ name, size = 24 }: IconProps) => (
    <svg class="icon" width={size} height={size} aria-hidden="true">
      <use href={`#icon-${name}`} />
    </svg>
  ),
  keyOf,
)
