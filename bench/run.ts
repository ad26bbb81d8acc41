import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchImport } from './import.ts'
import { benchScale } from './scale.ts'
import { benchServing } from './serving.ts'
import { benchSimulate } from './simulate.ts'

/**
 * `npm run bench` measures everything and writes docs/benchmarks.md; `npm run bench -- serving` or `-- import` measures
 * one part and prints it. `-- scale --sizes 10000,1000000 --people N --folder F` seeds and compares databases of these sizes. `--rounds N --seconds N --rows N`. `-- simulate` counts what attackers reach, for the threat model.
 */
const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const word = (name: string) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const sizesAsked = () => (word('sizes') ?? '10000,100000,1000000').split(',').map(Number)
const benchmarks = {
  serving: () => benchServing(option('rounds', 5), option('seconds', 4)),
  simulate: benchSimulate,
  scale: () =>
    benchScale({
      sizes: sizesAsked(),
      rounds: option('rounds', 5),
      people: option('people', 100),
      folder: word('folder'),
    }),
  import: () => benchImport(option('rows', 1_000_000), option('rounds', 5)),
}

const named = process.argv[2]
if (named === 'serving' || named === 'import' || named === 'simulate' || named === 'scale')
  process.stdout.write(await benchmarks[named]())
else {
  const head = `# Benchmarks

Written by \`npm run bench\`. Machine: ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}.
`
  const report = [head, await benchmarks.serving(), await benchmarks.import()].join('\n')
  process.stdout.write(report)
  writeFileSync(fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url)), report)
}
