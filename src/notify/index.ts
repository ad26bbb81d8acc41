/**
 * The door of notices. Telling: `announce` (any security event), `announcingNews` (of a sign-in), `alertRequest` (a recovery request). The companion API:
 * `pushKey` (hello), `readSubscription` + `keepSubscription` (push), `markDelivered` and `markOpened` (seen; a notice's id
 * is its event's id), `noticeStates` and `wordNotice` (feed);
 * `sendPossessionCode` and `checkPossessionCode` (activate, see possession.ts). The cabinet: `sendAddressCode` and `tryAddressCode`. The worker is started by main.ts from worker.ts.
 */
export { forgetAddressTries, sendAddressCode, tryAddressCode } from './address-code.ts'
export { alertRequest } from './alert.ts'
export { announce } from './announce.ts'
export { stopInforming } from './informs.ts'
export { noticeWords } from './messages.ts'
export type { NotifyParts } from './parts.ts'
export { checkPossessionCode, sendPossessionCode } from './possession.ts'
export { announcingNews, mailNews, type SignInNews } from './sign-in-news.ts'
export { markDelivered, markOpened, type NoticeState, noticeStates } from './states.ts'
export { keepSubscription, readSubscription } from './subscriptions.ts'
export { pushKey } from './vapid.ts'
export { wordNotice } from './wording.ts'
