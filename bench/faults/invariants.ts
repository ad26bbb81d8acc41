import type pg from 'pg'

/** How often an account did each thing, as each table that is written in the same transaction tells it. */
export type Counts = Readonly<Record<string, number>> & { readonly iin_index: never }

const auditLines = (type: string, outcome: string, more = '') =>
  `(select count(*) from audit_log l where l.account_id = a.id and l.type = '${type}' and l.outcome = '${outcome}' ${more})`
const events = (kind: string) =>
  `(select count(*) from events e where e.account_id = a.id and e.category = 'security' and e.kind = '${kind}')`
const rows = (from: string, where: string) =>
  `(select count(*) from ${from} where account_id = a.id and ${where})`

/** What is told several times in one transaction: the figures of a line are equal for every account, or a change is half done. */
export const equalities: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'sign-in': { 'audit lines': auditLines('sign-in', 'matched'), sessions: rows('sessions', 'true') },
  'sign-out': {
    'audit lines': auditLines('sign-out', 'ended'),
    sessions: rows('sessions', "ended_by = 'sign-out'"),
  },
  'session-end': {
    'counted in audit lines': `(select coalesce(sum((l.detail ->> 'count')::int), 0) from audit_log l
      where l.account_id = a.id and l.type = 'session.end-others')`,
    sessions: rows('sessions', "ended_by = 'person'"),
  },
  'session-end, told': {
    'audit lines': auditLines('session.end-others', 'ended', "and l.detail ->> 'count' <> '0'"),
    events: events('other-sessions-ended'),
  },
  'password-change': {
    'audit lines': auditLines('password.change', 'changed'),
    passwords: rows('passwords', "set_by = 'person'"),
    events: events('password-changed'),
  },
  activation: {
    'audit lines': auditLines('activation', 'registered'),
    events: events('app-activated'),
    bindings: rows('bindings', 'true'),
    'one-time passwords used': rows('activations', 'used_at is not null'),
    'one-time passwords with their binding': rows('activations', 'used_by is not null'),
  },
  recovery: {
    'audit lines': auditLines('recovery.password', 'changed'),
    'codes used': rows('recoveries', "outcome = 'done' and ended_at is not null and code_mac is null"),
    events: events('password-recovered'),
  },
  'recovery, limited mode': {
    'audit lines': auditLines('recovery.password', 'changed', "and (l.detail ->> 'limited')::boolean"),
    restrictions: `(select count(distinct since) from restrictions where account_id = a.id and kind = 'limited')`,
    events: events('limited-started'),
  },
  'printed-code-made': {
    'audit lines': auditLines('printed-code', 'made'),
    codes: rows('printed_codes', 'true'),
    events: events('printed-code-made'),
  },
  'printed-code-used': {
    'audit lines': auditLines('recovery.printed', 'changed'),
    codes: rows('printed_codes', 'used_at is not null'),
    events: events('printed-code-used'),
  },
  'password by recovery': {
    passwords: rows('passwords', "set_by = 'recovery'"),
    'audit lines': `${auditLines('recovery.password', 'changed')} + ${auditLines('recovery.printed', 'changed')}`,
  },
  'password replaced': {
    replaced: rows('passwords', 'replaced_at is not null'),
    'set later': `greatest(${rows('passwords', 'true')} - 1, 0)`,
  },
}

/** How often each change of the ledger happened, by the table that only it writes. */
export const happened: Readonly<Record<string, string>> = {
  'sign-in': auditLines('sign-in', 'matched'),
  'sign-out': auditLines('sign-out', 'ended'),
  'session-end': auditLines('session.end-others', 'ended'),
  'password-change': auditLines('password.change', 'changed'),
  activation: auditLines('activation', 'registered'),
  'code-shown': auditLines('recovery-code', 'shown'),
  recovery: auditLines('recovery.password', 'changed'),
  'printed-code-made': auditLines('printed-code', 'made'),
  'printed-code-used': auditLines('recovery.printed', 'changed'),
}

