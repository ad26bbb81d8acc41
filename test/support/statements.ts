import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { DeleteQueryBuilder, InsertQueryBuilder, sql, UpdateQueryBuilder } from 'kysely'
import pg from 'pg'
import { expect } from 'vitest'
import type { Reader } from '../../src/database/tables.ts'
import { afterEachFile } from './after.ts'
import { statementsFolder } from './statements-folder.ts'

/** A statement that the application has sent, where in `src` that stands (`account/sessions.ts:57:8`), and some of its values. */
export type Recorded = { readonly text: string; readonly site: string; readonly values: unknown[][] }

const mostValues = 5
const seen = new Map<string, Recorded>()
type Sent = { readonly text: string; readonly values: readonly unknown[] }
type Builder = { compile(at?: unknown): { sql: string; parameters: readonly unknown[] } }
const watched = new WeakSet<object>()

/**
 * Notes every statement that code of `src` sends through Kysely or the driver, whatever test drives it. What a test sends
 * itself is passed over: the caller is looked up where the query is asked for, before anything waits.
 */
export function recordStatements(reader: Reader): void {
  const builders = [
    Object.getPrototypeOf(reader.selectFrom('accounts')),
    InsertQueryBuilder.prototype,
    UpdateQueryBuilder.prototype,
    DeleteQueryBuilder.prototype,
    Object.getPrototypeOf(sql`select 1`),
  ]
  for (const builder of builders)
    watch(builder, 'execute', (self: Builder, [at]) => {
      const compiled = self.compile(at)
      return { text: compiled.sql, values: compiled.parameters }
    })
  const given = (_: unknown, [query, values]: unknown[]): Sent =>
    typeof query === 'string'
      ? { text: query, values: Array.isArray(values) ? values : [] }
      : { text: '', values: [], ...(query as Partial<Sent> | undefined) }
  watch(pg.Client.prototype, 'query', given)
  watch(pg.Pool.prototype, 'query', given)
}

function watch<Self>(owner: object, name: string, sentBy: (self: Self, args: unknown[]) => Sent): void {
  if (watched.has(owner)) return
  watched.add(owner)
  const methods = owner as Record<string, (this: Self, ...args: unknown[]) => unknown>
  const original = methods[name]
  if (!original) throw new Error(`statements: no ${name} to watch`)
  methods[name] = function noted(...args) {
    const site = callerInSource()
    if (site) note(site, sentBy(this, args))
    return original.apply(this, args)
  }
}

function note(site: string, { text, values }: Sent): void {
  if (!text) return
  const key = `${site} ${text}`
  const known = seen.get(key) ?? { site, text, values: [] }
  seen.set(key, known)
  if (known.values.length < mostValues) known.values.push([...values])
}

/** Frames that hand a query on: the libraries, this file, and the client that knows the hosts. */
const passers = /node_modules|node:|support\/statements|database\/hosts\.ts/

/** The nearest caller outside the libraries, when it is the application's and not what hands Kysely's queries on. */
function callerInSource(): string | undefined {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 12
  const stack = String(new Error().stack).split('\n').slice(3)
  Error.stackTraceLimit = stackTraceLimit
  const caller = stack.find((line) => !passers.test(line))
  const [, site] = /\/src\/([^?)]+?\.tsx?:\d+:\d+)/.exec(caller ?? '') ?? []
  return site && !/named-statements|\.(test|fixture|test-kit)\.tsx?/.test(site) ? site : undefined
}

/** What this file has sent so far. */
export function recordedHere(): readonly Recorded[] {
  return [...seen.values()]
}

afterEachFile(() => {
  if (seen.size === 0) return
  const folder = statementsFolder(process.ppid)
  mkdirSync(folder, { recursive: true })
  const file = expect.getState().testPath ?? ''
  const name = createHash('sha256').update(file).digest('hex').slice(0, 16)
  writeFileSync(join(folder, name), serialize([...seen.values()]))
  seen.clear()
})
