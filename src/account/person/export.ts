import { sql } from 'kysely'
import type { Keyring } from '../../database/keyring.ts'
import { openSealed, sealedColumns } from '../../database/sealed-columns.ts'
import type { Reader } from '../../database/tables.ts'
import type { Iin } from '../../domain/iin.ts'
import { type RetentionKind, retention } from '../../domain/retention.ts'
import { type PersonTable, personTables } from './tables.ts'
import { findWho } from './who.ts'

/** Everything that is kept of one person, opened. */
export type PersonExport = {
  readonly about: string
  readonly madeAt: string
  readonly iin: Iin
  readonly kinds: readonly {
    readonly kind: string
    readonly about: string
    readonly kept: string
    readonly leftOut?: readonly string[]
    readonly rows: readonly Readonly<Record<string, unknown>>[]
  }[]
}

/** Collects a person's data for them to read (law 94-V: who is asked shows what is kept). Undefined when there is none. */
export async function exportPerson(
  reader: Reader,
  keyring: Keyring,
  iin: Iin,
  now: Date,
): Promise<PersonExport | undefined> {
  const who = await findWho(reader, keyring, iin)
  const kinds: PersonExport['kinds'][number][] = []
  for (const [table, spec] of Object.entries(personTables)) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${spec.where(who)}`.execute(reader)
    if (rows.length === 0) continue
    kinds.push({
      kind: table,
      about: spec.about,
      kept: keptFor(table),
      ...(spec.hides ? { leftOut: Object.entries(spec.hides).map(([name, why]) => `${name}: ${why}`) } : {}),
      rows: rows.map((row) => readable(keyring, table, spec, row)),
    })
  }
  if (kinds.length === 0) return undefined
  return {
    about:
      'Everything that Kabinet keeps of this person. Keyed hashes by which rows are looked up are left out: they say nothing without the key.',
    madeAt: now.toISOString(),
    iin,
    kinds,
  }
}

/** A row as a person can read it: sealed values opened under their plain names, hashes left out. */
function readable(
  keyring: Keyring,
  table: string,
  { hides = {} }: PersonTable,
  row: Record<string, unknown>,
) {
  const plain: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (value === null && keyed.test(name)) continue
    if (!(value instanceof Buffer)) {
      plain[name.replace(/_sealed$/, '')] = value
      continue
    }
    const column = sealedColumns.find((each) => each.table === table && each.column === name)
    if (!column || Object.hasOwn(hides, name)) continue
    plain[name.replace(/_sealed$/, '')] = parsed(openSealed(keyring, column, value, row.kind).plain)
  }
  return plain
}

/** Columns of keyed hashes: left out also where they are empty. */
const keyed = /_(index|hash|digest|mac|mark)$|^source_key$/

/** Words of an event and the like are stored as JSON. */
function parsed(text: string): unknown {
  if (!text.startsWith('{')) return text
  return JSON.parse(text)
}

const kindOf: Readonly<Record<string, RetentionKind>> = {
  passwords: 'replaced_passwords',
  bindings: 'removed_bindings',
  births: 'registers',
  mobile_citizens: 'registers',
}

function keptFor(table: string): string {
  const kind = kindOf[table] ?? table
  if (!isKind(kind)) return ''
  const { days, until } = retention[kind]
  return days ? `${days} days ${until}` : `until ${until}`
}

function isKind(name: string): name is RetentionKind {
  return Object.hasOwn(retention, name)
}
