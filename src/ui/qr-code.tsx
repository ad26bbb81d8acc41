import { encodeQR } from 'qr'

/** Modules of white around the code (ISO/IEC 18004 §9.1 asks for four). */
const quietZone = 4

/**
 * A QR code as one path: dark on white in both themes, at least 200 px wide. `text` is what a camera reads; `label`
 * says what the picture is to those who do not see it.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  // Nothing is printed or crumpled on a screen: the lowest correction gives the largest modules.
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: quietZone })
  return (
    <svg
      class="qr"
      width="208"
      height="208"
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      role="img"
      aria-label={label}
    >
      <path d={pathOf(modules)} />
    </svg>
  )
}

/** Runs of dark modules as strokes along the rows, each move relative to the one before: short to send. */
function pathOf(modules: readonly (readonly boolean[])[]): string {
  let path = ''
  let [atX, atY] = [0, 0]
  for (const [y, row] of modules.entries()) {
    for (let x = row.indexOf(true); x !== -1; x = row.indexOf(true, x)) {
      const after = row.indexOf(false, x)
      const end = after === -1 ? row.length : after
      path += path === '' ? `M${x} ${y}.5` : `m${x - atX} ${y - atY}`
      path += `h${end - x}`
      ;[atX, atY, x] = [end, y, end]
    }
  }
  return path
}
