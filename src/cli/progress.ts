import type { ImportProgress } from '../import/import-file.ts'
import { describeBar } from './bar.ts'

/** One line: how much of an import is read, the rate, and the time left, which is known when the file's size is. */
export function describeProgress(progress: ImportProgress, seconds: number): string {
  const { rows, bad, bytes, totalBytes } = progress
  const rate = seconds > 0 ? Math.round(rows / seconds) : 0
  const counts = `${rows} rows${bad > 0 ? `, ${bad} bad` : ''}, ${rate} a second`
  if (progress.phase === 'writing') return `writing: ${counts}`
  if (!totalBytes || bytes === 0) return `reading: ${counts}`
  return describeBar(bytes / totalBytes, seconds, counts)
}
