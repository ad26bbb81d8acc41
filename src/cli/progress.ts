import type { ImportProgress } from '../import/import-file.ts'

type Terminal = { readonly isTTY?: boolean; write(text: string): unknown }

const barWidth = 24
const everyMilliseconds = { terminal: 200, file: 5000 }

/** Shows how far an import is: a bar that redraws itself on a terminal, a line every five seconds elsewhere. */
export function showProgress(terminal: Terminal, now: () => number = () => performance.now()) {
  const started = now()
  let shown = started
  const pause = terminal.isTTY ? everyMilliseconds.terminal : everyMilliseconds.file
  return {
    onProgress(progress: ImportProgress): void {
      const at = now()
      if (at - shown < pause && progress.phase === 'reading') return
      shown = at
      const line = describeProgress(progress, (at - started) / 1000)
      terminal.write(terminal.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
    },
    done(): void {
      if (terminal.isTTY) terminal.write('\r\u001b[K')
    },
  }
}

/** One line: how much is read, the rate, and the time left, which is known when the file's size is. */
export function describeProgress(progress: ImportProgress, seconds: number): string {
  const { rows, bad, bytes, totalBytes } = progress
  const rate = seconds > 0 ? Math.round(rows / seconds) : 0
  const counts = `${rows} rows${bad > 0 ? `, ${bad} bad` : ''}, ${rate} a second`
  if (progress.phase === 'writing') return `writing: ${counts}`
  if (!totalBytes || bytes === 0) return `reading: ${counts}`
  const share = Math.min(bytes / totalBytes, 1)
  const full = Math.round(share * barWidth)
  const left = Math.ceil((seconds / share) * (1 - share))
  const bar = `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`
  return `${bar} ${Math.floor(share * 100)} %, ${counts}, ${left} s left`
}
