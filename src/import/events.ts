import type pg from 'pg'
import { type EventWords, feedChannel, sealWords } from '../account/events.ts'
import { type Language, languages } from '../domain/language.ts'
import { retention } from '../domain/retention.ts'
import { bodyCell, type Cell, good, iinCell, lineCell, momentCell, refused, systemCell } from './cells.ts'
import type { Cells } from './header.ts'
import type { Applied, Kind, ReadRow, RowContext } from './kind.ts'
import { canonical } from './kind.ts'

/**
 * Events of queue systems for the feed. What names an event is whom, which system, when and what kind; equal ones are
 * told apart by a count, in the order of their words, so that the order of the rows does not matter. An event whose
 * words have changed keeps its place and its read mark.
 */
export const events: Kind = {
  columns: [
    'iin',
    'system',
    'at',
    'kind',
    ...['title', 'body'].flatMap((part) => languages.map((language) => `${part}_${language}`)),
  ],
  staging: [
    ['iin_index', 'bytea'],
    ['system', 'text'],
    ['at', 'text'],
    ['kind', 'text'],
    ['words_sealed', 'bytea'],
    ['base_key', 'bytea'],
    ['words_digest', 'bytea'],
  ],
  checks: [
    {
      column: 'iin',
      problem: 'account-unknown',
      where: 'not exists (select from accounts where accounts.iin_index = import_rows.iin_index)',
    },
  ],
  read,
  apply,
}

const longestTitle = 300
const longestBody = 2000
/** More open feeds than this would not hear of it at once; the next look shows it. */
const mostNotices = 10_000

function read(cells: Cells, { keyring }: RowContext): ReadRow {
  const iin = iinCell(cells, 'iin')
  if (!iin.ok) return iin
  const system = systemCell(cells, 'system')
  if (!system.ok) return system
  const at = momentCell(cells, 'at')
  if (!at.ok) return at
  const kind = kindCell(cells, 'kind')
  if (!kind.ok) return kind
  const words = wordCells(cells)
  if (!words.ok) return words
  const moment = at.value.toISOString()
  return {
    ok: true,
    values: [
      keyring.index('iin', iin.value),
      system.value,
      moment,
      kind.value,
      sealWords(keyring, words.value),
      keyring.mac('import.event', canonical(iin.value, system.value, moment, kind.value)),
      keyring.mac('import.event-words', JSON.stringify(words.value)),
    ],
  }
}

function kindCell(cells: Cells, column: string): Cell<string> {
  const word = cells(column).trim()
  return /^[a-z][a-z0-9-]{0,39}$/.test(word) ? good(word) : refused(column, 'kind-invalid')
}

function wordCells(cells: Cells): Cell<EventWords> {
  const words: Partial<Record<Language, EventWords[Language]>> = {}
  for (const language of languages) {
    const title = lineCell(cells, `title_${language}`, longestTitle)
    if (!title.ok) return title
    const body = bodyCell(cells, `body_${language}`, longestBody)
    if (!body.ok) return body
    words[language] = { title: title.value, body: body.value }
  }
  const { kk, ru, en } = words
  if (!kk || !ru || !en) return refused('title_kk', 'text-empty')
  const lacking = languages.find((language) => words[language]?.body === '')
  const full = languages.some((language) => words[language]?.body !== '')
  if (lacking && full) return refused(`body_${lacking}`, 'body-not-in-every-language')
  return good({ kk, ru, en })
}

async function apply(client: pg.ClientBase): Promise<Applied> {
  const { rows } = await client.query<{ fresh: number; changed: number }>(writeEvents, [
    feedChannel,
    mostNotices,
    retention.events.days,
  ])
  return { fresh: rows[0]?.fresh ?? 0, changed: rows[0]?.changed ?? 0 }
}

const writeEvents = `
  with counted as (
    select *, row_number() over (partition by base_key order by words_digest, line) as number from import_rows
  ), keyed as (
    select *, case number when 1 then base_key else sha256(base_key || int8send(number)) end as source_key from counted
  ), written as (
    insert into events (account_id, at, category, kind, system, words_sealed, source_key, source_digest)
    select accounts.id, row.at::timestamptz, 'system', row.kind, row.system, row.words_sealed, row.source_key, row.words_digest
      from keyed row join accounts on accounts.iin_index = row.iin_index
     where not exists (
       select from events known where known.source_key = row.source_key and known.source_digest = row.words_digest)
       and row.at::timestamptz > now() - make_interval(days => $3::int)
     order by row.line
    on conflict (source_key) do update set words_sealed = excluded.words_sealed, source_digest = excluded.source_digest
    returning account_id, old.id is null as fresh
  ), told as materialized (
    select pg_notify($1, account_id::text)::text as notice
      from (select distinct account_id from written where fresh limit $2) grown
  )
  select count(*) filter (where fresh)::int as fresh, count(*) filter (where not fresh)::int as changed,
    (select count(notice) from told) as told
  from written`
