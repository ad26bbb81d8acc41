import type pg from 'pg'
import { proveHead } from '../../src/audit/encoding.ts'
import { demoKeys } from '../../src/config.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { months } from './fills.ts'

/**
 * A year of audit lines in the months' own tables, each with its place beside it. The places have the size and order of
 * real ones but hashes of nothing (hashing ten million lines takes half an hour), so `audit verify` refuses such a
 * database; the head is proven, and the sequencer goes on from it.
 */
export async function fillAudit(client: pg.Client, linesInAYear: number): Promise<void> {
  await client.query(
    `select audit_make_month(month::date) from generate_series(now() - interval '12 months', now(), interval '1 month') month`,
  )
  for (const month of months(12)) {
    await client.query(`
      insert into audit_log (at, type, actor, factor, account_id, outcome, request_id, detail)
      select now() - interval '${month * 30} days' + place * interval '30 days', 'sign-in', 'citizen', 'password', id, 'matched',
             left(encode(scale_bytes(n, ${9000 + month}), 'hex'), 16), '{"trusted": true, "rehashed": false}'
        from (select n, id, row_number() over ()::float8 / count(*) over () as place from scale_people,
                generate_series(1, floor(weight * ${linesInAYear / 12} + scale_u(n, ${9100 + month}))::int)) written`)
  }
  await client.query(`
    insert into audit_chain (seq, line_id, line_at, chained_at, previous, hash, mac)
    select row_number() over (order by id), id, at, at, sha256(int8send(id - 1)), sha256(int8send(id)), sha256(int8send(-id)) from audit_log`)
  const { rows } = await client.query<{ seq: number; hash: Buffer; id: string }>(
    'select seq::float8 as seq, hash, line_id as id from audit_chain order by line_at desc, seq desc limit 1',
  )
  const [last] = rows
  if (!last) return
  await client.query(
    `insert into audit_head (seq, hash, mac, chained_at, settled_id) values ($1, $2, $3, now(), $4)`,
    [last.seq, last.hash, proveHead(makeKeyring(demoKeys), last), last.id],
  )
}
