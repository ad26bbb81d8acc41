-- The first storey. Conventions:
--   *_index   HMAC-SHA-256 of a normalised value under the index key: look-ups without the value itself
--   *_sealed  AES-256-GCM under a key id: the value, readable only with the key outside the database
--   *_digest  HMAC of an imported row's content: "has this row changed since the last import?"
-- Facts worth asking about are rows and times, not booleans.

create table accounts (
  id            uuid primary key default uuidv7(),
  iin_index     bytea not null unique,
  iin_sealed    bytea not null,
  name_sealed   bytea not null,
  phone_index   bytea,
  phone_sealed  bytea,
  phone_set_by  text not null default 'import' check (phone_set_by in ('import', 'transfer', 'person')),
  language      text not null check (language in ('kk', 'ru', 'en')),
  system        text not null check (system in ('INDIGO', 'SAKURA', 'MINDAL', 'MALAHIT', 'AZAMAT')),
  source_digest bytea,
  created_at    timestamptz not null default now(),
  closed_at     timestamptz
);
create index accounts_by_phone on accounts (phone_index) where phone_index is not null;

-- One current password an account; the replaced ones stay until retention ends (they can contest a recovery).
create table passwords (
  id            uuid primary key default uuidv7(),
  account_id    uuid not null references accounts on delete cascade,
  phc_sealed    bytea not null,
  source_digest bytea,
  set_by        text not null check (set_by in ('import', 'person', 'recovery', 'transfer')),
  set_at        timestamptz not null default now(),
  rehashed_at   timestamptz,
  replaced_at   timestamptz
);
create unique index passwords_current on passwords (account_id) where replaced_at is null;
create index passwords_replaced on passwords (account_id, replaced_at desc) where replaced_at is not null;

create table sessions (
  id_hash            bytea primary key,
  public_id          uuid not null default uuidv7() unique,
  account_id         uuid not null references accounts on delete cascade,
  created_at         timestamptz not null,
  seen_at            timestamptz not null,
  expires_at         timestamptz not null,
  reauthenticated_at timestamptz not null,
  browser            text not null,
  address_sealed     bytea not null,
  ended_at           timestamptz,
  ended_by           text check (ended_by in ('sign-out', 'person', 'idle', 'rotated', 'password-changed', 'recovery'))
);
create index sessions_alive on sessions (account_id, seen_at desc) where ended_at is null;
create index sessions_expiry on sessions (expires_at);

-- A browser that has signed in to an account before: its failures are counted apart from strangers'.
create table trusted_browsers (
  browser_hash bytea not null,
  account_id   uuid not null references accounts on delete cascade,
  browser      text not null,
  trusted_at   timestamptz not null,
  used_at      timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  primary key (browser_hash, account_id)
);
create index trusted_browsers_of_account on trusted_browsers (account_id);
create index trusted_browsers_expiry on trusted_browsers (expires_at);

-- A multi-step journey under way. The state is sealed: it may hold the IIN that was typed.
create table flows (
  id_hash      bytea primary key,
  kind         text not null,
  step         text not null,
  state_sealed bytea not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null
);
create index flows_expiry on flows (expires_at);

-- Limits: every attempt is taken here, in its own statement, before the work it pays for.
create table limit_counters (
  rule          text not null,
  key           bytea not null,
  taken         integer not null,
  window_start  timestamptz not null,
  blocked_until timestamptz,
  expires_at    timestamptz not null,
  primary key (rule, key)
);
create index limit_counters_expiry on limit_counters (expires_at);

create table limit_marks (
  rule       text not null,
  key        bytea not null,
  mark       bytea not null,
  expires_at timestamptz not null,
  primary key (rule, key, mark)
);
create index limit_marks_expiry on limit_marks (expires_at);

create table consents (
  id             uuid primary key default uuidv7(),
  account_id     uuid not null references accounts on delete cascade,
  document       text not null check (document in ('liability', 'contacts')),
  version        text not null,
  language       text not null check (language in ('kk', 'ru', 'en')),
  accepted_at    timestamptz not null,
  address_sealed bytea not null,
  withdrawn_at   timestamptz
);
create index consents_of_account on consents (account_id, document, accepted_at desc);

-- What the feed shows. Queue-system events bring their words; security events are named by kind and worded by us.
create table events (
  id            uuid primary key default uuidv7(),
  account_id    uuid not null references accounts on delete cascade,
  at            timestamptz not null,
  category      text not null check (category in ('security', 'system')),
  kind          text not null,
  system        text check (system in ('INDIGO', 'SAKURA', 'MINDAL', 'MALAHIT', 'AZAMAT')),
  words_sealed  bytea,
  browser       text,
  read_at       timestamptz,
  source_key    bytea unique,
  source_digest bytea,
  check ((category = 'system') = (words_sealed is not null))
);
create index events_of_account on events (account_id, at desc, id desc);
create index events_security on events (account_id, at desc) where category = 'security';
create index events_unread on events (account_id) where read_at is null;

-- Kindergarten register, and under which account a child stands. A transfer moves account_id; an import never does.
create table children (
  child_index     bytea primary key,
  child_sealed    bytea not null,
  name_sealed     bytea not null,
  status          text not null check (status in ('queued', 'attending')),
  since           date not null,
  applicant_index bytea not null,
  account_id      uuid references accounts on delete set null,
  system          text not null check (system in ('INDIGO', 'SAKURA', 'MINDAL', 'MALAHIT', 'AZAMAT')),
  organisation    text,
  source_digest   bytea not null
);
create index children_of_account on children (account_id) where account_id is not null;
create index children_without_account on children (applicant_index) where account_id is null;

-- Birth records: only compared, never shown, so only indexes are kept.
create table births (
  child_index         bytea primary key,
  certificate_index   bytea not null,
  certificate_digits  bytea not null,
  has_series          boolean not null,
  first_parent_index  bytea not null,
  second_parent_index bytea,
  source_digest       bytea not null
);

-- Mobile-citizens register (BMG): a number belongs to one IIN, an IIN may have several numbers.
create table mobile_citizens (
  phone_index   bytea primary key,
  iin_index     bytea not null,
  source_digest bytea not null
);
create index mobile_citizens_of_person on mobile_citizens (iin_index);

create table audit_log (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default now(),
  type       text not null,
  actor      text not null,
  account_id uuid,
  outcome    text not null,
  request_id text,
  detail     jsonb not null default '{}'
);
create index audit_log_at on audit_log (at);
