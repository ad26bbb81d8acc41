import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { auditLedger, type Findings } from './audit.ts'
import { type Deployment, makeDeployment, until } from './deployment.ts'
import { type Lie, startLyingProxy } from './lying-proxy.ts'
import { makePostgresServer } from './postgres-server.ts'
import { agesApps, arrive } from './rounds.ts'

const writes = (table: string) => (statements: readonly string[]) =>
  statements.some((statement) => statement.includes(`insert into "${table}"`))
const movesChild = (statement: string) => statement.startsWith('update "children"')
const inPasswordChange = writes('passwords')

/** Losses made on purpose, and as what the audit must report each. */
export const lies: readonly { readonly what: string; readonly as: 'lost' | 'halfDone'; readonly lie: Lie }[] =
  [
    { what: 'a new password’s COMMIT is forgotten', as: 'lost', lie: { forget: writes('passwords') } },
    { what: 'a session’s COMMIT is forgotten', as: 'lost', lie: { forget: writes('sessions') } },
    { what: 'an app’s COMMIT is forgotten', as: 'lost', lie: { forget: writes('bindings') } },
    {
      what: 'a new password comes without its audit line',
      as: 'halfDone',
      lie: {
        drop: (statement, before) =>
          inPasswordChange(before) && statement.startsWith('insert into "audit_log"'),
      },
    },
    {
      what: 'a new password leaves the other sessions alive',
      as: 'halfDone',
      lie: {
        drop: (statement, before) =>
          inPasswordChange(before) && statement.startsWith('update "sessions" set "ended_at"'),
      },
    },
    {
      what: 'a new password’s event has no notice for the app',
      as: 'halfDone',
      lie: {
        drop: (statement, before) => inPasswordChange(before) && statement.includes('insert into outbox'),
      },
    },
    {
      what: 'a transfer’s COMMIT is forgotten',
      as: 'lost',
      lie: { forget: (statements) => statements.some(movesChild) },
    },
    { what: 'a transfer leaves the child where it was', as: 'halfDone', lie: { drop: movesChild } },
    {
      what: 'a recovery with a young app does not bring limited mode',
      as: 'halfDone',
      lie: { drop: (statement) => statement.startsWith('insert into "restrictions"') },
    },
  ]

const honestMilliseconds = 2000
const tellMilliseconds = 60_000

export type Seen = {
  readonly what: string
  readonly as: string
  readonly told: number
  /** Of the lies told, how many the audit reported; and its findings of them, as one lie shows in several ways. */
  readonly reported: number
  readonly findings: number
}

export type Sight = { readonly honest: Findings; readonly seen: readonly Seen[] }

/**
 * Proves that the audit sees: behind a proxy that loses commits and statements, each lie must be reported as what it is, and
 * before the first one nothing. Lies are told one at a time while every parent makes one journey, and the audit looks before
 * anybody makes another: a later change of the same parent could mend what the lie has left.
 */
export async function proveSight(which: typeof lies = lies, times = 3): Promise<Sight> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-sight-'))
  const server = await makePostgresServer(join(folder, 'server'))
  const proxy = await startLyingProxy(server.port)
  let deployment: Deployment | undefined
  try {
    const url = `postgres://kabinet@127.0.0.1:${proxy.port}/kabinet`
    const node = await makeDeployment({ DATABASE_URL: url }, { truth: server.url })
    deployment = node
    await node.start()
    const ledger = join(folder, 'ledger.jsonl')
    const parents = await arrive(node, folder, ledger)
    const audited = async () => {
      await parents.told({ do: 'prove' })
      return auditLedger(node, ledger)
    }
    await parents.told({ do: 'run' })
    await wait(honestMilliseconds)
    await parents.told({ do: 'rest' })
    const honest = await audited()
    let before = honest
    const seen: Seen[] = []
    for (const { what, as, lie } of which) {
      const fresh: string[][] = []
      for (let time = 0; time < times; time += 1) {
        const already = proxy.told()
        proxy.tells(lie, 1)
        await until(what, tellMilliseconds, async () => {
          await parents.told({ do: 'step' })
          return proxy.told() > already
        })
        const findings = await audited()
        fresh.push([...new Set(findings[as]).difference(new Set(before[as]))])
        before = findings
        // Whoever was lied to is wrong about the account from now on, and would be reported for later lies.
        await parents.told({ do: 'replace', iins: suspectsOf(findings) })
        await agesApps(node)
      }
      const reported = fresh.filter((each) => each.length > 0).length
      const kind = as === 'lost' ? 'lost' : 'half done'
      seen.push({ what, as: kind, told: times, reported, findings: fresh.flat().length })
      process.stderr.write(`${what}: told ${times}, reported ${reported}\n`)
    }
    parents.leave()
    return { honest, seen }
  } finally {
    await deployment?.close()
    await proxy.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Everybody of whom anything was found. */
function suspectsOf({ lost, halfDone, repeated }: Findings): string[] {
  return [...lost, ...halfDone, ...repeated].map((finding) => finding.split(':', 1)[0] ?? '')
}

/** Nothing was found where nothing was lost, and every single lie was reported as what it is. */
export function isSeeing({ honest, seen }: Sight): boolean {
  const isClean = [honest.lost, honest.halfDone, honest.repeated].every((found) => found.length === 0)
  return isClean && seen.every(({ told, reported }) => told > 0 && reported === told)
}
