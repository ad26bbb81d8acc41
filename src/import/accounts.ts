import type pg from 'pg'
import { readHash } from '../account/passwords/imported.ts'
import {
  type Cell,
  good,
  iinCell,
  languageCell,
  lineCell,
  optional,
  phoneCell,
  refused,
  systemCell,
} from './cells.ts'
import type { Cells } from './header.ts'
import {
  type Applied,
  canonical,
  countWritten,
  type Kind,
  onlyOnce,
  type ReadRow,
  type RowContext,
} from './kind.ts'
import { linkChildren } from './link-children.ts'

/**
 * Accounts as a queue system exports them. Importing again changes only what has changed there, and never takes back
 * what the person has done here:
 * - name and system follow the file;
 * - the language is taken when the account is made, and is the person's from then on;
 * - the number follows the file until a person or a transfer has set one;
 * - a password is taken when the account has none, or has one that an import brought and the file now has another;
 *   an empty hash leaves everything as it is, and the digest is of the hash in the file, so that the rehash at
 *   a sign-in is no change;
 * - a closed account stays closed and gets no password;
 * - who was erased is not made again (`kabinet person readmit` takes that back).
 * An account that is not in the file stays.
 */
export const accounts: Kind = {
  columns: ['iin', 'full_name', 'phone', 'language', 'system', 'password_hash'],
  // `$argon2id$v=19$m=19456,t=2,p=1$…` has commas, and the queue systems write it without quotes.
  unquoted: { column: 'password_hash', begins: '$argon2' },
  staging: [
    ['iin_index', 'bytea'],
    ['iin_sealed', 'bytea'],
    ['name_sealed', 'bytea'],
    ['phone_index', 'bytea'],
    ['phone_sealed', 'bytea'],
    ['language', 'text'],
    ['system', 'text'],
    ['source_digest', 'bytea'],
    ['phc_sealed', 'bytea'],
    ['phc_digest', 'bytea'],
  ],
  checks: [onlyOnce('iin_index', 'iin')],
  read,
  apply,
}

const longestName = 300

function read(cells: Cells, { keyring, extraPrefixes }: RowContext): ReadRow {
  const iin = iinCell(cells, 'iin')
  if (!iin.ok) return iin
  const name = lineCell(cells, 'full_name', longestName)
  if (!name.ok) return name
  const phone = optional(cells, 'phone', () => phoneCell(cells, 'phone', extraPrefixes))
  if (!phone.ok) return phone
  const language = languageCell(cells, 'language')
  if (!language.ok) return language
  const system = systemCell(cells, 'system')
  if (!system.ok) return system
  const hash = optional(cells, 'password_hash', () => hashCell(cells, 'password_hash'))
  if (!hash.ok) return hash
  const content = canonical(iin.value, name.value, phone.value, language.value, system.value)
  return {
    ok: true,
    values: [
      keyring.index('iin', iin.value),
      keyring.seal('accounts.iin', iin.value),
      keyring.seal('accounts.name', name.value),
      phone.value && keyring.index('phone', phone.value),
      phone.value && keyring.seal('accounts.phone', phone.value),
      language.value,
      system.value,
      keyring.mac('import.accounts', content),
      hash.value && keyring.seal('passwords.phc', hash.value),
      hash.value && keyring.mac('import.password', hash.value),
    ],
  }
}

function hashCell(cells: Cells, column: string): Cell<string> {
  const hash = readHash(cells(column).trim())
  return hash.ok ? good(hash.phc) : refused(column, hash.problem)
}

async function apply(client: pg.ClientBase): Promise<Applied> {
  const written = await countWritten(client, writeAccounts)
  await client.query(replacePasswords)
  const { rows } = await client.query<{ changed: number }>(addPasswords)
  await linkChildren(client)
  return { fresh: written.fresh, changed: written.changed + (rows[0]?.changed ?? 0) }
}

// Unchanged rows are left out before they conflict: a conflict locks and so rewrites the row it meets. In the order of the
// index, half a million new rows wrote 355 MB of log instead of 397.
const writeAccounts = `
  insert into accounts (iin_index, iin_sealed, name_sealed, phone_index, phone_sealed, language, system, source_digest)
  select iin_index, iin_sealed, name_sealed, phone_index, phone_sealed, language, system, source_digest
    from import_rows row
   where not exists (
     select from accounts where accounts.iin_index = row.iin_index and accounts.source_digest = row.source_digest)
     and (not exists (select from erased_people gone where gone.iin_index = row.iin_index)
       or exists (select from accounts where accounts.iin_index = row.iin_index))
   order by iin_index
  on conflict (iin_index) do update set
    name_sealed = excluded.name_sealed,
    phone_index = case accounts.phone_set_by when 'import' then excluded.phone_index else accounts.phone_index end,
    phone_sealed = case accounts.phone_set_by when 'import' then excluded.phone_sealed else accounts.phone_sealed end,
    system = excluded.system,
    source_digest = excluded.source_digest
  returning old.id is null as fresh`

const replacePasswords = `
  update passwords set replaced_at = now()
    from import_rows row join accounts on accounts.iin_index = row.iin_index
   where passwords.account_id = accounts.id and passwords.replaced_at is null and passwords.set_by = 'import'
     and row.phc_digest is not null and passwords.source_digest is distinct from row.phc_digest
     and accounts.closed_at is null`

// Accounts that this transaction has written are counted already.
const addPasswords = `
  with added as (
    insert into passwords (account_id, phc_sealed, source_digest, set_by)
    select accounts.id, row.phc_sealed, row.phc_digest, 'import'
      from import_rows row join accounts on accounts.iin_index = row.iin_index
     where row.phc_sealed is not null and accounts.closed_at is null and not exists (
       select from passwords where passwords.account_id = accounts.id and passwords.replaced_at is null)
     order by accounts.id
    returning account_id)
  select count(*)::int as changed from added join accounts on accounts.id = added.account_id
   where accounts.xmin <> pg_current_xact_id()::xid`
