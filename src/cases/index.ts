/**
 * The door of cases: what a person at a desk decides. `openContest` and `freezeContested` are called by whichever
 * channel says «Это не я»; `listCases`, `readCase`, `decideCase` and `releaseCase` by those who decide.
 */
export { approveAndTell } from './approve.ts'
export { freezeContested, isFrozenBy, type OpenedBy, type OwnCase } from './contest.ts'
export { decideCase, releaseCase } from './decide.ts'
export type { Decided, Decision } from './decision.ts'
export { type CaseLine, type CaseList, listCases, readCase, silentRegisters, type WholeCase } from './list.ts'
export { parseCaseNumber } from './number.ts'
export type { ObjectedTransfer, Side } from './objected.ts'
export { caseOfTransfer, objectToTransfer } from './objection.ts'
export { caseAbout, openContest } from './open.ts'
export type { CaseParts } from './parts.ts'
export {
  newestRecovered,
  type RecoveredEvent,
  recoveredBy,
  recoveredEvent,
  tellsOfRecovery,
} from './recovered.ts'
export { holdSides } from './sides.ts'
export { answersOfStopped, openStopped, resumeStopped, type StoppedAnswers } from './stopped.ts'
