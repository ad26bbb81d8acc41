import { parseArgs } from 'node:util'
import { type LimitRow, limitRows } from '../domain/limit-table.ts'
import { limits } from '../domain/limits.ts'
import type { ExitCode } from './command.ts'

/** Prints the one table of limits. */
export async function run(args: string[]): Promise<ExitCode> {
  const { values } = parseArgs({ args, options: { markdown: { type: 'boolean' } } })
  const rows = limitRows(limits)
  console.log(values.markdown ? limitsAsMarkdown(rows) : limitsAsText(rows))
  return 0
}

/** The table as a Markdown table without a heading. */
export function limitsAsMarkdown(rows: readonly LimitRow[]): string {
  const line = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [
    line('limit', 'numbers', 'filled by', 'stops', 'source'),
    '|---|---|---|---|---|',
    ...rows.map((row) => line(`\`${row.id}\``, row.values, row.filledBy, row.stops, row.source)),
  ].join('\n')
}

function limitsAsText(rows: readonly LimitRow[]): string {
  return rows
    .map((row) => {
      const lines = [`filled by ${row.filledBy}`, `stops ${row.stops}`, `source: ${row.source}`]
      return [`${row.id}: ${row.values}`, ...lines.map((line) => `    ${line}`)].join('\n')
    })
    .join('\n')
}
