import { Readable } from 'node:stream'
import { beforeAll, beforeEach } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from '../database/database.ts'
import { makeKeyring } from '../database/keyring.ts'
import { type ImportKind, type ImportOptions, importFile } from './import-file.ts'

// What the import tests share: a database of the test file's own, emptied before each test, and short ways to speak.

export const keyring = makeKeyring([{ id: 'test', secret: 'a-secret-of-more-than-thirty-two-characters' }])
export const hashes = [
  '$argon2id$v=19$m=19456,t=2,p=1$YS1kZW1vLXNhbHQtMTZieQ$/+SL895APNFuLOzRYAfkqNmGFDh8vwI7ol4v4SviwqE',
  '$2b$10$ZzB4EAMhQMkj4nMWUu0OJOIh5WLtwkDFgT/yUj10.S9ufjWFpDXZy',
] as const
export const [one, two, three] = ['900101300017', '210228500056', '220930600060'] as const

export let database: Database
let auditBefore = 0

/** Call it at the top of the file. */
export function useOwnDatabase(): void {
  beforeAll(async () => {
    database = await freshDatabase()
  })
  beforeEach(async () => {
    await database.pool.query('truncate accounts, children, births, mobile_citizens cascade')
    // The audit lets nothing go: what stands there is not counted.
    auditBefore = await count('audit_log')
  })
}

export function bring(kind: ImportKind, lines: readonly string[], options?: ImportOptions) {
  return importFile({
    kind,
    stream: Readable.from([Buffer.from(lines.join('\n'))]),
    database,
    keyring,
    ...(options ? { options } : {}),
  })
}

export const counts = (report: Awaited<ReturnType<typeof bring>>) => [
  report.outcome,
  report.fresh,
  report.changed,
  report.unchanged,
  report.bad,
]

export const head = 'iin,full_name,phone,language,system,password_hash'
export const row = (
  iin: string,
  more: { name?: string; phone?: string; language?: string; hash?: string } = {},
) =>
  `${iin},${more.name ?? 'Ким Руслан'},${more.phone ?? '87017654321'},${more.language ?? 'ru'},INDIGO,"${more.hash ?? ''}"`

export async function account(iin: string) {
  const found = await database.reader
    .selectFrom('accounts')
    .where('iin_index', '=', keyring.index('iin', iin))
    .selectAll()
    .executeTakeFirstOrThrow()
  const passwords = await database.reader
    .selectFrom('passwords')
    .where('account_id', '=', found.id)
    .orderBy('id')
    .selectAll()
    .execute()
  return {
    ...found,
    name: keyring.open('accounts.name', found.name_sealed),
    phone: found.phone_sealed && keyring.open('accounts.phone', found.phone_sealed),
    passwords: passwords.map((each) => ({
      phc: keyring.open('passwords.phc', each.phc_sealed),
      current: each.replaced_at === null,
      setBy: each.set_by,
    })),
  }
}

/** How many rows came in since the test began. */
export async function rowsIn(table: 'accounts' | 'passwords' | 'events' | 'audit_log'): Promise<number> {
  return (await count(table)) - (table === 'audit_log' ? auditBefore : 0)
}

async function count(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`)
  return rows[0]?.count ?? -1
}

export const kindergarten = ['child_iin,child_name,status,since,applicant_iin,system,organisation']
export const child = (iin: string, applicant: string, status = 'queued') =>
  `${iin},Ким Аяна,${status},2023-09-01,${applicant},INDIGO,Ясли-сад № 12 «Балапан»`

export async function standsUnder(iin: string): Promise<string | null> {
  const found = await database.reader
    .selectFrom('children')
    .where('child_index', '=', keyring.index('iin', iin))
    .select('account_id')
    .executeTakeFirstOrThrow()
  return found.account_id
}
