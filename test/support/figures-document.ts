import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const figuresPage = join(root, 'docs/security/attack-figures.md')

/** One line of the document; every cell as it stands there. */
export type Row = {
  readonly test: string
  readonly run: string
  readonly attempts: string
  readonly came: string
  readonly allowed: string
  readonly says: string
  readonly date: string
}

const head = `# Figures of the attack runs

Written by \`npx vitest run --mode figures\` (short samples, as in every run of the tests) or \`--mode full\` (the whole ones), never by
hand: each test that attacks states its figure through one helper (\`test/support/figures.ts\`), and a run of some files writes
their lines anew. A test that fails writes none. “Came through” counts the attempts that succeeded, or says what they could tell; AUC is the
chance that a random answer to one kind of person took longer than one to another kind, 0.5 tells nothing. What each run means stands in
[threat-model.md](threat-model.md).

| test | run | attempts | came through | allowed | more | date |
|---|---|---|---|---|---|---|
`

/** The rows of the document, in its order. */
export function rowsOf(page: string): Row[] {
  return [...page.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, test = '', rest = '']) => {
    const [run = '', attempts = '', came = '', allowed = '', says = '', date = ''] = rest.split(' | ')
    return { test, run, attempts, came, allowed, says: says.trim(), date }
  })
}

/** The document with the rows of the files that were run in place of their old ones; what no test states any more goes. */
export function withRows(page: string, fresh: readonly Row[], isThere: (test: string) => boolean): string {
  const ran = new Set(fresh.map(({ test }) => test))
  const kept = rowsOf(page).filter(({ test }) => !ran.has(test) && isThere(test))
  const key = ({ test, run }: Row) => `${test} ${run}`
  const rows = [...new Map([...kept, ...fresh].map((row) => [key(row), row])).values()]
  rows.sort((one, other) => (key(one) < key(other) ? -1 : 1))
  const cell = (text: string) => text.replaceAll(/\s*[|\n]\s*/g, ', ')
  const lines = rows.map(({ test, run, attempts, came, allowed, says, date }) =>
    [
      '|',
      `\`${test}\``,
      ...[run, attempts, came, allowed, says, date].flatMap((text) => ['|', cell(text)]),
      '|',
    ].join(' '),
  )
  return `${head}${lines.join('\n')}\n`
}

/** Takes what the tests of a run have left in `folder` into the document; nothing where they have left nothing. */
export function writeFigures(folder: string): void {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const rows = texts.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line) as Row)
  if (rows.length === 0) return
  const page = existsSync(figuresPage) ? readFileSync(figuresPage, 'utf8') : ''
  writeFileSync(
    figuresPage,
    withRows(page, rows, (test) => existsSync(join(root, test))),
  )
}
