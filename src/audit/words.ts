import { auditActors, auditVocabulary } from '../account/audit-vocabulary.ts'

/** `2026-03-01 10:00:05 UTC`. */
export function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** What a line tells, in the vocabulary's words; a type of an older version in its own. */
export function lineWords(line: {
  type: string
  outcome: string
  actor: string
  factor: string | null
}): string {
  const entry = Object.entries(auditVocabulary).find(([type]) => type === line.type)?.[1]
  const outcomes: Readonly<Record<string, string>> = entry?.outcomes ?? {}
  const outcome = outcomes[line.outcome] ?? line.outcome
  const factor = line.factor && line.factor !== 'none' ? `, ${line.factor}` : ''
  const actor = line.actor in auditActors ? line.actor : 'somebody'
  return `${entry?.tells ?? line.type}: ${outcome} (${actor}${factor})`
}
