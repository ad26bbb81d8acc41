/** What the stand-in's registers hold, in plain words. */
export type Records = {
  readonly births: readonly {
    readonly child: string
    /** Folded; without a series where the record has none. */
    readonly certificate: string
    readonly parents: readonly string[]
    /** Who has died. */
    readonly dead?: readonly string[]
  }[]
  readonly children: readonly { readonly child: string; readonly status: string; readonly since: string }[]
  readonly numbers: readonly { readonly phone: string; readonly iin: string }[]
}

type BirthQuestion = {
  child: string
  certificate: { series: string; digits: string }
  parents: string[]
  claimant: string
}
type KindergartenQuestion = { child: string; status: string; since: string }
type MobileCitizensQuestion = { iin: string; phone: string }

/**
 * How another system would answer from its own records: written apart from Kabinet's rules on purpose, so that the
 * contract test compares two readings of the contract.
 */
export function answersFrom(records: Records): Readonly<Record<string, (question: unknown) => unknown>> {
  return {
    'POST /births/compare'(asked) {
      const { child, certificate, parents, claimant } = asked as BirthQuestion
      const record = records.births.find((each) => each.child === child)
      const hasSeries = /^\D/.test(record?.certificate ?? '')
      const dead = records.births.flatMap((each) => each.dead ?? [])
      return {
        certificate: record?.certificate === (hasSeries ? certificate.series : '') + certificate.digits,
        parents: record !== undefined && [...record.parents].sort().join() === [...parents].sort().join(),
        alive: !dead.includes(child) && !dead.includes(claimant),
      }
    },
    'POST /kindergarten/compare'(asked) {
      const { child, status, since } = asked as KindergartenQuestion
      const record = records.children.find((each) => each.child === child)
      return {
        status: record?.status === status,
        since: record !== undefined && Math.abs(months(record.since) - months(since)) <= 1,
      }
    },
    'POST /mobile-citizens/compare'(asked) {
      const { iin, phone } = asked as MobileCitizensQuestion
      const record = records.numbers.find((each) => each.phone === phone)
      if (!record) return { answer: 'NOT_REGISTERED' }
      return { answer: record.iin === iin ? 'MATCH' : 'MISMATCH' }
    },
    'GET /health': () => ({ births: 'up', kindergarten: 'up', 'mobile-citizens': 'up' }),
  }
}

function months(date: string): number {
  const [year, month] = date.split('-').map(Number)
  return (year ?? 0) * 12 + (month ?? 0)
}
