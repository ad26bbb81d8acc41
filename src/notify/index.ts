/** The door of notices: telling people, and what became of it. The worker is started by main.ts. */
export { alertRequest } from './alert.ts'
export { type Announcement, announce } from './announce.ts'
export { type NoticeWords, noticeWords } from './messages.ts'
export type { NotifyParts } from './parts.ts'
export { type Worded, wordNotice } from './wording.ts'
