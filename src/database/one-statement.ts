import { type RawBuilder, sql } from 'kysely'

/** A statement that has not been sent yet: alone by its `execute`, or as a part of a larger one. */
export type Statement<Row = unknown> = RawBuilder<Row>

/**
 * One statement of several (`with a as (…), b as (…) select …`): PostgreSQL and the driver take about as long for a statement
 * as for the row that it writes. `answer` is what it selects, and may name the parts. Parts all see the tables as they were
 * before it, nothing of each other, and are done in no order; one that only reads is done if `answer` names it. Parts
 * that are false are left out.
 */
export function oneStatement<Row>(
  parts: Readonly<Record<string, Statement | false | undefined>>,
  answer: RawBuilder<Row>,
): Statement<Row> {
  const named = Object.entries(parts).flatMap(([name, part]) =>
    part ? [sql`${sql.id(name)} as (${part})`] : [],
  )
  return sql<Row>`with ${sql.join(named)} select ${answer}`
}

/** Inside a statement: true where the condition holds; else the statement ends with an error that `isRefusal` knows. */
export function refusing(condition: RawBuilder<boolean>, what: string): RawBuilder<boolean> {
  return sql`case when ${condition} then true else refuse(${what}) end`
}

/** Whether a statement has refused what it was asked for (SQLSTATE of our own, migration 0011). */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'KA003'
}
