/** Where it is written who was affected, and by what. */
export type BreachSource = { readonly about: string; readonly sql: string }

const none = 'null::bytea'

/** Children who stood under the account of session `s` while it lived: who browses it reads their names. */
const childrenOfSession = `
  select c.child_sealed from children c
   where c.account_id = s.account_id and not exists (
     select from transfers t where t.child_index = c.child_index and t.account_id = s.account_id
       and t.former_account_id is distinct from s.account_id and t.done_at >= coalesce(s.ended_at, s.seen_at))
  union
  select c.child_sealed from transfers t join children c on c.child_index = t.child_index
   where t.former_account_id = s.account_id and t.done_at >= s.created_at`

/** Both sides of claims: the claimant, who may have no account, and the child. */
const claims = (when: string) => `
  select t.claimant_sealed as sealed, 'transfers.claimant' as context, t.made_at as at,
    coalesce(t.done_at, t.expires_at) as until, ${none} as address_sealed,
    jsonb_build_object('as', 'claimant', 'done', t.done_at is not null) as detail
  from transfers t where ${when}
  union all
  select c.child_sealed, 'children.iin', t.made_at, coalesce(t.done_at, t.expires_at), ${none},
    jsonb_build_object('as', 'child', 'done', t.done_at is not null)
  from transfers t join children c on c.child_index = t.child_index where ${when}`

/** Claims that stopped at a silent register: everybody who is named in the kept answers. */
const stopped = (when: string) => `
  select k.answers_sealed, 'cases.answers', k.opened_at, k.decided_at, ${none},
    jsonb_build_object('case', k.number)
  from cases k where k.kind = 'transfer' and ${when}`

/**
 * One query for each kind; `$1` and `$2` are the first and last moment. Each gives a sealed IIN, or sealed JSON that holds some,
 * with the context that opens it, the moment, the end, the sealed network address (opened as `{kind}.address`), and what is
 * known besides. Nothing sealed: nobody can be named.
 */
export const breachSources = {
  sessions: {
    about:
      'sessions that lived within the time: whose account was open, in which browser, from which address, and the children under it',
    sql: `select a.iin_sealed as sealed, 'accounts.iin' as context, s.created_at as at,
        coalesce(s.ended_at, s.seen_at) as until, s.address_sealed,
        jsonb_build_object('browser', s.browser, 'endedBy', s.ended_by) as detail
      from sessions s join accounts a on a.id = s.account_id
      where s.created_at <= $2 and coalesce(s.ended_at, s.seen_at) >= $1
      union all
      select c.child_sealed, 'children.iin', s.created_at, coalesce(s.ended_at, s.seen_at), ${none},
        jsonb_build_object('as', 'child', 'browser', s.browser)
      from sessions s cross join lateral (${childrenOfSession}) c
      where s.created_at <= $2 and coalesce(s.ended_at, s.seen_at) >= $1`,
  },
  recoveries: {
    about:
      'requests for a code that were open within the time, and how they ended, also for an IIN without an account',
    sql: `select coalesce(a.iin_sealed, t.claimant_sealed, p.iin_sealed) as sealed,
        case when a.id is not null then 'accounts.iin' when t.id is not null then 'transfers.claimant'
          else 'activations.iin' end as context,
        r.asked_at as at, coalesce(r.ended_at, r.expires_at) as until, r.address_sealed,
        jsonb_build_object('browser', r.browser, 'outcome', r.outcome)
          || case when a.id is not null then '{}' when t.id is not null then '{"as": "claimant"}'
            else '{"as": "visitor"}' end::jsonb as detail
      from recoveries r left join accounts a on a.id = r.account_id left join transfers t on t.id = r.transfer_id
        left join lateral (select iin_sealed from activations where recovery_id = r.id limit 1) p on true
      where r.asked_at <= $2 and coalesce(r.ended_at, r.expires_at) >= $1`,
  },
  events: {
    about: 'security events within the time, as the owner reads them',
    sql: `select a.iin_sealed as sealed, 'accounts.iin' as context, e.at, null::timestamptz as until,
        ${none} as address_sealed, jsonb_build_object('event', e.kind, 'browser', e.browser) as detail
      from events e join accounts a on a.id = e.account_id
      where e.category = 'security' and e.at between $1 and $2`,
  },
  audit: {
    about:
      'lines of the audit within the time that name an account, also one that was erased since, or a claim without one',
    sql: `select coalesce(a.iin_sealed, t.claimant_sealed) as sealed,
        case when a.id is not null then 'accounts.iin' else 'transfers.claimant' end as context,
        l.at, null::timestamptz as until, ${none} as address_sealed,
        jsonb_build_object('type', l.type, 'actor', l.actor, 'outcome', l.outcome, 'reference', l.request_id)
          || case when l.account_id is not null then '{}' else '{"as": "claimant"}' end::jsonb as detail
      from audit_log l left join accounts a on a.id = l.account_id
        left join transfers t on l.account_id is null and t.id::text = l.detail->>'transfer'
      where (l.account_id is not null or t.id is not null) and l.at between $1 and $2`,
  },
  claims: {
    about:
      'claims to a child that were open within the time, stopped ones too: claimants without an account, children, named parents',
    sql: `${claims('t.made_at <= $2 and coalesce(t.done_at, t.expires_at) >= $1')}
      union all ${stopped('k.opened_at <= $2 and coalesce(k.decided_at, $2) >= $1')}`,
  },
  accounts: {
    about: 'everybody whose account was kept at the end of the time, closed ones too',
    sql: `select a.iin_sealed as sealed, 'accounts.iin' as context, a.created_at as at, a.closed_at as until,
        ${none} as address_sealed, '{}'::jsonb as detail
      from accounts a where a.created_at <= $2 and $1::timestamptz is not null`,
  },
  children: {
    about: 'every child who was kept at the end of the time; the moment is since when they queue or attend',
    sql: `select c.child_sealed as sealed, 'children.iin' as context, c.since::timestamptz as at,
        null::timestamptz as until, ${none} as address_sealed, jsonb_build_object('as', 'child') as detail
      from children c where c.since <= $2::timestamptz and $1::timestamptz is not null`,
  },
  others: {
    about:
      'everybody else whose IIN was kept at the end of the time: claims, their answers, one-time passwords and pages under way',
    sql: `${claims('t.made_at <= $2 and $1::timestamptz is not null')}
      union all ${stopped('k.opened_at <= $2 and k.answers_sealed is not null')}
      union all
      select v.iin_sealed, 'activations.iin', v.made_at, v.expires_at, ${none}, jsonb_build_object('as', 'visitor')
      from activations v where v.account_id is null and v.made_at <= $2
      union all
      select f.state_sealed, 'flows.' || f.kind, f.created_at, f.expires_at, ${none}, jsonb_build_object('page', f.kind)
      from flows f where f.created_at <= $2`,
  },
} as const satisfies Readonly<Record<string, BreachSource>>

export type BreachKind = keyof typeof breachSources
