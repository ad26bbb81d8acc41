-- Personal data: who was erased, and the indexes by which retention finds what has run out.

-- Whose account is gone for good. The queue systems send whole files again and again: an import passes these people
-- over, or the erasure would last until the next night. Only the keyed index of the IIN is kept.
create table erased_people (
  iin_index bytea primary key,
  erased_at timestamptz not null,
  reason    text not null check (reason in ('erased', 'closed'))
);

create index consents_withdrawn on consents (withdrawn_at) where withdrawn_at is not null;
create index passwords_replaced_at on passwords (replaced_at) where replaced_at is not null;
create index bindings_removed on bindings (removed_at) where removed_at is not null;
create index cases_decided on cases (decided_at) where decided_at is not null;
create index accounts_closed on accounts (closed_at) where closed_at is not null;

-- What refers to a binding or an account is looked for when that one goes; without these, in the whole table.
create index bindings_of_account on bindings (account_id);
create index bindings_approved_by on bindings (approved_by) where approved_by is not null;
create index recoveries_code_binding on recoveries (code_binding) where code_binding is not null;
create index recoveries_of_account on recoveries (account_id) where account_id is not null;
create index activations_used_by on activations (used_by) where used_by is not null;
create index sessions_of_account on sessions (account_id);
create index restrictions_all_of_account on restrictions (account_id);
create index outbox_of_account on outbox (account_id) where account_id is not null;
