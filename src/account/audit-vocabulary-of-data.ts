import type { AuditEntry } from './audit-vocabulary.ts'

/** What is done to data as a whole, mostly from the command line: part of the one table, `audit-vocabulary.ts`. */
export const dataVocabulary = {
  import: {
    tells: 'a file was imported',
    factor: 'none',
    outcomes: { imported: 'its rows stand' },
  },
  backup: { tells: 'the database was copied', factor: 'none', outcomes: { written: 'a backup file stands' } },
  restore: { tells: 'a backup was put back', factor: 'none', outcomes: { restored: 'this database is it' } },
  'audit.read': {
    tells: 'a person read the audit',
    factor: 'none',
    outcomes: { exported: 'as a file', explained: 'about one account' },
  },
  'audit.drop': {
    tells: 'retention took a month of the audit away',
    factor: 'none',
    outcomes: { dropped: 'its places in the chain are in the detail' },
  },
  'consent.withdraw': {
    tells: 'a consent was withdrawn in the profile',
    factor: 'session',
    outcomes: {
      liability: 'every session ended',
      contacts: 'notices that only inform stay away from phones',
    },
  },
  'person.export': {
    tells: 'what is kept of a person was written into a file',
    factor: 'none',
    outcomes: { written: 'the file stands' },
  },
  'person.erase': {
    tells: 'a person was erased',
    factor: 'none',
    outcomes: {
      erased: 'on the person’s wish',
      closed: 'a closed account’s time was over',
    },
  },
  'person.readmit': {
    tells: 'an erased person may come in with an import again',
    factor: 'none',
    outcomes: { readmitted: 'the mark is gone' },
  },
  'breach.export': {
    tells: 'the people affected by a breach were written into a file',
    factor: 'none',
    outcomes: { written: 'the file stands' },
  },
  'keys.rotate': {
    tells: 'sealed values were sealed anew under the newest key',
    factor: 'none',
    outcomes: { done: 'none is left under another key' },
  },
} as const satisfies Readonly<Record<string, AuditEntry>>
