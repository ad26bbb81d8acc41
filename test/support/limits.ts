import { type Limits, limits as shipped } from '../../src/domain/limits.ts'

/** Some of the numbers, where a test needs others than the shipped ones. */
export type OtherNumbers = {
  readonly [G in keyof Limits]?: {
    readonly [L in keyof Limits[G]]?: { readonly [N in Exclude<keyof Limits[G][L], 'reason'>]?: number }
  }
}

/** The shipped table with other numbers: production refuses it (`isShipped`). */
export function raisedForTests(other: OtherNumbers): Limits {
  const changes: Record<string, Record<string, object> | undefined> = other
  const groups = Object.entries(shipped).map(([group, limits]) => [
    group,
    Object.fromEntries(
      Object.entries(limits).map(([name, entry]) => [name, { ...entry, ...changes[group]?.[name] }]),
    ),
  ])
  return Object.fromEntries(groups) as Limits
}
