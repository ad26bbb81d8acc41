import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, test } from 'vitest'
import { administratorConfig } from '../support/database.ts'

const script = fileURLToPath(new URL('../../bench/failover/tools/pg_controldata', import.meta.url))

test('the failover’s reader of pg_control says what PostgreSQL says of it', async () => {
  const client = new pg.Client(administratorConfig())
  await client.connect()
  try {
    // A place above 4 GB or a second timeline cannot be had here; both halves of a place are read the same way.
    await client.query('checkpoint')
    const { rows } = await client.query<Record<string, string>>(
      `select current_setting('data_directory') as data, s.pg_control_version::text as version,
              s.system_identifier::text as system, c.checkpoint_lsn::text as location, c.redo_lsn::text as redo,
              c.timeline_id::text as timeline, c.prev_timeline_id::text as previous,
              r.min_recovery_end_lsn::text as ending, i.data_page_checksum_version::text as checksums,
              current_setting('max_connections') as connections, current_setting('max_worker_processes') as workers,
              current_setting('max_wal_senders') as senders, current_setting('max_prepared_transactions') as prepared,
              current_setting('max_locks_per_transaction') as locks, current_setting('wal_log_hints') as hints
         from pg_control_system() s, pg_control_checkpoint() c, pg_control_recovery() r, pg_control_init() i`,
    )
    const told = rows[0] ?? {}
    const read = execFileSync(script, [told.data ?? ''], { encoding: 'utf8' })
    expect(
      Object.fromEntries(
        read
          .trim()
          .split('\n')
          .map((line) => line.split(/:\s+/)),
      ),
    ).toEqual({
      'pg_control version number': told.version,
      'Database system identifier': told.system,
      'Database cluster state': 'in production',
      'Latest checkpoint location': told.location,
      "Latest checkpoint's REDO location": told.redo,
      "Latest checkpoint's TimeLineID": told.timeline,
      "Latest checkpoint's PrevTimeLineID": told.previous,
      'Minimum recovery ending location': told.ending,
      "Min recovery ending loc's timeline": '0',
      'wal_log_hints setting': told.hints,
      'max_connections setting': told.connections,
      'max_worker_processes setting': told.workers,
      'max_wal_senders setting': told.senders,
      'max_prepared_xacts setting': told.prepared,
      'max_locks_per_xact setting': told.locks,
      'Data page checksum version': told.checksums,
    })
  } finally {
    await client.end()
  }
})
