import { readdirSync, readFileSync } from 'node:fs'

/** Processor time in milliseconds that a server has had with all its threads, and its PostgreSQL with all its processes. */
export function cpuOf(server: number, postmaster: number): { node: number; postgres: number } {
  const family = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === postmaster)
  return {
    node: threads(String(server)),
    postgres: [String(postmaster), ...family].reduce((sum, pid) => sum + threads(pid), 0),
  }
}

function parentOf(pid: string): number {
  return Number(
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')[1],
  )
}

/** Nanoseconds of each thread: ten thousand times as fine as the ticks of `stat`. */
function threads(pid: string): number {
  let sum = 0
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`))
      sum += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0])
  } catch {
    // It has just ended.
  }
  return sum / 1e6
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
