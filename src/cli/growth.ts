import { type Growth, growth } from '../database/growth.ts'
import { retention } from '../domain/retention.ts'

/** docs/growth.md: what every table grows with and what bounds it. */
export function growthPage(): string {
  const rows = Object.entries(growth).map(
    ([table, each]) => `| \`${table}\` | ${each.grows} | ${each.bound} | ${boundOf(each)} |`,
  )
  return [
    '# How tables grow',
    '',
    'Generated from `src/database/growth.ts` by `npm run generate`; do not edit.',
    'A *pruned* table loses rows every ten minutes (the outbox every hour), in batches of 5000 at most, each a transaction of its',
    'own; tables of *months* lose whole months; *people* and *registers* are as long as there are people and records.',
    'That no statement reads a growing table from end to end is tested (`test/scale/plans.test.ts`).',
    '',
    '| table | grows | bound | how |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function boundOf(each: Growth): string {
  if (each.bound !== 'pruned') return each.how
  const { days, until } = retention[each.by]
  const age = days ? `${days} ${days === 1 ? 'day' : 'days'} ${until}` : `until ${until}`
  return each.how ? `${age}; ${each.how}` : age
}
