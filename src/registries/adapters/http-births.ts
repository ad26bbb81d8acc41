import { z } from 'zod'
import type { BirthFacts, BirthQuestion } from '../births.ts'
import type { Register } from '../register.ts'
import type { JsonService } from './json-service.ts'

export const birthsPath = '/births/compare'
export const birthsForm = z.strictObject({
  certificate: z.boolean(),
  parents: z.boolean(),
  alive: z.boolean(),
})

/** The birth records of another system. It compares; a record never travels. */
export function httpBirths(service: JsonService): Register<BirthQuestion, BirthFacts> {
  return {
    async ask({ child, certificate, parents, claimant }, signal) {
      const { key, digits } = certificate
      const question = {
        child,
        certificate: { series: key.slice(0, key.length - digits.length), digits },
        parents: parents.filter((parent) => parent !== null),
        claimant,
      }
      return { is: 'answered', ...(await service.ask(birthsPath, question, birthsForm, signal)) }
    },
  }
}
