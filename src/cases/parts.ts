import type { Random } from '../domain/clock.ts'
import type { NotifyParts } from '../notify/index.ts'

/** What a case needs; the portal's `Parts` fit. */
export type CaseParts = NotifyParts & { readonly random: Random }
