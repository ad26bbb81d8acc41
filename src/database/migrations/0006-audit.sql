-- The audit becomes a chain (docs/decisions/0014-audit-chain.md): lines by month (of `at`, UTC), which nothing changes once
-- written, and beside each line its place, given by one sequencer within a second (src/audit/sequencer.ts).

alter table audit_log rename to audit_log_before;
alter table audit_log_before rename constraint audit_log_pkey to audit_log_before_pkey;
alter sequence audit_log_id_seq rename to audit_log_before_id_seq;
drop index audit_log_at;

create table audit_log (
  id         bigint generated always as identity,
  at         timestamptz not null default now(),
  type       text not null,
  actor      text not null,
  -- What the actor showed to be who they say; null in lines of before.
  factor     text,
  account_id uuid,
  outcome    text not null,
  request_id text,
  detail     jsonb not null default '{}',
  primary key (id, at)
) partition by range (at);
create index audit_log_of_account on audit_log (account_id, at) where account_id is not null;

create table audit_chain (
  seq        bigint not null,
  line_id    bigint not null,
  line_at    timestamptz not null,
  chained_at timestamptz not null,
  -- Hash of the line before it; hash of this one (SHA-256); keyed proof that we made it (HMAC-SHA-256).
  previous   bytea storage plain not null,
  hash       bytea storage plain not null,
  mac        bytea storage plain not null,
  primary key (seq, line_at)
) partition by range (line_at);
create unique index audit_chain_of_line on audit_chain (line_id, line_at);

-- How far the chain is. Up to settled_id every line that was ever committed is chained.
create table audit_head (
  one        boolean primary key default true check (one),
  seq        bigint not null,
  hash       bytea not null,
  mac        bytea not null,
  chained_at timestamptz not null,
  settled_id bigint not null
);

