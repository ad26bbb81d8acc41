-- The account moves to a legal representative (journeys §4): claims, the number that is proven, the move and its undoing.

-- One claim to a child's account. A claim without right answers proves its number first (limits.transfer).
create table transfers (
  id                uuid primary key default uuidv7(),
  -- The parent who claims; a person without an account may.
  claimant_index    bytea not null,
  claimant_sealed   bytea not null,
  child_index       bytea not null,
  -- The claimant's account: the one there was, or the one that the move has made.
  account_id        uuid references accounts on delete cascade,
  -- Where the child stood when the answers were right. Null: under no account.
  former_account_id uuid references accounts on delete set null,
  -- The number that is being proven, and what BMG said of it and the claimant.
  phone_index       bytea,
  phone_sealed      bytea,
  phone_bmg         text check (phone_bmg in ('match', 'mismatch', 'not-registered', 'unavailable')),
  -- BMG gives the number that the claimant's own account has today to another person: its apps have no say.
  is_number_foreign boolean not null default false,
  made_at           timestamptz not null,
  expires_at        timestamptz not null,
  answered_at       timestamptz,
  done_at           timestamptz,
  -- What undoing it takes: whether the move made the account, else the number it had, and the password that was set.
  made_account      boolean not null default false,
  old_phone_sealed  bytea,
  password_id       uuid references passwords on delete set null,
  -- The former holder's word.
  approved_at       timestamptz,
  approved_by       text check (approved_by in ('installation', 'session', 'replaced-password')),
  undone_at         timestamptz
);
create index transfers_of_account on transfers (account_id, done_at desc) where account_id is not null;
create index transfers_of_former on transfers (former_account_id, done_at desc) where former_account_id is not null;
create index transfers_open on transfers (expires_at) where done_at is null;

-- A request for a code serves a recovery, or proves the number of a claim.
alter table recoveries add column transfer_id uuid references transfers on delete cascade;
create index recoveries_of_transfer on recoveries (transfer_id, asked_at desc) where transfer_id is not null;

-- Until a claim is through, its app is bound to the claim: there may be no account yet, and none may change.
alter table bindings alter column account_id drop not null;
alter table bindings add column transfer_id uuid references transfers on delete cascade;
alter table bindings add constraint bindings_to_something check (account_id is not null or transfer_id is not null);
create unique index bindings_alive_of_transfer on bindings (transfer_id, installation_id)
  where removed_at is null and account_id is null;
alter table bindings drop constraint bindings_removed_by_check;
alter table bindings add constraint bindings_removed_by_check
  check (removed_by in ('installation', 'person', 'replaced', 'refused', 'number-changed', 'transfer'));

alter table activations add column transfer_id uuid references transfers on delete cascade;
create index activations_of_transfer on activations (transfer_id, made_at desc) where transfer_id is not null;

-- A former account without children is closed: its holder can still sign in, read what happened and object.
alter table restrictions drop constraint restrictions_kind_check;
alter table restrictions add constraint restrictions_kind_check check (kind in ('limited', 'frozen', 'closed'));
alter table restrictions drop constraint restrictions_reason_check;
alter table restrictions add constraint restrictions_reason_check check (reason in
  ('young-installation', 'number-unconfirmed', 'contested', 'owner-froze', 'transfer'));

alter table sessions drop constraint sessions_ended_by_check;
alter table sessions add constraint sessions_ended_by_check check (ended_by in
  ('sign-out', 'person', 'idle', 'rotated', 'password-changed', 'recovery', 'transfer'));

-- Objections to a move, and claims for which a register did not answer: the latter belong to no account yet.
alter table cases alter column account_id drop not null;
alter table cases add column transfer_id uuid references transfers on delete cascade;
-- Who may go on with a stopped claim (the IIN typed at sign-in), and the sealed answers, so that nothing is typed twice.
alter table cases add column iin_index bytea;
alter table cases add column answers_sealed bytea;
alter table cases drop constraint cases_kind_check;
alter table cases add constraint cases_kind_check check (kind in ('contest', 'not-me', 'freeze', 'objection', 'transfer'));
alter table cases drop constraint cases_opened_by_check;
alter table cases add constraint cases_opened_by_check check (opened_by in
  ('replaced-password', 'installation', 'session', 'notice', 'register'));
alter table cases drop constraint cases_decision_check;
alter table cases add constraint cases_decision_check check (decision in
  ('owner-confirmed', 'objection-upheld', 'resumed', 'closed'));
alter table cases add constraint cases_about_something check (account_id is not null or iin_index is not null);
create index cases_of_transfer on cases (transfer_id) where transfer_id is not null;
