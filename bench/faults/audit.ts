import { makeKeyring } from '../../src/database/keyring.ts'
import type { Deployment } from './deployment.ts'
import { until } from './deployment.ts'
import { equalities, examine, happened } from './invariants.ts'
import { type Entry, readLedger } from './ledger.ts'

/** What the ledger and the database together say. Each finding once, however often it is looked at. */
export type Findings = {
  readonly acknowledged: number
  /** Of which kinds those were: a run that never changed a password says nothing about passwords. */
  readonly kinds: Readonly<Record<string, number>>
  readonly unsure: number
  readonly lost: readonly string[]
  readonly halfDone: readonly string[]
  /** Happened more often than it was asked for. */
  readonly repeated: readonly string[]
}

/** Compares every acknowledged change with the tables. The parents rest meanwhile. `ignored`: what is not asked (invariants.ts). */
export async function auditLedger(
  deployment: Deployment,
  file: string,
  ignored: readonly string[] = [],
): Promise<Findings> {
  const { entries, complaints } = readLedger(file)
  const [id = '', secret = ''] = (deployment.environment.KABINET_KEYS ?? '').split(':')
  const keyring = makeKeyring([{ id, secret }])
  const byIin = Map.groupBy(entries, ({ iin }) => iin)
  const iinOf = new Map([...byIin.keys()].map((iin) => [keyring.index('iin', iin).toString('hex'), iin]))
  const examined = await deployment.asks(async (client) => {
    await calm(client)
    return examine(
      client,
      [...iinOf.keys()].map((hex) => Buffer.from(hex, 'hex')),
      ignored,
    )
  })

  const lost = complaints.map(({ iin, complaint }) => `${iin}: ${complaint}`)
  const repeated: string[] = []
  const halfDone = examined.halves.map(
    ({ iinIndex, what }) => `${iinOf.get(iinIndex.toString('hex'))}: ${what}`,
  )
  for (const { iinIndex, counts } of examined.accounts) {
    const iin = iinOf.get(iinIndex.toString('hex')) ?? ''
    const own = byIin.get(iin) ?? []
    for (const name of Object.keys(equalities)) {
      // By the differences: an old finding must not look like a new one when more happens.
      const figures = Object.entries(counts[name] ?? {})
      const least = Math.min(...figures.map(([, count]) => count))
      const more = figures.flatMap(([figure, count]) =>
        count > least ? [`${count - least} ${figure} too many`] : [],
      )
      if (more.length > 0) halfDone.push(`${iin}: ${name}: ${more.join(', ')}`)
    }
    for (const change of Object.keys(happened)) {
      if (ignored.includes(change)) continue
      const count = counts.happened?.[change] ?? 0
      const of = own.filter((entry) => entry.change === change)
      const acknowledged = of.filter(({ outcome }) => outcome === 'acknowledged').length
      const most = acknowledged + of.filter(({ outcome }) => outcome === 'unsure').length
      for (let missing = 1; missing <= acknowledged - count; missing += 1)
        lost.push(`${iin}: ${change} (${missing})`)
      for (let more = 1; more <= count - most; more += 1) repeated.push(`${iin}: ${change} (${more})`)
    }
    lost.push(...sessionsOf(own, examined.sessions).map((what) => `${iin}: ${what}`))
  }
  const acknowledgedEntries = entries.filter(({ outcome }) => outcome === 'acknowledged')
  return {
    acknowledged: acknowledgedEntries.length,
    kinds: Object.fromEntries(
      Object.keys(happened).map((kind) => [
        kind,
        acknowledgedEntries.filter(({ change }) => change === kind).length,
      ]),
    ),
    unsure: entries.filter(({ outcome }) => outcome === 'unsure').length,
    lost,
    halfDone,
    repeated,
  }
}

/** Follows one account's sessions through the ledger: those that must live, and those that must not. */
function sessionsOf(entries: readonly Entry[], stored: ReadonlyMap<string, boolean>): string[] {
  let alive = new Set<string>()
  const over = new Set<string>()
  for (const { change, outcome, held } of entries) {
    if (outcome === 'refused') continue
    const own = held?.session
    const all = change === 'recovery' || change === 'printed-code-used' || change === 'transfer'
    const others = change === 'password-change' || change === 'session-end'
    const ended = all || others ? [...alive].filter((each) => each !== own) : [held?.ends ?? '']
    // Of what may have ended nothing can be asked: neither that it lives nor that it does not.
    if (outcome === 'unsure' && (all || others || change === 'sign-out')) alive = new Set()
    if (outcome !== 'acknowledged') continue
    for (const each of ended) if (alive.delete(each)) over.add(each)
    if (own) alive.add(own)
  }
  return [
    ...[...alive]
      .filter((each) => stored.get(each) !== true)
      .map((each) => `session ${each.slice(0, 8)} is gone`),
    ...[...over]
      .filter((each) => stored.get(each) === true)
      .map((each) => `session ${each.slice(0, 8)} lives on`),
  ]
}

/** Until no transaction of the node is under way: what was cut may still be at its end. */
async function calm(client: { query(sql: string): Promise<{ rows: unknown[] }> }): Promise<void> {
  await until('no transaction is under way', 30_000, async () => {
    const { rows } = await client.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and backend_type = 'client backend' and xact_start is not null and state <> 'idle'`,
    )
    return rows.length === 0
  })
}
