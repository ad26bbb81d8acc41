import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Benchmark, makeOptions } from './benchmark.ts'
import { describeMachine } from './machine.ts'
import { withSection } from './sections.ts'

/** Every benchmark by its name on the command line, in the order of a whole run. */
const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  'sign-in': () => import('./sign-in.ts'),
  'sign-in-steps': () => import('./sign-in-steps.ts'),
  pages: () => import('./pages.ts'),
  recovery: () => import('./recovery.ts'),
  transfer: () => import('./transfer.ts'),
  'better-auth': () => import('./better-auth.ts'),
  scale: () => import('./scale.ts'),
  overload: () => import('./overload.ts'),
  kills: () => import('./faults/kills.ts'),
  faults: () => import('./faults/index.ts'),
  failover: () => import('./failover/index.ts'),
  nodes: () => import('./nodes.ts'),
  import: () => import('./import.ts'),
  'start-up': () => import('./start-up.ts'),
  memory: () => import('./memory.ts'),
  weight: () => import('./weight.ts'),
  simulate: () => import('./simulate.ts'),
}

/**
 * `npm run bench` runs all of them, `npm run bench NAME …` the named ones; numbers as `npm run bench -- NAME --rounds 3`.
 * A benchmark's section of docs/benchmarks.md is replaced as soon as it is through; the other sections stay.
 */
const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))
const args = process.argv.slice(2)
const named = args.filter((word, at) => !word.startsWith('--') && !args[at - 1]?.startsWith('--'))
const all = await Promise.all(
  Object.entries(benchmarks).map(async ([name, load]) => ({ name, ...(await load()) })),
)
const asked = all.filter(({ name }) => named.includes(name))
const known = asked.flatMap(({ name, words = [] }) => [name, ...words])
const unknown = named.filter((word) => !known.includes(word))
if (unknown.length > 0) {
  const names = Object.keys(benchmarks).join(', ')
  process.stderr.write(`no benchmark is called ${unknown.join(', ')}; there are ${names}\n`)
  process.exit(2)
}
const headings = all.flatMap(({ heading }) => heading ?? [])
for (const { name, heading, run, words = [] } of named.length > 0 ? asked : all) {
  if (named.length === 0 && heading === null) continue
  process.stderr.write(`${name}\n`)
  const options = makeOptions(
    args,
    words.filter((word) => named.includes(word)),
  )
  const [machine, day] = [await describeMachine(), new Date().toISOString().slice(0, 10)]
  const began = performance.now()
  const text = await run(options)
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  const about = [`\`npm run bench ${name}\`, ${day}`, options.used(), `${minutes} minutes`]
    .filter(Boolean)
    .join(', ')
  const section = `${about}. ${machine}.\n\n${text.trim()}\n`
  process.stdout.write(heading === null ? text : `## ${heading}\n\n${section}\n`)
  if (heading !== null)
    writeFileSync(page, withSection(readFileSync(page, 'utf8'), heading, section, headings))
}
