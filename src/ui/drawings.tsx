import { markPaths } from './mark.tsx'

/** Small pictures of 96 × 96 units: the outline is drawn in ink and filled with the tint, the details are ink alone. */
const drawings = {
  install: {
    outline: 'M30 12h36a7 7 0 0 1 7 7v58a7 7 0 0 1-7 7H30a7 7 0 0 1-7-7V19a7 7 0 0 1 7-7z',
    details: 'M48 30v25M37 45l11 11l11-11M36 68h24',
  },
  scan: {
    outline: 'M28 28h40v40H28z',
    details:
      'M16 32V20a4 4 0 0 1 4-4h12M64 16h12a4 4 0 0 1 4 4v12M80 64v12a4 4 0 0 1-4 4H64M32 80H20a4 4 0 0 1-4-4V64M31 31h12v12H31zM53 31h12v12H53zM31 53h12v12H31zM54 54h4v4h-4zM62 62h4v4h-4zM62 54h3M54 64v2',
  },
  send: {
    outline: 'M20 22h56a7 7 0 0 1 7 7v30a7 7 0 0 1-7 7H46L30 80V66H20a7 7 0 0 1-7-7V29a7 7 0 0 1 7-7z',
    details:
      'M31 44a1 1 0 1 0 2 0a1 1 0 1 0-2 0M47 44a1 1 0 1 0 2 0a1 1 0 1 0-2 0M63 44a1 1 0 1 0 2 0a1 1 0 1 0-2 0',
  },
  feed: {
    outline: 'M30 66V45a18 18 0 0 1 36 0v21l6 7H24z',
    details: 'M41 80a8 8 0 0 0 14 0M48 26v-6M76 30a30 30 0 0 1 5 14M20 30a30 30 0 0 0-5 14',
  },
  children: {
    outline: 'M48 16a24 24 0 1 0 0 48a24 24 0 0 0 0-48z',
    details:
      'M39 39a1 1 0 1 0 2 0a1 1 0 1 0-2 0M55 39a1 1 0 1 0 2 0a1 1 0 1 0-2 0M38 49a12 12 0 0 0 20 0M48 16c1 6-4 9-9 8M20 82c3-11 14-16 28-16s25 5 28 16',
  },
  lost: {
    outline: 'M48 16a32 32 0 1 0 0 64a32 32 0 0 0 0-64z',
    details: 'M60 36l-8 16l-16 8l8-16zM47 48a1 1 0 1 0 2 0a1 1 0 1 0-2 0',
  },
  offline: {
    outline: 'M30 68a15 15 0 0 1 0-30a20 20 0 0 1 38 5a13 13 0 0 1 0 25z',
    details:
      'M37 80a1 1 0 1 0 2 0a1 1 0 1 0-2 0M47 84a1 1 0 1 0 2 0a1 1 0 1 0-2 0M57 80a1 1 0 1 0 2 0a1 1 0 1 0-2 0',
  },
  /** Shut for now, not well done: a lock, no tick. */
  safe: {
    outline: 'M26 43h44a6 6 0 0 1 6 6v28a6 6 0 0 1-6 6H26a6 6 0 0 1-6-6V49a6 6 0 0 1 6-6z',
    details: 'M32 43V30a16 16 0 0 1 32 0v13M44 60a4 4 0 1 0 8 0a4 4 0 1 0-8 0M48 64v8',
  },
} as const

export type DrawingName = keyof typeof drawings

/** A small calm picture beside words; decorative. */
export function Drawing({ name, size = 96 }: { name: DrawingName; size?: number | undefined }) {
  return (
    <svg class="drawing" width={size} height={size} viewBox="0 0 96 96" aria-hidden="true">
      <path class="drawing-outline" d={drawings[name].outline} />
      <path d={drawings[name].details} />
    </svg>
  )
}

/** The mark, large and faint: behind the words of the home page. */
export function Crown() {
  return (
    <svg class="crown" width="320" height="320" viewBox="0 0 32 32" aria-hidden="true">
      <path d={markPaths.ring} />
      <path d={markPaths.arcs} />
    </svg>
  )
}
