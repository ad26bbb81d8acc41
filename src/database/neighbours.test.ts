import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrations } from './migrate.ts'

/**
 * While nodes are upgraded one after the other, those of the version before work on what the new one has migrated: a
 * migration adds, and takes away what the version before has stopped using (docs/operations/nodes.md).
 */
const breaking = [
  { pattern: /\bdrop\s+table\b/i, why: 'the version before reads it' },
  { pattern: /\bdrop\s+column\b/i, why: 'the version before reads or writes it' },
  { pattern: /\brename\b/i, why: 'the version before knows the old name' },
  {
    pattern: /\balter\s+column\s+\w+\s+(set\s+data\s+)?type\b/i,
    why: 'the version before has statements prepared for it',
  },
  { pattern: /\balter\s+column\s+\w+\s+set\s+not\s+null\b/i, why: 'the version before leaves it empty' },
  {
    pattern:
      /\badd\s+(?!constraint\b)(column\s+)?(if\s+not\s+exists\s+)?\w+\s+\w+(?=[^,;]*\bnot\s+null\b)(?![^,;]*\b(default|generated)\b)/i,
    why: 'the version before does not fill it',
  },
] as const
/** Says, above the statement, which version stopped using what goes. */
const contracts = /^--\s*contracts:/im
/** Nobody ran a version before these. */
const lastBeforeTheRule = '0008-printed-codes'

function breaks(sql: string): string[] {
  return sql
    .split(/;\s*$/m)
    .filter((statement) => !contracts.test(statement))
    .map((statement) => statement.replace(/--.*$/gm, ''))
    .flatMap((statement) =>
      breaking.flatMap(({ pattern, why }) => (pattern.test(statement) ? `${statement.trim()}: ${why}` : [])),
    )
}

test('a migration leaves the version before working', () => {
  expect(migrations.some(({ id }) => id === lastBeforeTheRule)).toBe(true)
  const broken = migrations.filter(({ id }) => id > lastBeforeTheRule).flatMap(({ sql }) => breaks(sql))
  expect(broken).toEqual([])
})

test.each([
  'drop table flows;',
  'alter table accounts drop column phone_sealed;',
  'alter table accounts rename column a to b;',
  'alter table accounts\n  alter column at type text;',
  'alter table accounts alter column at set not null;',
  'alter table accounts add column later text not null;',
  'alter table accounts add column a text, add column b bigint not null;',
])('it is seen that this would not: %s', (sql) => {
  expect(breaks(sql)).toHaveLength(1)
  expect(breaks(`-- contracts: unused since 0.2\n${sql}`)).toEqual([])
})

test.each([
  'create table later (id uuid primary key, at timestamptz not null);',
  "alter table accounts add column later text not null default '';",
  'alter table accounts add column later text, add constraint c check (later is not null or id is not null);',
  'drop index a; create index b on accounts (at);',
])('and that this would: %s', (sql) => {
  expect(breaks(sql)).toEqual([])
})

/** PostgreSQL refuses a prepared statement whose columns have become more ("cached plan must not change result type"). */
test('nothing that serves asks for all columns with parameters', () => {
  const src = join(import.meta.dirname, '..')
  const serving = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/^(cli|audit|import)\/|\.test/.test(name),
  )
  expect(serving.length).toBeGreaterThan(150)
  const all = serving.filter((name) =>
    /\.(selectAll|returningAll)\(/.test(readFileSync(join(src, name), 'utf8')),
  )
  expect(all).toEqual([])
})
