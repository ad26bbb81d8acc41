import type pg from 'pg'
import type { Recorded } from '../support/statements.ts'
import { type PlanNode, type WholeRead, wholeReads } from './plan.ts'

/** A statement that reads a growing table whole, in every plan that the server would use. */
export type Finding = WholeRead & { readonly text: string; readonly sites: readonly string[] }

/** What has no plan, or works on nothing that grows. */
const planless =
  /^(begin|commit|rollback|savepoint|release|set|reset|listen|unlisten|lock|create|alter|drop|truncate|copy|analyze|fetch|close|show|vacuum|start)\b/i

/** How large relations are said to be, and which of them hold nothing at all (months to come). */
export type Sizes = { readonly rows: ReadonlyMap<string, number>; readonly empty: ReadonlySet<string> }

export async function sizesOf(client: pg.ClientBase): Promise<Sizes> {
  const { rows } = await client.query<{ name: string; rows: number; pages: number }>(
    `select relname as name, reltuples::float8 as rows, pg_relation_size(oid) / 8192 as pages from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`,
  )
  return {
    rows: new Map(rows.map((row) => [row.name, row.rows])),
    empty: new Set(rows.filter((row) => Number(row.pages) === 0).map(({ name }) => name)),
  }
}

/**
 * Judges statements, those of an import with its staging table. `unexplained` are those for which no plan could be made:
 * every statement is looked at, or the list is not empty.
 */
export async function judgeAll(
  client: pg.ClientBase,
  sizes: Sizes,
  all: readonly Recorded[],
): Promise<{ findings: Finding[]; unexplained: string[] }> {
  const findings: Finding[] = []
  const unexplained: string[] = []
  const stagings = [...new Set(all.map(({ text }) => text).filter((text) => staging.test(text)))]
  for (const [text, group] of Map.groupBy(all, (each) => withoutBreaks(each.text))) {
    if (planless.test(text)) continue
    const sites = [...new Set(group.map(({ site }) => site))]
    const statement = { text, values: group.flatMap(({ values }) => values).slice(0, 20) }
    const read = await withEither(client, text.includes('import_rows') ? stagings : [''], () =>
      judge(client, sizes, statement),
    )
    if (read instanceof Error) unexplained.push(`${sites.join(', ')}: ${read.message}: ${text}`)
    else findings.push(...read.map((each) => ({ ...each, text, sites })))
  }
  return { findings, unexplained }
}

const staging = /^create temporary table import_rows/
const withoutBreaks = (text: string) =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^declare .*? cursor for /, '')

/** Runs the work after the first of these preparations with which it succeeds; nothing of it stays. */
async function withEither<T>(
  client: pg.ClientBase,
  preparations: readonly string[],
  work: () => Promise<T>,
): Promise<T | Error> {
  let last = new Error('there is nothing to prepare it with')
  for (const preparation of preparations) {
    await client.query(`savepoint judged; ${preparation}`)
    try {
      return await work()
    } catch (error) {
      last = error as Error
    } finally {
      await client.query('rollback to judged; release judged')
    }
  }
  return last
}

/**
 * What one statement reads whole as PostgreSQL uses it: a prepared statement keeps its generic plan unless plans for the
 * values at hand are cheaper (plancache.c), so what the generic one reads whole must be spared by a cheaper plan for
 * values that were really sent.
 */
async function judge(
  client: pg.ClientBase,
  sizes: Sizes,
  { text, values }: Pick<Recorded, 'text' | 'values'>,
): Promise<WholeRead[]> {
  const isLarge = (name: string) => (sizes.rows.get(name) ?? 0) > smallest && !sizes.empty.has(name)
  const generic = await planOf(client, 'generic_plan, ', text)
  const found = wholeReads(generic, isLarge)
  if (found.length === 0 || !text.includes('$1')) return found
  const custom: PlanNode[] = []
  for (const sent of values) custom.push(await planOf(client, '', text, sent))
  const [cheapest] = custom.toSorted((a, b) => a['Total Cost'] - b['Total Cost'])
  if (!cheapest || cheapest['Total Cost'] >= generic['Total Cost']) return found
  return wholeReads(cheapest, isLarge)
}

/** What the planner takes for no larger than this at a million accounts may be read whole: it is small by nature. */
const smallest = 1000

async function planOf(
  client: pg.ClientBase,
  option: string,
  text: string,
  values: unknown[] = [],
): Promise<PlanNode> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (${option}format json) ${text}`,
    values,
  )
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (!plan) throw new Error('explain said nothing')
  return plan
}
