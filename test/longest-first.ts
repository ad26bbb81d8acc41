import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, with the longest first. Whoever is missing here costs time and nothing else. */
const longest = [
  'browser/audits-kk',
  'browser/audits-ru',
  'browser/audits-en',
  'operations/faults',
  'browser/sign-in',
  'browser/app.test',
  'browser/journeys-of-recovery.test',
  'browser/journeys-of-families',
  'browser/cabinet',
  'operations/recovery-crash',
  'operations/commands',
  'attacks/guessing',
  'engine/engine',
  'fuzz/fuzz',
  'security/addresses',
  'model/stories',
  'model/mutations',
  'attacks/objection',
  'notices/mails',
]

/**
 * Begins with the files that take longest, so that two workers end together. Vitest knows that of an earlier run only,
 * which a fresh checkout does not have: it would begin with the files of the most text, and end with the audits.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files)
    return usual.toSorted((a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b))
  }
}

function groupOf({ project }: TestSpecification): number {
  return project.config.sequence.groupOrder
}

function rankOf({ moduleId }: TestSpecification): number {
  const at = longest.findIndex((name) => moduleId.includes(`/${name}`))
  return at < 0 ? longest.length : at
}
