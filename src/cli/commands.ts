import { breachKindLines } from '../account/breach.ts'
import type { Command } from './command.ts'
import { demoSceneLines } from './demo-scene-list.ts'

/** Every command, in the order of `kabinet help`. */
export const commands: Readonly<Record<string, Command>> = {
  demo: {
    usage: 'demo [--scene NAME]',
    summary: 'serve invented people on this machine, to look around; or put one of them into a state',
    details: demoSceneLines,
    load: () => import('./demo.ts'),
  },
  start: {
    usage: 'start',
    summary: 'serve in production; refuses while anything is unsafe, and names all of it',
    load: () => import('./start.ts'),
  },
  import: {
    usage:
      'import accounts|births|mobile-citizens|kindergarten|events FILE|- [--dry-run] [--skip-bad] [--extra-prefixes 703,704]',
    summary: 'bring in a CSV file; again changes only what changed; exit code 1 when nothing was imported',
    load: () => import('./import.ts'),
  },
  cases: {
    usage:
      'cases list [--all] | show NUMBER | decide NUMBER owner-confirmed|objection-upheld|closed --by NAME [--note TEXT] | release NUMBER --by NAME',
    summary: 'contested recoveries and transfers: what there is to decide, and the decision',
    details: [
      'owner-confirmed    whoever holds the account now is its owner; the limits of the case end',
      'objection-upheld   the recovery is undone: sessions, the new password, and apps and browsers since then end;',
      '                   without an older app the account stays frozen until `release`;',
      '                   of a transfer, the child goes back, and an account that it made is closed',
      'closed             a claim for which a register was silent is given up; its answers are erased',
      'release            the owner is at the desk with the phone and recovers the account there and then',
      'The note is kept with the case: write no personal data into it.',
    ],
    load: () => import('./cases.ts'),
  },
  audit: {
    usage:
      'audit verify [--from DAY] [--anchors FILE] | export [--from DAY] [--to DAY] [--account-of-case CASE] | explain CASE|REFERENCE|--iin',
    summary: 'the audit’s chain: is it whole, what is in it, why was a parent stopped',
    details: [
      'verify    walks the chain and names the first line that was changed, removed, moved or put in;',
      '          exit code 1 when anything is wrong',
      'export    JSON lines in the order of the chain; a day is written 2026-03-01 (UTC)',
      'explain   by a case’s number, by the reference number of a page, or by an IIN read from stdin',
    ],
    load: () => import('./audit.ts'),
  },
  backup: {
    usage: 'backup FILE',
    summary: 'write the whole database into a new file, while the service runs',
    load: () => import('./backup.ts'),
  },
  restore: {
    usage: 'restore FILE',
    summary: 'put a backup into an empty database',
    load: () => import('./restore.ts'),
  },
  migrate: {
    usage: 'migrate',
    summary:
      'bring the database to the state that this version needs (demo, start and import do so themselves)',
    load: () => import('./migrate.ts'),
  },
  doctor: {
    usage: 'doctor',
    summary: 'check this machine, its configuration and its database; exit code 1 when something is wrong',
    load: () => import('./doctor.ts'),
  },
  outbox: {
    usage: 'outbox [--dead]',
    summary: 'count the notices by channel and state; --dead lists those that failed, with the reason',
    load: () => import('./outbox.ts'),
  },
  limits: {
    usage: 'limits [--markdown]',
    summary: 'print every limit and why it exists',
    load: () => import('./limits.ts'),
  },
  keys: {
    usage: 'keys new | status | rotate',
    summary:
      'make a key; say what hangs on which; seal everything anew under the newest while the service runs',
    load: () => import('./keys.ts'),
  },
  person: {
    usage: 'person export FILE | erase [--force REASON] | readmit',
    summary: 'one person’s data: copy it out, erase it, or let an import bring them in again',
    details: [
      'The IIN is read from the standard input, never from the arguments.',
      'export    everything that is kept, opened, as JSON in a new file that only its owner reads',
      'erase     asks to type "erase" and the last four digits; refuses while a case is open, unless forced',
      'readmit   takes back the mark that keeps imports from making the account again',
    ],
    load: () => import('./person.ts'),
  },
  breach: {
    usage: 'breach export FILE.csv|FILE.jsonl --from MOMENT --to MOMENT [--kind sessions,events,…|copy]',
    summary: 'who was affected by what and when, for the report within one working day',
    details: breachKindLines,
    load: () => import('./breach.ts'),
  },
  generate: {
    usage: 'generate [--check]',
    summary: 'write the generated pages of docs/; --check tells whether they are current',
    load: () => import('./generate.ts'),
  },
}

/** The text of `kabinet help NAME`. */
export function helpOn({ usage, summary, details = [] }: Command): string {
  return [`Usage: kabinet ${usage}`, '', summary, ...(details.length > 0 ? ['', ...details] : [])].join('\n')
}

/** The text of `kabinet help`. */
export function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  return [
    'Usage: kabinet COMMAND',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    ...Object.values(commands).map(({ usage }) => `  kabinet ${usage}`),
    '',
    'kabinet help COMMAND tells more of one.',
    'Configuration is read from the environment: see docs/operations.md.',
  ].join('\n')
}
