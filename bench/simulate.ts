import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { limits } from '../src/domain/limits.ts'
import { simulationTable } from './simulation.ts'

export const threatModel = fileURLToPath(new URL('../docs/security/threat-model.md', import.meta.url))
const between = /(<!-- simulation: written by `npm run bench -- simulate` -->)[\s\S]*?(<!-- end -->)/

/** The threat model with the table of the limits as they are. */
export function withTable(page: string): string {
  if (!between.test(page)) throw new Error('the threat model has no place for the simulation')
  return page.replace(
    between,
    (_, begin: string, end: string) => `${begin}\n${simulationTable(limits)}\n${end}`,
  )
}

/** Its table stands in the threat model. */
export const heading = null

/** `npm run bench simulate`: writes the table into docs/security/threat-model.md and returns it. */
export function run(): string {
  writeFileSync(threatModel, withTable(readFileSync(threatModel, 'utf8')))
  return `${simulationTable(limits)}\n`
}
