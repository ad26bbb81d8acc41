import { execFileSync } from 'node:child_process'
import type { Run } from './tools.ts'

/** What the tools say and why it is no fault of ours; everything else is to be judged by a person. */
const judged: readonly (readonly [said: RegExp, verdict: string])[] = [
  [
    /X-XSS-Protection/,
    'as it should be: browsers have dropped the filter, and it made holes of its own; the content security policy stands in its place',
  ],
  [
    /Strict-Transport-Security/,
    'of the demo’s http only: `test/operations/production.test.ts` “production says its public address, and its pages carry HSTS and host cookies”',
  ],
  [/Secure flag is not set/i, 'of the demo’s http only, the same test'],
  [
    /X-Frame-Options is not set/,
    'of the app’s calls, which answer JSON to a signature: their policy has `frame-ancestors ’none’` and no browser shows them',
  ],
  [
    /was cut off/,
    'answers wait for the half second that tells nothing, so the tool did not come to its end in ten minutes; it had found nothing',
  ],
]

/** What a tool said, without where: the same words are one finding. */
const kindOf = (finding: string) => finding.replace(/ \(.*$/, '')
const verdictOn = (kind: string) => judged.find(([pattern]) => pattern.test(kind))?.[1]

/** What each run said last, by its name. */
export type Rows = ReadonlyMap<string, readonly string[]>

/** The rows that runs make, addresses of the day replaced. */
export function rowsOf(runs: readonly Run[], at: { origin: string; app: string }): Rows {
  const shown = (text: string) =>
    text.replaceAll(at.app, 'APP').replaceAll(at.origin, 'DEMO').replaceAll('|', '/').replaceAll('; ', ', ')
  return new Map(
    runs.map(({ what, findings }) => [
      shown(what),
      [...new Set(findings.map((each) => shown(kindOf(each))))],
    ]),
  )
}

/** The rows that a text of `report` holds. */
export function readRows(text: string): Rows {
  const table = text.split('| run | said |')[1] ?? ''
  const rows = [...table.matchAll(/^\| ([^|-][^|]*) \| ([^|]*) \|$/gm)]
  return new Map(rows.map(([, run = '', said = '']) => [run, said === 'nothing' ? [] : said.split('; ')]))
}

/** The findings that no verdict fits. */
export function needsJudging(rows: Rows): string[] {
  return [...new Set([...rows.values()].flat())].filter((kind) => verdictOn(kind) === undefined)
}

/** The part of docs/security/scans.md that is written: what was done when, every finding with its verdict, every run. */
export function report(rows: Rows, done: readonly string[]): string {
  const kinds = [...new Set([...rows.values()].flat())].toSorted()
  const timesOf = (kind: string) => [...rows.values()].filter((said) => said.includes(kind)).length
  return [
    ...done.map((line) => `- ${line}`),
    '',
    `| said (findings without a verdict: ${needsJudging(rows).length}) | in runs | judged |`,
    '|---|---|---|',
    ...kinds.map((kind) => `| ${kind} | ${timesOf(kind)} | ${verdictOn(kind) ?? '**not judged yet**'} |`),
    '',
    '| run | said |',
    '|---|---|',
    ...[...rows]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([run, said]) => `| ${run} | ${said.join('; ') || 'nothing'} |`),
    '',
  ].join('\n')
}

/** What a whole or a partial scan did, in a line, and how many answers were 500. */
export function summary(
  runs: number,
  at: { metrics: string; minutes: number; named: readonly string[] },
): { line: string; broken: number } {
  const count = (pattern: RegExp) =>
    [...at.metrics.matchAll(pattern)].reduce((sum, [, value]) => sum + Number(value), 0)
  const requests = count(/^kabinet_request_seconds_count\{.*\} (\d+)$/gm)
  const broken = count(/^kabinet_request_seconds_count\{.*status="(?!503)5\d\d".*\} (\d+)$/gm)
  const busy = count(/^kabinet_request_seconds_count\{.*status="503".*\} (\d+)$/gm)
  const faults = count(/^kabinet_faults_total (\d+)$/gm)
  const what = at.named.length === 0 ? `all ${runs} runs` : `${runs} of them again (${at.named.join(', ')})`
  const line = `${new Date().toISOString().slice(0, 10)}, ${versions()}: ${what}, ${requests.toLocaleString('en')} requests in ${Math.ceil(at.minutes)} min. Answers 500: ${broken}; faults: ${faults}; answers 503, where the machine had no room for more: ${busy}.`
  return { line, broken: broken + faults }
}

function versions(): string {
  const asked = [
    ['wapiti', '--version', /Wapiti ([\d.]+)/],
    ['sqlmap', '--version', /([\d.]+)#/],
    ['hydra', '-h', /Hydra v([\d.]+)/],
  ] as const
  return asked
    .map(([tool, word, pattern]) => {
      const said = execFileSync('sh', ['-c', `${tool} ${word} 2>&1 || true`], { encoding: 'utf8' })
      return `${tool} ${pattern.exec(said)?.[1] ?? 'of an unknown version'}`
    })
    .join(', ')
}
