import type pg from 'pg'
import { type Cell, dateCell, good, iinCell, lineCell, optional, refused, systemCell } from './cells.ts'
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
 * The kindergarten register. A child comes under the applicant's account when it has none; from then on only a transfer
 * moves it, whatever applicant the file names.
 */
export const kindergarten: Kind = {
  columns: ['child_iin', 'child_name', 'status', 'since', 'applicant_iin', 'system', 'organisation'],
  staging: [
    ['child_index', 'bytea'],
    ['child_sealed', 'bytea'],
    ['name_sealed', 'bytea'],
    ['status', 'text'],
    ['since', 'text'],
    ['applicant_index', 'bytea'],
    ['system', 'text'],
    ['organisation', 'text'],
    ['source_digest', 'bytea'],
  ],
  checks: [onlyOnce('child_index', 'child_iin')],
  read,
  apply,
}

const longestName = 300

function read(cells: Cells, { keyring }: RowContext): ReadRow {
  const child = iinCell(cells, 'child_iin')
  if (!child.ok) return child
  const name = lineCell(cells, 'child_name', longestName)
  if (!name.ok) return name
  const status = statusCell(cells, 'status')
  if (!status.ok) return status
  const since = dateCell(cells, 'since')
  if (!since.ok) return since
  const applicant = iinCell(cells, 'applicant_iin')
  if (!applicant.ok) return applicant
  const system = systemCell(cells, 'system')
  if (!system.ok) return system
  const organisation = optional(cells, 'organisation', () => lineCell(cells, 'organisation', longestName))
  if (!organisation.ok) return organisation
  const content = canonical(
    child.value,
    name.value,
    status.value,
    since.value,
    applicant.value,
    system.value,
    organisation.value,
  )
  return {
    ok: true,
    values: [
      keyring.index('iin', child.value),
      keyring.seal('children.iin', child.value),
      keyring.seal('children.name', name.value),
      status.value,
      since.value,
      keyring.index('iin', applicant.value),
      system.value,
      organisation.value,
      keyring.mac('import.kindergarten', content),
    ],
  }
}

function statusCell(cells: Cells, column: string): Cell<'queued' | 'attending'> {
  const word = cells(column).trim().toLowerCase()
  return word === 'queued' || word === 'attending' ? good(word) : refused(column, 'status-unknown')
}

async function apply(client: pg.ClientBase): Promise<Applied> {
  const written = await countWritten(client, writeChildren)
  await linkChildren(client)
  return written
}

const writeChildren = `
  insert into children
    (child_index, child_sealed, name_sealed, status, since, applicant_index, system, organisation, source_digest)
  select child_index, child_sealed, name_sealed, status, since::date, applicant_index, system, organisation, source_digest
    from import_rows row
   where not exists (
     select from children where children.child_index = row.child_index and children.source_digest = row.source_digest)
     and (not exists (select from erased_people gone where gone.iin_index = row.child_index)
       or exists (select from children where children.child_index = row.child_index))
  on conflict (child_index) do update set
    name_sealed = excluded.name_sealed,
    status = excluded.status,
    since = excluded.since,
    applicant_index = excluded.applicant_index,
    system = excluded.system,
    organisation = excluded.organisation,
    source_digest = excluded.source_digest
  returning old.child_index is null as fresh`