-- Months that retention has taken away: which places of the chain they held, and a keyed proof that it was us.
create table audit_dropped (
  month      date primary key,
  ranges     jsonb not null,
  lines      bigint not null,
  mac        bytea not null,
  dropped_at timestamptz not null
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append-only: % of % refused', lower(tg_op), tg_table_name using errcode = 'KA001';
end $$;

create trigger append_only before update or delete on audit_log for each row execute function audit_refuse();
create trigger append_only before update or delete on audit_chain for each row execute function audit_refuse();
create trigger append_only before update or delete on audit_dropped for each row execute function audit_refuse();
create trigger never_emptied before truncate on audit_log for each statement execute function audit_refuse();
create trigger never_emptied before truncate on audit_chain for each statement execute function audit_refuse();
create trigger never_emptied before truncate on audit_dropped for each statement execute function audit_refuse();
create trigger never_emptied before truncate or delete on audit_head for each statement execute function audit_refuse();

-- Any instant of the month will do. A table of its own is attached, which, unlike `partition of`, stops nobody who writes.
-- A month whose lines stand in `…_rest` already (the clock was wrong, or nobody made it in time) is left there.
create function audit_make_month(day date) returns boolean language plpgsql as $$
declare
  starts date := date_trunc('month', day)::date;
  ends   date := (date_trunc('month', day) + interval '1 month')::date;
  suffix text := to_char(day, '_YYYY_MM');
  strays boolean;
  parent text;
begin
  if to_regclass('audit_log' || suffix) is not null then return false; end if;
  perform pg_advisory_xact_lock(7310011);
  -- Another node may have made it while we waited; `to_regclass` would answer from before the wait.
  if exists (select from pg_class where relname = 'audit_log' || suffix and relnamespace = 'public'::regnamespace) then
    return false;
  end if;
  if to_regclass('audit_log_rest') is not null then
    select exists (select from audit_log_rest where at >= starts::timestamp at time zone 'UTC'
                    and at < ends::timestamp at time zone 'UTC') into strays;
    if strays then return false; end if;
  end if;
  foreach parent in array array['audit_log', 'audit_chain'] loop
    execute format('create table %I (like %I including defaults including storage)', parent || suffix, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, parent || suffix,
      starts || ' 00:00:00+00', ends || ' 00:00:00+00');
    execute format('create trigger never_emptied before truncate on %I for each statement execute function audit_refuse()',
      parent || suffix);
  end loop;
  return true;
end $$;

-- Which places of the chain a month's lines hold: as many ranges as slow transactions have cut it into.
create function audit_ranges(day date) returns jsonb language sql stable as $$
  with bounds as (
    select date_trunc('month', day::timestamp) at time zone 'UTC' as starts,
           (date_trunc('month', day::timestamp) + interval '1 month') at time zone 'UTC' as ends
  ), places as (
    select seq, previous, hash, seq - row_number() over (order by seq) as island
      from audit_chain, bounds where line_at >= starts and line_at < ends
  ), ranges as (
    select min(seq) as first, max(seq) as last from places group by island
  )
  select coalesce(jsonb_agg(jsonb_build_object('first', r.first, 'last', r.last,
           'previous', encode(f.previous, 'hex'), 'hash', encode(l.hash, 'hex')) order by r.first), '[]')
    from ranges r join places f on f.seq = r.first join places l on l.seq = r.last
$$;

-- The only way a month may go: the oldest one, over for a month, chained to its last line, and with a line about it in the
-- chain. The caller brings what `audit_ranges` said and its keyed proof; the sequencer waits meanwhile.
create function audit_drop_month(day date, said jsonb, proof bytea, moment timestamptz) returns bigint language plpgsql as $$
declare
  starts date := date_trunc('month', day)::date;
  suffix text := to_char(day, '_YYYY_MM');
  chained bigint;
  written bigint;
begin
  if to_regclass('audit_log' || suffix) is null then
    raise exception 'the audit has no such month' using errcode = 'KA002';
  end if;
  if (starts + interval '2 months') at time zone 'UTC' > moment then
    raise exception 'the month is too young to go' using errcode = 'KA002';
  end if;
  if exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
              where i.inhparent = 'audit_log'::regclass and c.relname ~ '^audit_log_\d{4}_\d\d$'
                and c.relname < 'audit_log' || suffix) then
    raise exception 'an older month is still there' using errcode = 'KA002';
  end if;
  perform pg_advisory_xact_lock(7310010);
  execute format('select count(*) from %I', 'audit_log' || suffix) into written;
  execute format('select count(*) from %I', 'audit_chain' || suffix) into chained;
  if written <> chained then
    raise exception 'the month has lines that are not chained' using errcode = 'KA002';
  end if;
  if audit_ranges(day) <> said then
    raise exception 'the month holds other places of the chain' using errcode = 'KA002';
  end if;
  insert into audit_dropped (month, ranges, lines, mac, dropped_at) values (starts, said, written, proof, moment);
  insert into audit_log (type, actor, factor, outcome, detail)
    values ('audit.drop', 'system', 'none', 'dropped',
      jsonb_build_object('month', to_char(day, 'YYYY-MM'), 'lines', written, 'ranges', said));
  execute format('drop table %I, %I', 'audit_chain' || suffix, 'audit_log' || suffix);
  return written;
end $$;

-- Before `…_rest` is there, so that nothing has to be looked through. Months ahead are made by src/audit/months.ts too.
select audit_make_month(month::date) from generate_series(
  date_trunc('month', coalesce((select min(at) from audit_log_before), now()) at time zone 'UTC'),
  date_trunc('month', now() at time zone 'UTC') + interval '2 months', interval '1 month') month;
create table audit_log_rest partition of audit_log default;
create table audit_chain_rest partition of audit_chain default;
create trigger never_emptied before truncate on audit_log_rest for each statement execute function audit_refuse();
create trigger never_emptied before truncate on audit_chain_rest for each statement execute function audit_refuse();

insert into audit_log (id, at, type, actor, account_id, outcome, request_id, detail) overriding system value
  select id, at, type, actor, account_id, outcome, request_id, detail from audit_log_before order by id;
select setval('audit_log_id_seq', last_value, is_called) from audit_log_before_id_seq;
drop table audit_log_before;
