import type { HelpSituation } from '../domain/help-situations.ts'
import type { Situation } from './situation.ts'
import { bin } from './situations/bin.ts'
import { bmg } from './situations/bmg.ts'
import { certificateNumber } from './situations/certificate-number.ts'
import { childIinUnknown } from './situations/child-iin-unknown.ts'
import { firstVisit } from './situations/first-visit.ts'
import { forgot } from './situations/forgot.ts'
import { limitedMode } from './situations/limited-mode.ts'
import { lostPhone } from './situations/lost-phone.ts'
import { newPhone } from './situations/new-phone.ts'
import { notAParent } from './situations/not-a-parent.ts'
import { noticeDidNotCome } from './situations/notice-did-not-come.ts'
import { numberNotMine } from './situations/number-not-mine.ts'
import { passwordKnown } from './situations/password-known.ts'
import { registerSilent } from './situations/register-silent.ts'
import { sessionEnded } from './situations/session-ended.ts'
import { somebodyElseApplied } from './situations/somebody-else-applied.ts'
import { transferRefused } from './situations/transfer-refused.ts'
import { transferredAway } from './situations/transferred-away.ts'
import { wait } from './situations/wait.ts'
import { wrongIin } from './situations/wrong-iin.ts'

/** Every situation that help knows; one without its words does not compile. */
export const situations: Readonly<Record<HelpSituation, Situation>> = {
  forgot,
  'first-visit': firstVisit,
  'wrong-iin': wrongIin,
  'number-not-mine': numberNotMine,
  'child-iin-unknown': childIinUnknown,
  'certificate-number': certificateNumber,
  'transferred-away': transferredAway,
  'somebody-else-applied': somebodyElseApplied,
  'not-a-parent': notAParent,
  'transfer-refused': transferRefused,
  'register-silent': registerSilent,
  bin,
  wait,
  'notice-did-not-come': noticeDidNotCome,
  'new-phone': newPhone,
  bmg,
  'lost-phone': lostPhone,
  'password-known': passwordKnown,
  'limited-mode': limitedMode,
  'session-ended': sessionEnded,
}
