-- What a sign-in costs (docs/decisions/0018-statements-leave-together.md).

-- Ends the statement, and the transaction with it, from within: its commit may have been sent already (src/database/one-statement.ts).
create function refuse(what text) returns boolean language plpgsql as $$
begin
  raise exception 'refused: %', what using errcode = 'KA003';
end $$;

-- An account has few sessions: sessions_of_account leads to all of them. Without seen_at in an index, noting that a session is in
-- use writes no index at all.
drop index sessions_alive;

-- Whose password a journey waits for, by the keyed index of the IIN that was typed: the journey and what it is judged by are read in
-- one statement. Null where nothing is looked up by it.
alter table flows add column person_index bytea;
