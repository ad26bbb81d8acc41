type Terminal = { readonly isTTY?: boolean; write(text: string): unknown }

const barWidth = 24
const everyMilliseconds = { terminal: 200, file: 5000 }

/**
 * Shows how far a long work is: a line that redraws itself on a terminal, a line every five seconds elsewhere. `lineOf` gets
 * the seconds since the start; with `atOnce` a line is not left out for having come soon after another.
 */
export function showLines(terminal: Terminal, now: () => number = () => performance.now()) {
  const started = now()
  let shown = started
  const pause = terminal.isTTY ? everyMilliseconds.terminal : everyMilliseconds.file
  return {
    say(lineOf: (seconds: number) => string, atOnce = false): void {
      const at = now()
      if (at - shown < pause && !atOnce) return
      shown = at
      const line = lineOf((at - started) / 1000)
      terminal.write(terminal.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
    },
    done(): void {
      if (terminal.isTTY) terminal.write('\r\u001b[K')
    },
  }
}

/** `[######..................] 25 %, note, 30 s left` */
export function describeBar(share: number, seconds: number, note: string): string {
  const part = Math.min(Math.max(share, 0), 1)
  const full = Math.round(part * barWidth)
  const left = part > 0 ? `, ${Math.ceil((seconds / part) * (1 - part))} s left` : ''
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}] ${Math.floor(part * 100)} %, ${note}${left}`
}
