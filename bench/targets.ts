import { sectionsOf, withSection } from './sections.ts'

/** What a section found of one of its benchmark's targets. */
export type Judged = {
  /** The target, word for word as its benchmark lists it. */
  readonly what: string
  /** What was measured, with its unit. */
  readonly figure: string
  readonly isReached: boolean
  /** Why it is missed; shown only where it is. */
  readonly cause?: string | undefined
}
export type Aims = { readonly heading: string; readonly targets: readonly string[] }

export const summaryHeading = 'Targets'

/** The part of a section that says which targets were reached; the summary takes its lines from here. */
export function targetsTable(judged: readonly Judged[]): string {
  const rows = judged.map(({ what, figure, isReached, cause = 'why is not known yet' }) => {
    return `| ${what} | ${figure} | ${isReached ? 'yes' : `**no**: ${cause}`} |`
  })
  return ['| target | figure | reached |', '|---|---|---|', ...rows].join('\n')
}

/** The page with every benchmark's targets before its first section, as the sections on it judge them. */
export function withTargets(page: string, all: readonly Aims[], headings: readonly string[]): string {
  return withSection(page, summaryHeading, summaryOf(page, all), [summaryHeading, ...headings])
}

/** Every target with the line that its section has of it; what no section tells is not measured. */
function summaryOf(page: string, all: readonly Aims[]): string {
  const sections = sectionsOf(page)
  const rows = all.flatMap(({ heading, targets }) => {
    const lines = sections.get(heading)?.split('\n') ?? []
    return targets.map((what) => {
      const line = lines.find((each) => each.startsWith(`| ${what} | `)) ?? `| ${what} | | not measured |`
      return `${line} ${heading} |`
    })
  })
  return `Collected from the sections below whenever one of them is written.

| target | figure | reached | section |
|---|---|---|---|
${rows.join('\n')}
`
}
