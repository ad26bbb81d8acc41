import type { HelpSituation } from '../domain/help-situations.ts'
import type { Situation } from './situation.ts'
import { bin } from './situations/bin.ts'
import { bmg } from './situations/bmg.ts'
import { firstVisit } from './situations/first-visit.ts'
import { forgot } from './situations/forgot.ts'
import { passwordKnown } from './situations/password-known.ts'
import { sessionEnded } from './situations/session-ended.ts'
import { somebodyElseApplied } from './situations/somebody-else-applied.ts'
import { wait } from './situations/wait.ts'
import { wrongIin } from './situations/wrong-iin.ts'

/** Every situation that help knows; one without its words does not compile. */
export const situations: Readonly<Record<HelpSituation, Situation>> = {
  forgot,
  'first-visit': firstVisit,
  'wrong-iin': wrongIin,
  bin,
  'somebody-else-applied': somebodyElseApplied,
  wait,
  'session-ended': sessionEnded,
  bmg,
  'password-known': passwordKnown,
}
