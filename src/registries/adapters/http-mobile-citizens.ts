import { z } from 'zod'
import {
  type MobileCitizensFact,
  type MobileCitizensQuestion,
  mobileCitizensFacts,
} from '../mobile-citizens.ts'
import type { Register } from '../register.ts'
import type { JsonService } from './json-service.ts'

export const mobileCitizensPath = '/mobile-citizens/compare'
export const mobileCitizensForm = z.strictObject({ answer: z.enum(mobileCitizensFacts) })

/** The mobile-citizens register (BMG) behind another system. */
export function httpMobileCitizens(
  service: JsonService,
): Register<MobileCitizensQuestion, MobileCitizensFact> {
  return {
    async ask({ iin, phone }, signal) {
      return (await service.ask(mobileCitizensPath, { iin, phone }, mobileCitizensForm, signal)).answer
    },
  }
}
