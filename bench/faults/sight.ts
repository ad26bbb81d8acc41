import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { auditLedger, type Findings } from './audit.ts'
import { type Deployment, makeDeployment, until } from './deployment.ts'
import { type Lie, startLyingProxy } from './lying-proxy.ts'
import { makePostgresServer } from './postgres-server.ts'
import { arrive } from './rounds.ts'

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

export type Seen = {
  readonly what: string
  readonly as: string
  readonly told: number
  readonly reported: number
}

export type Sight = { readonly honest: Findings; readonly seen: readonly Seen[] }

/**
 * Proves that the audit sees: behind a proxy that loses commits and statements, each lie must be reported as what it is, and
 * before the first one nothing.
 */
export async function proveSight(which: typeof lies = lies, times = 2): Promise<Sight> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-sight-'))
  const server = await makePostgresServer(join(folder, 'server'))
  const proxy = await startLyingProxy(server.port)
  let deployment: Deployment | undefined
  try {
    const url = `postgres://kabinet@127.0.0.1:${proxy.port}/kabinet`
    deployment = await makeDeployment({ DATABASE_URL: url }, { truth: server.url })
    await deployment.start()
    const ledger = join(folder, 'ledger.jsonl')
    const parents = await arrive(deployment, folder, ledger)
    await parents.told({ do: 'run' })
    await wait(honestMilliseconds)
    await parents.told({ do: 'rest' })
    await parents.told({ do: 'prove' })
    const honest = await auditLedger(deployment, ledger)
    let before = honest
    const seen: Seen[] = []
    for (const { what, as, lie } of which) {
      const already = proxy.told()
      proxy.tells(lie, times)
      await parents.told({ do: 'run' })
      await until(what, 30_000, () => proxy.told() === already + times)
      await parents.told({ do: 'rest' })
      await parents.told({ do: 'prove' })
      const findings = await auditLedger(deployment, ledger)
      const reported = new Set(findings[as]).difference(new Set(before[as])).size
      seen.push({ what, as: as === 'lost' ? 'lost' : 'half done', told: proxy.told() - already, reported })
      before = findings
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

/** Nothing was found where nothing was lost, and every kind of lie was reported as what it is. */
export function isSeeing({ honest, seen }: Sight): boolean {
  const isClean = [honest.lost, honest.halfDone, honest.repeated].every((found) => found.length === 0)
  return isClean && seen.every(({ told, reported }) => told > 0 && reported > 0)
}
