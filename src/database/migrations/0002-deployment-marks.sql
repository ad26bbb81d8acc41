-- What this database is, as facts with a time: `demo` means that everything in it is invented and its keys are public.
create table deployment_marks (
  mark      text primary key check (mark in ('demo')),
  marked_at timestamptz not null default now()
);
