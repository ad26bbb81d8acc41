-- A printed recovery code: one more way back, kept on paper. Only a keyed hash of it is stored, bound to its account.
create table printed_codes (
  id         uuid primary key default uuidv7(),
  account_id uuid not null references accounts on delete cascade,
  code_index bytea not null,
  made_at    timestamptz not null,
  used_at    timestamptz,
  -- Another one was printed in its place, or the owner gave it up.
  removed_at timestamptz
);
create unique index printed_codes_current on printed_codes (account_id) where used_at is null and removed_at is null;
