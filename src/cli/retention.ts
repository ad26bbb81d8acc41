import { type RetentionRule, retention } from '../domain/retention.ts'

/** docs/security/retention.md: the table that the prune job reads. */
export function retentionPage(): string {
  const line = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const rows: [string, RetentionRule][] = Object.entries(retention)
  return [
    '# Retention',
    '',
    'Generated from `src/domain/retention.ts` by `npm run generate`; do not edit.',
    'Every node prunes every ten minutes, one at a time. While a case of an account is open, nothing that it may ask for goes.',
    '',
    line('kind', 'what', 'kept', 'why', 'source'),
    '|---|---|---|---|---|',
    ...rows.map(([kind, { what, days, until, why, source }]) =>
      line(
        `\`${kind}\``,
        what,
        days ? `${days} ${days === 1 ? 'day' : 'days'} ${until}` : `until ${until}`,
        why,
        source,
      ),
    ),
    '',
  ].join('\n')
}
