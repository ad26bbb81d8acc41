import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { routes } from '../src/routes.ts'
import { startDemo } from '../test/support/demo-server.ts'
import { allScans } from './scan/list.ts'
import { makePlaces, number, people } from './scan/places.ts'
import { needsJudging, readRows, report, rowsOf, summary } from './scan/report.ts'
import { startSigning } from './scan/signing.ts'
import type { Run } from './scan/tools.ts'

/*
 * `node scripts/scan.ts`: scans a demo of its own with other people's tools (wapiti, sqlmap, hydra) and writes what they said into
 * docs/security/scans.md. Words on the command line name the runs, by a part of their name: only their rows are written anew, and
 * their whole commands are printed. Ends with 1 when a finding has no verdict, or an answer was 5xx.
 */
const document = fileURLToPath(new URL('../docs/security/scans.md', import.meta.url))
const marks = /(<!-- scans: written by `node scripts\/scan.ts` -->\n)([\s\S]*)(<!-- end -->)/
const wanted = process.argv.slice(2)
/** At once: each waits for time slots most of the time. */
const lanes = 4

// Only this machine reaches the demo, and the walkers have addresses of their own, which the scanners' failures do not slow down.
Object.assign(process.env, { HOST: '127.0.0.1', KABINET_TRUSTED_PROXY: '127.0.0.1' })
const demo = await startDemo()
const origin = demo.origin.replace('localhost', '127.0.0.1')
const places = makePlaces(origin)
const signing = await startSigning(origin)
const began = Date.now()

async function runAll(): Promise<Run[]> {
  const left = allScans({ origin, places, app: signing.origin }).filter(
    ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
  )
  const done: Run[] = []
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const what = next.name
      const started = Date.now()
      const run = await next.run().catch((error) => ({ what, command: [], findings: [String(error)] }))
      done.push(run)
      const seconds = Math.round((Date.now() - started) / 1000)
      console.error(`${seconds} s  ${what}: ${run.findings.join('; ') || 'nothing'}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return done
}

/** Binds the app that signs to the demo's parent, so that its calls have an account to speak of. */
async function bindApp(): Promise<void> {
  const { page } = await places.recovering(people.parent)
  const password = page.document.querySelector('output')?.textContent.replace(/\D/g, '')
  const { outcome } = await signing.asks('activate', { phone: number, password })
  if (outcome !== 'registered') throw new Error(`the app was not bound: ${outcome}`)
}

try {
  await bindApp()
  const runs = await runAll()
  const metrics = await (await fetch(`${origin}${routes.metrics}`)).text()
  const { line, broken } = summary(runs.length, {
    metrics,
    minutes: (Date.now() - began) / 60_000,
    named: wanted,
  })
  const text = await readFile(document, 'utf8')
  const [, begin = '', old = '', end = ''] = marks.exec(text) ?? []
  const fresh = rowsOf(runs, { origin, app: signing.origin })
  // Runs that were named take the place of what they said before; a whole scan begins anew.
  const rows = wanted.length === 0 ? fresh : new Map([...readRows(old), ...fresh])
  const before = wanted.length === 0 ? [] : [...old.matchAll(/^- (.*)$/gm)].map(([, each = '']) => each)
  await writeFile(
    document,
    text.replace(marks, () => begin + report(rows, [...before, line]) + end),
  )
  if (wanted.length > 0)
    for (const { command } of runs)
      console.log(command.map((part) => (/[ ;&*{]/.test(part) ? `'${part}'` : part)).join(' '))
  process.exitCode = needsJudging(fresh).length + broken > 0 ? 1 : 0
} finally {
  signing.stop()
  await demo.stop()
}
