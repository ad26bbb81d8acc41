import { z } from 'zod'
import type { KindergartenFacts, KindergartenQuestion } from '../kindergarten.ts'
import type { Register } from '../register.ts'
import type { JsonService } from './json-service.ts'

export const kindergartenPath = '/kindergarten/compare'
export const kindergartenForm = z.strictObject({ status: z.boolean(), since: z.boolean() })

/** The kindergarten register of another system, which also knows that a month's difference agrees. */
export function httpKindergarten(service: JsonService): Register<KindergartenQuestion, KindergartenFacts> {
  return {
    async ask({ child, status, since }, signal) {
      const month = `${String(since.year).padStart(4, '0')}-${String(since.month).padStart(2, '0')}`
      const question = { child, status, since: month }
      return { is: 'answered', ...(await service.ask(kindergartenPath, question, kindergartenForm, signal)) }
    },
  }
}
