import { auditPages } from './audits/pages.ts'

auditPages('ru')
