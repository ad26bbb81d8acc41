-- Indexes that queries and foreign keys lacked: each of these looked through a whole table (test/scale/plans.test.ts).

-- What a claim's apps are, and what refers to a claim that goes.
create index bindings_of_transfer on bindings (transfer_id) where transfer_id is not null;
-- Also those that have ended: the ones of before were found for the living only.
create index bindings_by_installation on bindings (installation_id);
drop index bindings_of_installation;
-- Whether an objection is open over a child.
create index transfers_of_child on transfers (child_index);
create index transfers_done on transfers (done_at) where done_at is not null;
create index transfers_of_password on transfers (password_id) where password_id is not null;
create index passwords_of_account on passwords (account_id);
create index printed_codes_of_account on printed_codes (account_id);
-- What stands under somebody's IIN: an export, an erasure, an account that was closed a year ago.
create index transfers_of_claimant on transfers (claimant_index);
create index recoveries_of_person on recoveries (iin_index);
create index cases_of_person on cases (iin_index) where iin_index is not null;
create index children_of_applicant on children (applicant_index);
create index births_of_first_parent on births (first_parent_index);
create index births_of_second_parent on births (second_parent_index) where second_parent_index is not null;
-- What the time for objecting leaves behind.
create index restrictions_closed on restrictions (since) where kind = 'closed' and ended_at is null;
create index accounts_numbered_by_transfer on accounts (id) where phone_set_by = 'transfer';
-- Cases are few but never forgotten in less than three years: the open ones of an account, the newest, what one has frozen.
create index cases_open_of_account on cases (account_id) where decided_at is null;
create index cases_by_time on cases (opened_at);
create index restrictions_of_case on restrictions (case_id) where case_id is not null;
