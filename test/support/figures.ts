import { appendFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, inject, onTestFinished } from 'vitest'
import type { Row } from './figures-document.ts'

/** What a run of attacks came to. */
export type Figure = {
  readonly attempts: number
  /** How many of them came through, or what they could tell (`AUC 0.47 to 0.53`). */
  readonly came: number | string
  /** What the test allows of that (`0.5 ± 0.128`). */
  readonly allowed: number | string
  /** Which of several runs under one name. */
  readonly of?: string
  /** What else is worth reading. */
  readonly says?: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * States the figure of an attack run: printed always, and written into docs/security/attack-figures.md by the modes `figures` and
 * `full` of the tests, if the test holds. `run` is written out where this is called, so that test/documents.test.ts can find it.
 */
export function states(run: string, figure: Figure): void {
  const { attempts, came, allowed, of, says = '' } = figure
  const name = of === undefined ? run : `${run} (${of})`
  console.log(
    `${name}: ${attempts} attempts, came through: ${came}, allowed: ${allowed}${says && `; ${says}`}`,
  )
  const folder = inject('figuresFolder')
  if (folder === '') return
  const test = relative(root, expect.getState().testPath ?? '')
  const date = new Date().toISOString().slice(0, 10)
  const row: Row = {
    test,
    run: name,
    attempts: attempts.toLocaleString('en'),
    came: String(came),
    allowed: String(allowed),
    says,
    date,
  }
  onTestFinished(({ task }) => {
    if (task.result?.state !== 'fail')
      appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(row)}\n`)
  })
}
