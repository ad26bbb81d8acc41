import { certificateCell, iinCell, optional, refused } from './cells.ts'
import type { Cells } from './header.ts'
import { canonical, countWritten, type Kind, onlyOnce, type ReadRow, type RowContext } from './kind.ts'

/** Birth records. One parent may be absent, whichever of the two columns is empty. */
export const births: Kind = {
  columns: ['child_iin', 'certificate_number', 'first_parent_iin', 'second_parent_iin'],
  staging: [
    ['child_index', 'bytea'],
    ['certificate_index', 'bytea'],
    ['certificate_digits', 'bytea'],
    ['has_series', 'boolean'],
    ['first_parent_index', 'bytea'],
    ['second_parent_index', 'bytea'],
    ['source_digest', 'bytea'],
  ],
  checks: [onlyOnce('child_index', 'child_iin')],
  read,
  apply: (client) => countWritten(client, writeBirths),
}

function read(cells: Cells, { keyring }: RowContext): ReadRow {
  const child = iinCell(cells, 'child_iin')
  if (!child.ok) return child
  const certificate = certificateCell(cells, 'certificate_number')
  if (!certificate.ok) return certificate
  const one = optional(cells, 'first_parent_iin', () => iinCell(cells, 'first_parent_iin'))
  if (!one.ok) return one
  const other = optional(cells, 'second_parent_iin', () => iinCell(cells, 'second_parent_iin'))
  if (!other.ok) return other
  const [first, second = null] = [one.value, other.value].filter((parent) => parent !== null)
  if (first === undefined) return refused('first_parent_iin', 'iin-empty')
  if (first === second) return refused('second_parent_iin', 'parents-equal')
  const { key, digits, hasSeries } = certificate.value
  return {
    ok: true,
    values: [
      keyring.index('iin', child.value),
      keyring.index('certificate', key),
      keyring.index('certificate-digits', digits),
      hasSeries,
      keyring.index('iin', first),
      second && keyring.index('iin', second),
      keyring.mac('import.births', canonical(child.value, key, first, second)),
    ],
  }
}

const writeBirths = `
  insert into births (child_index, certificate_index, certificate_digits, has_series,
    first_parent_index, second_parent_index, source_digest)
  select child_index, certificate_index, certificate_digits, has_series,
    first_parent_index, second_parent_index, source_digest
    from import_rows row
   where not exists (
     select from births where births.child_index = row.child_index and births.source_digest = row.source_digest)
  on conflict (child_index) do update set
    certificate_index = excluded.certificate_index,
    certificate_digits = excluded.certificate_digits,
    has_series = excluded.has_series,
    first_parent_index = excluded.first_parent_index,
    second_parent_index = excluded.second_parent_index,
    source_digest = excluded.source_digest
  returning old.child_index is null as fresh`
