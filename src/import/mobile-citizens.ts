import { iinCell, phoneCell } from './cells.ts'
import type { Cells } from './header.ts'
import { canonical, countWritten, type Kind, onlyOnce, type ReadRow, type RowContext } from './kind.ts'

/** The mobile-citizens register (BMG): a number belongs to one IIN, an IIN may have several. */
export const mobileCitizens: Kind = {
  columns: ['iin', 'phone'],
  staging: [
    ['phone_index', 'bytea'],
    ['iin_index', 'bytea'],
    ['source_digest', 'bytea'],
  ],
  checks: [onlyOnce('phone_index', 'phone')],
  read,
  apply: (client) => countWritten(client, writeCitizens),
}

function read(cells: Cells, { keyring, extraPrefixes }: RowContext): ReadRow {
  const iin = iinCell(cells, 'iin')
  if (!iin.ok) return iin
  const phone = phoneCell(cells, 'phone', extraPrefixes)
  if (!phone.ok) return phone
  return {
    ok: true,
    values: [
      keyring.index('phone', phone.value),
      keyring.index('iin', iin.value),
      keyring.mac('import.mobile-citizens', canonical(iin.value, phone.value)),
    ],
  }
}

const writeCitizens = `
  insert into mobile_citizens (phone_index, iin_index, source_digest)
  select phone_index, iin_index, source_digest
    from import_rows row
   where not exists (
     select from mobile_citizens known
      where known.phone_index = row.phone_index and known.source_digest = row.source_digest)
  on conflict (phone_index) do update set iin_index = excluded.iin_index, source_digest = excluded.source_digest
  returning old.phone_index is null as fresh`