/** Ids carry the database's time, which no node's clock moves (UUID version 7). */
const recovered = (id: string) => `exists (select from passwords p where p.account_id = x.account_id
  and p.set_by = 'recovery' and x.${id} < p.id)`

/** What no transaction leaves behind: each statement finds rows of accounts (`id`) that should not be. */
export const trustedBefore = 'no browser is trusted from before a recovery'
const remains: Readonly<Record<string, string>> = {
  'an account that had a password has one':
    'select account_id as id from passwords group by 1 having count(*) filter (where replaced_at is null) <> 1',
  'no session outlives a recovery': `select account_id as id from sessions x where ended_at is null and ${recovered('public_id')}`,
  'no other session outlives a new password': `select x.account_id as id from sessions x
    join passwords p on p.account_id = x.account_id and p.set_by = 'person' and x.public_id < p.id
    where x.ended_at is null group by 1, p.id having count(*) > 1`,
  'an ended session has its reason': `select account_id as id from sessions where (ended_at is null) <> (ended_by is null)`,
  [trustedBefore]: `select account_id as id from trusted_browsers x where revoked_at is null and exists (select from
    passwords p where p.account_id = x.account_id and p.set_by = 'recovery' and x.trusted_at < p.set_at)`,
  'no request stays open over a recovery': `select account_id as id from recoveries x where ended_at is null and ${recovered('id')}`,
  'a request has one event': `select account_id as id from events where kind = 'recovery-asked' group by 1, params ->> 'recovery' having count(*) > 1`,
  'every app has one notice of each event': `select e.account_id as id from events e
    join bindings b on b.account_id = e.account_id and b.removed_at is null and b.id < e.id
    left join outbox o on o.event_id = e.id and o.installation_id = b.installation_id and o.channel = 'app'
    where e.category = 'security'
      -- An alert does not hold the account: one that is told while an app is being bound may miss it.
      and (e.kind <> 'recovery-asked' or uuid_extract_timestamp(e.id) > uuid_extract_timestamp(b.id) + interval '5 s')
    group by 1, e.id, b.id having count(o.id) <> 1`,
}

export type Account = { readonly iinIndex: Buffer; readonly counts: Record<string, Record<string, number>> }

/** Reads, in one snapshot, what every account of these did, and what lies about that should not. */
export async function examine(
  client: pg.ClientBase,
  iinIndexes: readonly Buffer[],
  ignored: readonly string[] = [],
): Promise<{
  accounts: Account[]
  halves: { iinIndex: Buffer; what: string }[]
  sessions: Map<string, boolean>
}> {
  await client.query('begin isolation level repeatable read read only')
  const groups = { ...equalities, happened }
  const columns = Object.entries(groups).map(
    ([name, figures]) =>
      `json_build_object(${Object.entries(figures)
        .map(([figure, sql]) => `'${figure}', ${sql}`)
        .join(', ')}) as "${name}"`,
  )
  const found = await client.query<Record<string, never> & { iin_index: Buffer }>(
    `select a.iin_index, ${columns.join(', ')} from accounts a where a.iin_index = any($1)`,
    [iinIndexes],
  )
  const halves: { iinIndex: Buffer; what: string }[] = []
  for (const [what, sql] of Object.entries(remains)) {
    if (ignored.includes(what)) continue
    const left = await client.query<{ iin_index: Buffer }>(
      `select distinct a.iin_index from (${sql}) found join accounts a on a.id = found.id where a.iin_index = any($1)`,
      [iinIndexes],
    )
    for (const { iin_index } of left.rows) halves.push({ iinIndex: iin_index, what: `not so: ${what}` })
  }
  const sessions = await client.query<{ hash: string; lives: boolean }>(
    "select encode(id_hash, 'hex') as hash, ended_at is null as lives from sessions",
  )
  await client.query('commit')
  return {
    accounts: found.rows.map(({ iin_index, ...counts }) => ({ iinIndex: iin_index, counts })),
    halves,
    sessions: new Map(sessions.rows.map(({ hash, lives }) => [hash, lives])),
  }
}
