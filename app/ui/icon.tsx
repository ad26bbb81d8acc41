/** Drawings of 24 × 24 units, one stroke, round ends. */
const shapes = {
  back: 'M19 12H5.5M11.2 6L5.2 12l6 6',
  phone:
    'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3zM11 18h2',
  camera:
    'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M8 8h3v3H8zM13 8h3v3h-3zM8 13h3v3H8zM13.5 13.5h.1M15.9 15.9h.1',
  check: 'M4.5 12.8l4.8 4.7L19.5 7',
  cross: 'M6 6l12 12M18 6L6 18',
  error: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7.5v5.5M12 16.4v.1',
  info: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 11v5.5M12 7.6v.1',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7v5.2l3.4 2',
  key: 'M8 11.5a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 0 0 0-8.4zM11 12.8l8.5-8.5M16 7.8l2.8 2.8M13.4 10.4l1.8 1.8',
  shield: 'M12 3l7.5 2.8v5.4c0 4.6-3.1 8-7.5 9.8c-4.4-1.8-7.5-5.2-7.5-9.8V5.8zM8.8 12l2.3 2.3l4.2-4.5',
  lock: 'M6 10.5h12a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19v-7A1.5 1.5 0 0 1 6 10.5zM8 10.5V7.6a4 4 0 0 1 8 0v2.9M12 14.5v2',
  bell: 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.7H5zM10.2 20.7a2 2 0 0 0 3.6 0M12 5.4V3.6',
  offline:
    'M3.5 9.5a13 13 0 0 1 4-2.7M20.5 9.5A13 13 0 0 0 11 6M6.8 13a8.3 8.3 0 0 1 3.2-2M17.2 13a8 8 0 0 0-1.7-1.3M12 18.4v.1M4 3.5l16 17',
  renew: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 3.8v4.4h-4.4',
  forward: 'M9 5.5L15.5 12L9 18.5',
  copy: 'M9.5 8.5h9A1.5 1.5 0 0 1 20 10v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 8 19v-9a1.5 1.5 0 0 1 1.5-1.5zM5.5 15.5A1.5 1.5 0 0 1 4 14V5a1.5 1.5 0 0 1 1.5-1.5h9A1.5 1.5 0 0 1 16 5',
  person: 'M12 3.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 0 0 0-8.4zM4.2 20.5c.6-4 3.8-6 7.8-6s7.2 2 7.8 6',
} as const

export type IconName = keyof typeof shapes

/** An icon in the colour of its text. Decorative: words stand beside it, or a label on what holds it. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  )
}

/** The shanyrak, the crown of a yurt: the same mark as the portal's. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M16 2.5a13.5 13.5 0 1 0 0 27a13.5 13.5 0 1 0 0-27z" stroke-width="2.4" />
      <path
        d="M6.5 6.5Q10.5 21.5 25.5 25.5M6.5 6.5Q21.5 10.5 25.5 25.5M25.5 6.5Q10.5 10.5 6.5 25.5M25.5 6.5Q21.5 21.5 6.5 25.5"
        stroke-width="1.9"
      />
    </svg>
  )
}
