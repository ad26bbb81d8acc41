import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { makeOptions } from './benchmark.ts'
import { allBenchmarks, benchmarks, shapeOf } from './benchmarks.ts'
import { describeMachine } from './machine.ts'
import { withSection } from './sections.ts'
import { withTargets } from './targets.ts'

/**
 * `npm run bench` runs all of them, `npm run bench NAME …` the named ones; numbers as `npm run bench -- NAME --rounds 3`.
 * A benchmark's section of docs/benchmarks.md is replaced as soon as it is through; the other sections stay.
 */
const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))
const args = process.argv.slice(2)
const named = args.filter((word, at) => !word.startsWith('--') && !args[at - 1]?.startsWith('--'))
const all = await allBenchmarks()
const asked = all.filter(({ name }) => named.includes(name))
const known = asked.flatMap(({ name, words = [] }) => [name, ...words])
const unknown = named.filter((word) => !known.includes(word))
if (unknown.length > 0) {
  const names = Object.keys(benchmarks).join(', ')
  process.stderr.write(`no benchmark is called ${unknown.join(', ')}; there are ${names}\n`)
  process.exit(2)
}
const { aims, headings } = shapeOf(all)
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
  if (heading === null) continue
  const written = withSection(readFileSync(page, 'utf8'), heading, section, headings)
  writeFileSync(page, withTargets(written, aims, headings))
}
