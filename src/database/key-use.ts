import type { Database } from './database.ts'
import type { Key } from './keyring.ts'
import { sealedColumns } from './sealed-columns.ts'

/** How many values of one column hang on one key. */
export type KeyUse = {
  readonly table: string
  readonly column: string
  readonly keyId: string
  readonly values: number
}

/** Counts every sealed value by column and key id, which stands readable before it; reads all of these tables once. */
export async function keysInUse({ pool }: Pick<Database, 'pool'>): Promise<KeyUse[]> {
  const counts = sealedColumns.map(
    ({ table, column }) =>
      `select '${table}' as table, '${column}' as column,
              encode(substring(${column} from 2 for get_byte(${column}, 0)), 'escape') as "keyId", count(*)::float8 as values
         from ${table} where ${column} is not null group by 3`,
  )
  const { rows } = await pool.query<KeyUse>(`${counts.join(' union all ')} order by 1, 2, 3`)
  return rows
}

/** A key of the configuration or of the data, what it does, and whether it can go. */
export type KeyState = {
  readonly id: string
  readonly does: readonly ('seals' | 'indexes' | 'opens' | 'missing')[]
  readonly values: number
  /** True for a key that neither seals nor indexes and that no value needs. */
  readonly mayGo: boolean
}

/** What each key is for, in the order of the configuration; then those that values need and nobody has configured. */
export function judgeKeys(keys: readonly Pick<Key, 'id'>[], use: readonly KeyUse[]): KeyState[] {
  const [sealing, indexing] = [keys[0]?.id, keys.at(-1)?.id]
  const configured = [...new Set(keys.map(({ id }) => id))]
  const valuesOf = (id: string) =>
    use.filter(({ keyId }) => keyId === id).reduce((sum, { values }) => sum + values, 0)
  const missing = [...new Set(use.map(({ keyId }) => keyId))].filter((id) => !configured.includes(id))
  return [
    ...configured.map((id): KeyState => {
      const roles = [
        ...(id === sealing ? ['seals' as const] : []),
        ...(id === indexing ? ['indexes' as const] : []),
      ]
      const values = valuesOf(id)
      return {
        id,
        does: roles.length > 0 ? roles : ['opens'],
        values,
        mayGo: roles.length === 0 && values === 0,
      }
    }),
    ...missing.map((id): KeyState => ({ id, does: ['missing'], values: valuesOf(id), mayGo: false })),
  ]
}
