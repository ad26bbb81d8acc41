import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { limitRows } from '../domain/limit-table.ts'
import { limits } from '../domain/limits.ts'
import { describeFlow, type FlowTable } from '../flow/flow.ts'
import { recoveryFlow } from '../recovery/flow.ts'
import { contestFlow } from '../sign-in/contest/flow.ts'
import { signInFlow } from '../sign-in/flow.ts'
import { transferFlow } from '../transfer/flow.ts'
import type { ExitCode } from './command.ts'
import { limitsAsMarkdown } from './limits.ts'
import { packageRoot } from './package-root.ts'

const flows = [pageOf(signInFlow), pageOf(recoveryFlow), pageOf(contestFlow), pageOf(transferFlow)]

/** Every generated page by its path in the package. */
export function generatedPages(): Map<string, string> {
  return new Map([...flows, ['docs/security/limits.md', limitsPage()]])
}

function pageOf<Step extends string>(flow: FlowTable<Step>): [path: string, text: string] {
  return [`docs/flows/${flow.kind}.md`, describeFlow(flow)]
}

function limitsPage(): string {
  return [
    '# Limits',
    '',
    'Generated from `src/domain/limits.ts` by `npm run generate`; do not edit.',
    'V is OWASP ASVS 5.0, A and B are NIST SP 800-63A-4 and 800-63B-4.',
    '',
    limitsAsMarkdown(limitRows(limits)),
    '',
  ].join('\n')
}

/** Writes the generated pages; with --check only says which are stale. */
export async function run(args: string[], root = packageRoot): Promise<ExitCode> {
  const { values } = parseArgs({ args, options: { check: { type: 'boolean' } } })
  const stale: string[] = []
  for (const [path, text] of generatedPages()) {
    const file = join(root, path)
    const now = await readFile(file, 'utf8').catch(() => undefined)
    if (now === text) continue
    stale.push(path)
    if (values.check) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  if (stale.length === 0) console.log('The generated pages are current.')
  else
    console.log(`${values.check ? 'Stale (npm run generate writes them)' : 'Written'}: ${stale.join(', ')}`)
  return values.check && stale.length > 0 ? 1 : 0
}
