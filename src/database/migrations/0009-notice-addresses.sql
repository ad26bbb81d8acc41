-- E-mail addresses that a parent names to be told of security events, beside the feed, the apps and the number.
-- They are only told: nothing is opened, recovered or proven through them.
create table notice_addresses (
  id              uuid primary key default uuidv7(),
  account_id      uuid not null references accounts on delete cascade,
  -- Keyed hash: the same address is named once under an account.
  address_index   bytea not null,
  address_sealed  bytea not null,
  named_at        timestamptz not null,
  -- The code that was mailed last, as a keyed hash bound to this row; null once it was typed.
  code_mac        bytea,
  code_expires_at timestamptz,
  confirmed_at    timestamptz,
  -- A transfer has taken the account's number and with it this address: it hears of that transfer alone and goes with it.
  transfer_id     uuid references transfers on delete cascade
);
create index notice_addresses_of_account on notice_addresses (account_id);
create unique index notice_addresses_once on notice_addresses (account_id, address_index) where transfer_id is null;
-- One waits for its code at a time.
create unique index notice_addresses_waiting on notice_addresses (account_id) where confirmed_at is null;
create index notice_addresses_unconfirmed on notice_addresses (code_expires_at) where confirmed_at is null;
create index notice_addresses_of_transfer on notice_addresses (transfer_id) where transfer_id is not null;

-- The outbox carries mails too: `address_sealed` is the address then, `text_sealed` the letter.
alter table outbox drop constraint outbox_channel_check;
alter table outbox add constraint outbox_channel_check check (channel in ('app', 'push', 'sms', 'mail'));
