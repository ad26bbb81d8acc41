import { expect } from 'vitest'
import type { Figure } from '../support/figures.ts'
import { areaUnderCurve, standardError } from './auc.ts'

export type Pairs = { readonly figure: Figure; readonly far: readonly string[] }

/**
 * Compares every two groups: AUC 0.5 ± 0.05 over 1000 + 1000 answers (see timing.test.ts), wider as the sample is smaller, and a
 * little more there, since many pairs are looked at. Returns the figure and the pairs that lie too far apart. `atLeast`: what no answer
 * may be sooner than, in ms.
 */
export function compare<Group extends string>(
  times: Readonly<Record<Group, readonly number[]>>,
  groups: readonly Group[],
  { size, atLeast = 0 }: { size: number; atLeast?: number },
): Pairs {
  const bound = boundOf(size)
  const areas: number[] = []
  const far: string[] = []
  for (const [place, one] of groups.entries()) {
    expect(times[one]).toHaveLength(size)
    expect(Math.min(...times[one])).toBeGreaterThanOrEqual(atLeast)
    for (const other of groups.slice(place + 1)) {
      const area = areaUnderCurve(times[one], times[other])
      areas.push(area)
      if (Math.abs(area - 0.5) >= bound) far.push(`${one} / ${other}: ${area.toFixed(3)}`)
    }
  }
  const [least, most] = [Math.min(...areas), Math.max(...areas)].map((area) => area.toFixed(3))
  const figure = {
    attempts: size * groups.length,
    came: `AUC ${least} to ${most}`,
    allowed: `0.5 ± ${bound.toFixed(3)}`,
    says: `answers to ${size} each: ${groups.join('; ')}`,
  }
  return { figure, far }
}

/** How far from 0.5 an area may lie. */
export function boundOf(size: number): number {
  return (0.05 / standardError(1000)) * standardError(size) * (size < 1000 ? 1.25 : 1)
}
