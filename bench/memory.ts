import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { administratorOf } from '../src/database/engine/start.ts'
import type { Options } from './benchmark.ts'
import { type Server, serverWithCrowd } from './server.ts'

export const heading = 'Memory'
const restSeconds = 5

/** What server and engine hold at rest, after work, and with a million sessions that are alive. */
export async function run(options: Options): Promise<string> {
  const [sessions, seconds] = [options.number('sessions', 1_000_000), options.number('seconds', 10)]
  const server = await serverWithCrowd()
  const rows: string[] = []
  const note = async (when: string) => {
    await wait(restSeconds * 1000)
    const [own, engine] = [residentMiB(server.pid), engineMiB(server.engine.pid)]
    rows.push(`| ${when} | ${own.toFixed(0)} MiB | ${engine.toFixed(0)} MiB |`)
    process.stderr.write(`${when}: server ${own.toFixed(0)} MiB, engine ${engine.toFixed(0)} MiB\n`)
  }
  const work = async () => {
    await server.load('sign-in', 32, seconds)
    await server.load('feed', 16, seconds)
  }
  try {
    await note('at rest')
    await work()
    await note(`after ${seconds} s of sign-ins, 32 at once, and ${seconds} s of feed pages, 16 at once`)
    const size = await manySessions(server, sessions)
    await note(`with ${sessions.toLocaleString('en')} sessions, ${size} of table and indexes`)
    await work()
    await note('the same sign-ins and pages after that')
    return `${restSeconds} s after each. Of the server what is resident (VmRSS), of all the engine's processes their share (Pss), so that what they
share counts once: 128 MiB of it are its buffers, which fill as they are used. A session is a row, so the server holds none.

| when | server | PostgreSQL |
|---|---|---|
${rows.join('\n')}
`
  } finally {
    await server.remove()
  }
}

/** Sessions of the whole crowd, as many as are asked for, alive for twelve hours. Returns what they take on disk. */
async function manySessions({ engine }: Server, sessions: number): Promise<string> {
  const client = new pg.Client({ ...administratorOf(engine), user: 'kabinet', database: 'kabinet' })
  await client.connect()
  try {
    const { rows: found } = await client.query<{ people: number }>(
      'select count(*)::integer as people from accounts',
    )
    await client.query(
      `insert into sessions (id_hash, account_id, created_at, seen_at, expires_at, reauthenticated_at, browser, address_sealed)
       select sha256(number::text::bytea), id, now(), now(), now() + interval '12 hours', now(), model.browser, model.address_sealed
         from generate_series(1, $1::integer) number
         join (select id, row_number() over () - 1 as place from accounts) people on place = number % $2::integer
        cross join (select browser, address_sealed from sessions limit 1) model`,
      [sessions, found[0]?.people],
    )
    const { rows } = await client.query<{ size: string; count: number }>(
      "select pg_size_pretty(pg_total_relation_size('sessions')) as size, count(*)::integer as count from sessions",
    )
    if ((rows[0]?.count ?? 0) < sessions) throw new Error('the sessions are not there')
    return rows[0]?.size ?? ''
  } finally {
    await client.end()
  }
}

function residentMiB(pid: number): number {
  return kibOf(`/proc/${pid}/status`, 'VmRSS') / 1024
}

function engineMiB(postmaster: number): number {
  const processes = readdirSync('/proc').filter(
    (name) =>
      Number(name) === postmaster ||
      (/^\d+$/.test(name) && kibOf(`/proc/${name}/status`, 'PPid') === postmaster),
  )
  return processes.reduce((sum, pid) => sum + kibOf(`/proc/${pid}/smaps_rollup`, 'Pss'), 0) / 1024
}

/** A number of a file below /proc; 0 where the process has just ended. */
function kibOf(path: string, name: string): number {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(path, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
