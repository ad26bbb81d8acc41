import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { auditActors, auditVocabulary } from '../account/audit-vocabulary.ts'
import { limitRows } from '../domain/limit-table.ts'
import { limits } from '../domain/limits.ts'
import { describeFlow, type FlowTable } from '../flow/flow.ts'
import { recoveryFlow } from '../recovery/flow.ts'
import { contestFlow } from '../sign-in/contest/flow.ts'
import { signInFlow } from '../sign-in/flow.ts'
import { transferFlow } from '../transfer/flow.ts'
import type { ExitCode } from './command.ts'
import { growthPage } from './growth.ts'
import { limitsAsMarkdown } from './limits.ts'
import { packageRoot } from './package-root.ts'
import { retentionPage } from './retention.ts'

const flows = [pageOf(signInFlow), pageOf(recoveryFlow), pageOf(contestFlow), pageOf(transferFlow)]

/** Every generated page by its path in the package. */
export function generatedPages(): Map<string, string> {
  return new Map([
    ...flows,
    ['docs/security/limits.md', limitsPage()],
    ['docs/security/retention.md', retentionPage()],
    ['docs/security/audit-events.md', auditPage()],
    ['docs/growth.md', growthPage()],
  ])
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

function auditPage(): string {
  return [
    '# Audit events',
    '',
    'Generated from `src/account/audit-vocabulary.ts` by `npm run generate`; do not edit.',
    'Every line has its time (UTC), type, actor, factor, account, outcome and the reference number of its request; its detail',
    'holds numbers and names of rules, never an IIN, number, code or password.',
    '',
    ...Object.entries(auditActors).map(([actor, means]) => `- \`${actor}\`: ${means}`),
    '',
    '| type | tells | factor | outcomes |',
    '|---|---|---|---|',
    ...Object.entries(auditVocabulary).map(([type, { tells, factor, outcomes }]) => {
      const ends = Object.entries(outcomes).map(([outcome, means]) => `\`${outcome}\`: ${means}`)
      return `| \`${type}\` | ${tells} | ${factor} | ${ends.join('<br>')} |`
    }),
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
