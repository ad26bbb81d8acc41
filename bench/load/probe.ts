import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { iinOf } from '../crowd.ts'
import { Browser } from '../drivers/browser.ts'
import { Connection } from '../drivers/connection.ts'
import { givesPassword, namesIin } from '../drivers/journeys.ts'

/** Visitors of other pages while something else goes on, in a process of their own: each page so often a second. */
export type Probe = {
  readonly origin: string
  readonly seconds: number
  readonly pid: number
  readonly person: number
}
export type ProbeResult = {
  readonly pages: readonly {
    readonly path: string
    readonly asked: number
    readonly wrong: number
    /** Milliseconds. */
    readonly p50: number
    readonly p99: number
    readonly most: number
  }[]
  /** The server's memory, in MiB: at the beginning, and the most that was seen in the first and in the second half. */
  readonly memoryBefore: number
  readonly memoryHalves: readonly [number, number]
}

const everyMilliseconds = 50
const probe = JSON.parse(process.argv[2] ?? '{}') as Probe
const paths = ['/', '/sign-in', '/help', '/cabinet', '/cabinet/children', '/agreements/contacts/2026-11-01']
const visitor = new Browser(new Connection(probe.origin))
await namesIin(visitor, iinOf(probe.person))
if (!(await givesPassword(visitor))) throw new Error('the visitor could not sign in')

const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${probe.pid}/status`, 'latin1'))?.[1]) / 1024
const memoryBefore = memory()
const memoryHalves: [number, number] = [memoryBefore, 0]
const began = performance.now()
const end = began + probe.seconds * 1000
const pages = await Promise.all(
  paths.map(async (path) => {
    const browser = Object.assign(new Browser(new Connection(probe.origin)), {
      cookies: new Map(visitor.cookies),
    })
    if (!path.startsWith('/cabinet')) browser.cookies.clear()
    const times: number[] = []
    let wrong = 0
    while (performance.now() < end) {
      const asked = performance.now()
      const answer = await browser.get(path).catch(() => undefined)
      const now = performance.now()
      times.push(now - asked)
      if (answer?.status !== 200) wrong += 1
      const half = now < (began + end) / 2 ? 0 : 1
      memoryHalves[half] = Math.max(memoryHalves[half], memory())
      await wait(everyMilliseconds)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
    return { path, asked: times.length, wrong, p50: at(0.5), p99: at(0.99), most: times.at(-1) ?? 0 }
  }),
)
const result: ProbeResult = { pages, memoryBefore, memoryHalves }
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit()
