-- The account comes back: the companion app, activation, recovery, notices, limited mode, cases.

-- An installation of the companion app: a key pair that lives on one phone (RFC 9449).
create table installations (
  id          uuid primary key default uuidv7(),
  thumbprint  bytea not null unique,
  public_key  jsonb not null,
  device      text not null,
  language    text not null check (language in ('kk', 'ru', 'en')),
  push_sealed bytea,
  created_at  timestamptz not null,
  seen_at     timestamptz not null,
  -- Its first binding. What has none after a day was somebody's look around, and goes.
  bound_at    timestamptz,
  removed_at  timestamptz
);
create index installations_unbound on installations (seen_at) where bound_at is null;

-- (account, number, installation): each account needs its own activation, even where a family shares a number.
create table bindings (
  id              uuid primary key default uuidv7(),
  account_id      uuid not null references accounts on delete cascade,
  installation_id uuid not null references installations on delete cascade,
  phone_index     bytea not null,
  made_through    text not null check (made_through in ('public', 'cabinet')),
  made_at         timestamptz not null,
  -- An older installation is asked first: until then no codes, unless it approves. Null: nobody had to be asked.
  waits_until     timestamptz,
  approved_at     timestamptz,
  approved_by     uuid references bindings,
  removed_at      timestamptz,
  removed_by      text check (removed_by in ('installation', 'person', 'replaced', 'refused', 'number-changed'))
);
create unique index bindings_alive on bindings (account_id, installation_id) where removed_at is null;
create index bindings_of_installation on bindings (installation_id) where removed_at is null;

-- One browser's request to recover a password. For an IIN without an account the row is a decoy: the same, with no account.
create table recoveries (
  id              uuid primary key default uuidv7(),
  account_id      uuid references accounts on delete cascade,
  iin_index       bytea not null,
  request_number  smallint not null check (request_number between 10 and 99),
  browser         text not null,
  browser_hash    bytea not null,
  is_trusted      boolean not null,
  address_sealed  bytea not null,
  -- The same as a keyed mark: of many requests from one address for one IIN only the newest stay open.
  address_mark    bytea not null default '',
  asked_at        timestamptz not null,
  -- The last «Отправить»: a code can be shown for ten minutes after it.
  sent_at         timestamptz not null,
  expires_at      timestamptz not null,
  -- Wrong codes since the last «Отправить», counted alike with and without a code.
  tries           smallint not null default 0,
  code_mac        bytea,
  code_digits     smallint,
  code_tries      smallint not null default 0,
  code_minted_at  timestamptz,
  code_expires_at timestamptz,
  code_binding    uuid references bindings,
  -- What BMG said when the code was made.
  code_bmg        text check (code_bmg in ('match', 'mismatch', 'not-registered', 'unavailable')),
  ended_at        timestamptz,
  outcome         text check (outcome in ('done', 'refused', 'replaced'))
);
create index recoveries_open on recoveries (account_id, sent_at desc) where ended_at is null and account_id is not null;
create index recoveries_of_address on recoveries (iin_index, address_mark, asked_at desc) where ended_at is null;
create index recoveries_expiry on recoveries (expires_at);

-- A one-time password and its QR token. Both are derived from the id, so they can be shown again and are not stored.
create table activations (
  id             uuid primary key,
  account_id     uuid references accounts on delete cascade,
  phone_index    bytea,
  -- Whose app it is, masked on the app's question; also for a decoy, which has no account to look it up in.
  iin_sealed     bytea not null,
  recovery_id    uuid references recoveries on delete cascade,
  made_through   text not null check (made_through in ('public', 'cabinet')),
  browser        text not null,
  password_index bytea not null unique,
  token_index    bytea not null unique,
  made_at        timestamptz not null,
  expires_at     timestamptz not null,
  tries          smallint not null default 0,
  used_at        timestamptz,
  used_by        uuid references bindings
);
create index activations_of_recovery on activations (recovery_id, made_at desc);
create index activations_of_account on activations (account_id, made_at desc);
create index activations_expiry on activations (expires_at);

-- Proofs that were seen: a replayed one is refused on every node (RFC 9449 §11.1).
create table dpop_proofs (
  proof_hash bytea primary key,
  expires_at timestamptz not null
);
create index dpop_proofs_expiry on dpop_proofs (expires_at);

-- Limited mode and freezes: what an account cannot do for a time, and why.
create table restrictions (
  id         uuid primary key default uuidv7(),
  account_id uuid not null references accounts on delete cascade,
  kind       text not null check (kind in ('limited', 'frozen')),
  reason     text not null check (reason in ('young-installation', 'number-unconfirmed', 'contested', 'owner-froze')),
  since      timestamptz not null,
  -- Null: until the case is decided.
  until      timestamptz,
  case_id    uuid,
  ended_at   timestamptz,
  ended_by   text
);
create index restrictions_of_account on restrictions (account_id) where ended_at is null;

-- What a person decides: contests of a recovery, objections, freezes.
create table cases (
  id         uuid primary key default uuidv7(),
  number     text not null unique,
  account_id uuid not null references accounts on delete cascade,
  kind       text not null check (kind in ('contest', 'not-me', 'freeze')),
  opened_by  text not null check (opened_by in ('replaced-password', 'installation', 'session', 'notice')),
  detail     jsonb not null default '{}',
  opened_at  timestamptz not null,
  decided_at timestamptz,
  decision   text check (decision in ('owner-confirmed', 'objection-upheld')),
  decided_by text,
  note       text
);
create index cases_open on cases (opened_at) where decided_at is null;
create index cases_of_account on cases (account_id);

-- Notices on their way, written in the transaction of what they tell.
create table outbox (
  id              uuid primary key default uuidv7(),
  account_id      uuid references accounts on delete cascade,
  event_id        uuid references events on delete cascade,
  kind            text not null,
  channel         text not null check (channel in ('app', 'push', 'sms')),
  installation_id uuid references installations on delete cascade,
  -- Number (sms): sealed. A push carries no personal data and has no payload of its own.
  address_sealed  bytea,
  text_sealed     bytea,
  state           text not null default 'queued' check (state in ('queued', 'sent', 'delivered', 'opened', 'dead')),
  tries           smallint not null default 0,
  next_at         timestamptz not null,
  created_at      timestamptz not null,
  sent_at         timestamptz,
  delivered_at    timestamptz,
  opened_at       timestamptz,
  problem         text
);
create index outbox_due on outbox (next_at) where state = 'queued';
create index outbox_of_event on outbox (event_id);
create index outbox_of_installation on outbox (installation_id, created_at desc);

-- What a security event's words need: a request number, a device. Never personal data.
alter table events add column params jsonb not null default '{}';
