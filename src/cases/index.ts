/**
 * The door of cases: what a person at a desk decides. `openContest` and `freezeContested` are called by whichever
 * channel says «Это не я»; `listCases`, `readCase`, `decideCase` and `releaseCase` by those who decide.
 */
export {
  caseAbout,
  freezeContested,
  isFrozenBy,
  type OpenedBy,
  type OwnCase,
  openContest,
} from './contest.ts'
export { type Decided, decideCase, releaseCase } from './decide.ts'
export { type CaseLine, listCases, readCase, type WholeCase } from './list.ts'
export { parseCaseNumber } from './number.ts'
export { caseOfTransfer, objectToTransfer } from './objection.ts'
export type { CaseParts } from './parts.ts'
export { newestRecovered, type RecoveredEvent, recoveredBy, recoveredEvent } from './recovered.ts'
export { answersOfStopped, openStopped, resumeStopped, type StoppedAnswers } from './stopped.ts'
