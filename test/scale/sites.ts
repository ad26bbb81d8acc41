import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Recorded } from '../support/statements.ts'

const src = fileURLToPath(new URL('../../src', import.meta.url))
/** Where a query built with Kysely is sent. */
const sends = /\.execute(?:TakeFirst(?:OrThrow)?)?\(/g

/** Every place of the source that sends a query, as `file:line`; a transaction is no query. */
export function sendingPlaces(): string[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|fixture|test-kit)\.tsx?$/.test(name),
  )
  return files.flatMap((name) => {
    const lines = readFileSync(join(src, name), 'utf8').split('\n')
    return lines.flatMap((line, at) =>
      [...line.matchAll(sends)].length > 0 && !line.includes('transaction()') ? `${name}:${at + 1}` : [],
    )
  })
}

/** Those from which nothing has been sent. */
export function unreached(recorded: readonly Recorded[]): string[] {
  const reached = new Set(recorded.map(({ site }) => site.replace(/:\d+$/, '')))
  return sendingPlaces().filter((place) => !reached.has(place))
}
