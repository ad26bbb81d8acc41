/** A whole reading that is right, by the file that asks for it and the table; `*` is any table. */
export type Exception = { readonly site: string; readonly table: string; readonly because: string }

const once = 'an operator’s command that reads everything of its kind, once, on purpose'

/** What may read a growing table from end to end. A line that nothing needs any more fails the test. */
export const exceptions: readonly Exception[] = [
  { site: 'account/breach.ts', table: '*', because: `who was affected by a breach: ${once}` },
  { site: 'audit/verify.ts', table: '*', because: `the whole chain is verified: ${once}` },
  { site: 'audit/walk.ts', table: 'audit_chain', because: `where a line that stands wrong belongs: ${once}` },
  {
    site: 'audit/explain-found.ts',
    table: 'audit_log',
    because: `a reference number is looked for: ${once}`,
  },
  {
    site: 'account/person/who.ts',
    table: 'flows',
    because:
      'whose a journey is only opening it tells; they live for an hour, so they are as many as people on the pages',
  },
  {
    site: 'cases/list.ts',
    table: 'cases',
    because: 'kabinet cases list: the newest, along their index, up to a limit',
  },
  { site: 'cli/deployment.ts', table: '*', because: 'whether there is any row: it stops at the first' },
  { site: 'database/restore.ts', table: '*', because: 'whether there is any row: it stops at the first' },
  { site: 'database/rotate.ts', table: '*', because: 'a rotation seals every row anew, by ranges of blocks' },
  { site: 'database/key-use.ts', table: '*', because: `how many values hang on a key: ${once}` },
  {
    site: 'import/kind.ts',
    table: 'erased_people',
    because:
      'a whole file is compared with the erased, who are few; what it brings in is looked up row by row',
  },
  { site: 'notify/report.ts', table: 'outbox', because: `kabinet outbox: ${once}` },
]
