import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { accountHeader, accountLine, crowdPassword, iinOf, phoneOf } from '../crowd.ts'
import { auditLedger, type Findings } from './audit.ts'
import { childOf, since } from './claimant.ts'
import type { Deployment } from './deployment.ts'
import { trustedBefore } from './invariants.ts'
import type { Person } from './known.ts'
import type { Crowd, Report, Told } from './parents.ts'

/** Something that goes wrong while parents use a deployment. */
export type Fault = {
  readonly name: string
  /** What happens, in a few words for the table. */
  readonly what: string
  /** The node's clock moves: sessions and codes may run out, and its times of before and after cannot be compared. */
  readonly movesClock?: boolean
  /** Push subscriptions for the settled parents' apps. */
  subscriptions?(): readonly object[]
  /** A deployment with an empty database, started. */
  begins(): Promise<Deployment>
  /** The fault itself, in the middle of the load. Resolves once it has happened; parents go on meanwhile. */
  strikes(deployment: Deployment): Promise<void>
  /** What a supervisor, an operator or the outside world does afterwards. Resolves when it is done, not when it has worked. */
  mends?(deployment: Deployment): Promise<void>
  /** Anything besides the ledger that must hold once the parents rest; sentences about what does not. */
  checks?(deployment: Deployment): Promise<readonly string[]>
}

export type Outcome = Findings & {
  readonly fault: Pick<Fault, 'name' | 'what'>
  readonly rounds: number
  /** From the fault to the first sign-in that ended in the feed, in ms; null where it did not in time. */
  readonly recoveries: readonly (number | null)[]
  /** Answers 503, answers 500 and others that nobody should get, log lines at error level, failed checks. */
  readonly unavailable: number
  readonly faults: readonly string[]
  readonly errors: readonly string[]
  readonly problems: readonly string[]
}

export const settledParents = 6
const newcomers = 1500
const claims = 300
const loadMilliseconds = [700, 1500] as const
const afterMilliseconds = 300
const recoverMilliseconds = 60_000
/** The whole audit chain is verified at every tenth round and after the last. */
const verifyEvery = 10

/** Rounds of one fault on a deployment of its own, which its parents leave alone in between. */
export type Rounds = {
  /** Load, fault, recovery, proof and audit; what it found is told on the error output. */
  round(): Promise<void>
  /** What all of them found. */
  outcome(): Outcome
  close(): Promise<void>
}

/** So many rounds of one fault, one after the other. */
export async function inRounds(fault: Fault, rounds: number): Promise<Outcome> {
  const running = await beginRounds(fault, rounds)
  try {
    for (let round = 1; round <= rounds; round += 1) await running.round()
    return running.outcome()
  } finally {
    await running.close()
  }
}

/** Starts a fault's deployment and its parents for so many rounds. */
export async function beginRounds(fault: Fault, rounds: number): Promise<Rounds> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-ledger-'))
  const ledger = join(folder, 'ledger.jsonl')
  const deployment = await fault.begins()
  const close = async () => {
    await deployment.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const recoveries: (number | null)[] = []
  const problems: string[] = []
  try {
    const parents = await arrive(deployment, folder, ledger, fault)
    // Whoever signs out after the session ran out is told that it is over, and no line is written.
    const ignored = fault.movesClock ? [trustedBefore, 'sign-out'] : []
    let [findings, report] = [await auditLedger(deployment, ledger), await parents.told({ do: 'report' })]
    return {
      async round() {
        const began = performance.now()
        await parents.told({ do: 'run' })
        await wait(between(...loadMilliseconds))
        const struck = Date.now()
        await fault.strikes(deployment)
        const mending = fault.mends?.(deployment)
        const { back } = await parents.told({ do: 'watch', milliseconds: recoverMilliseconds })
        await mending
        recoveries.push(back === undefined ? null : back - struck)
        await wait(afterMilliseconds)
        await parents.told({ do: 'rest' })
        report = await parents.told({ do: 'prove' })
        findings = await auditLedger(deployment, ledger, ignored)
        problems.push(...((await fault.checks?.(deployment)) ?? []))
        const round = recoveries.length
        if (round % verifyEvery === 0 || round === rounds) problems.push(...(await verifies(deployment)))
        tell(`${fault.name} ${round}/${rounds}`, performance.now() - began, recoveries.at(-1), findings)
      },
      outcome: () => ({
        ...findings,
        fault,
        rounds: recoveries.length,
        recoveries,
        unavailable: report.unavailable,
        faults: report.faults,
        errors: deployment.errors(),
        problems: [...problems, ...report.odd.map((each) => `odd answer: ${each}`)],
      }),
      async close() {
        parents.leave()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Who is imported, with their numbers: the settled, the newcomers, two for each claim, the watcher. */
export function everybody(): Person[] {
  return Array.from({ length: settledParents + newcomers + 2 * claims + 1 }, (_, place) => ({
    iin: iinOf(place),
    number: phoneOf(place),
    password: crowdPassword,
  }))
}

/** Imports people, starts the parents' process and binds the settled ones' apps, which are made two days older. */
export async function arrive(
  deployment: Deployment,
  folder: string,
  ledger: string,
  { movesClock = false, subscriptions = () => [] }: Pick<Fault, 'movesClock' | 'subscriptions'> = {},
) {
  const persons = everybody()
  const claiming = persons.slice(settledParents + newcomers, -1)
  const claimants = Array.from({ length: claims }, (_, at) => {
    const [person, former] = claiming.slice(2 * at, 2 * at + 2)
    if (!person || !former) throw new Error('not enough people')
    return { person, child: childOf(at, former.iin) }
  })
  const files = {
    accounts: [accountHeader, ...persons.map((_, place) => accountLine(place))],
    'mobile-citizens': ['iin,phone', ...persons.map(({ iin, number }) => `${iin},${number}`)],
    births: [
      'child_iin,certificate_number,first_parent_iin,second_parent_iin',
      ...claimants.map(
        ({ person, child }) => `${child.iin},${child.certificate},${child.former},${person.iin}`,
      ),
    ],
    kindergarten: [
      'child_iin,child_name,status,since,applicant_iin,system,organisation',
      ...claimants.map(({ child }) => `${child.iin},Сынақ Бала,queued,${since.day},${child.former},INDIGO,`),
    ],
  }
  writeFileSync(ledger, '')
  for (const [kind, lines] of Object.entries(files)) {
    const file = join(folder, `${kind}.csv`)
    writeFileSync(file, lines.join('\n'))
    const { code, said } = await deployment.kabinet(['import', kind, file])
    if (code !== 0) throw new Error(`the import of ${kind} failed: ${said}`)
  }
  const crowd: Crowd = {
    origin: deployment.origin,
    ledger,
    movesClock,
    subscriptions: subscriptions(),
    settled: persons.slice(0, settledParents),
    newcomers: persons.slice(settledParents, settledParents + newcomers),
    claimants,
    watcher: persons.at(-1) ?? { iin: '', number: '', password: crowdPassword },
  }
  const file = join(folder, 'crowd.json')
  writeFileSync(file, JSON.stringify(crowd))
  const child = fork(fileURLToPath(new URL('parents.ts', import.meta.url)), [file], {
    execArgv: [],
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const ended = once(child, 'exit').then(() => {
    throw new Error('the parents’ process ended')
  })
  ended.catch(() => {})
  const heard = async () => (await Promise.race([once(child, 'message'), ended]))[0] as Report
  await heard()
  const parents = {
    async told(message: Told): Promise<Report> {
      child.send(message)
      return heard()
    },
    leave: () => void (child.connected && child.disconnect()),
  }
  await parents.told({ do: 'prepare' })
  await agesApps(deployment)
  return parents
}

/** Apps of today become two days old: a young one brings limited mode. */
export async function agesApps(deployment: Deployment): Promise<void> {
  await deployment.asks((client) =>
    client.query(
      `update bindings set made_at = made_at - interval '2 days' where made_at > now() - interval '1 day'`,
    ),
  )
}

async function verifies(deployment: Deployment): Promise<string[]> {
  const { code, said } = await deployment.kabinet(['audit', 'verify'])
  return code === 0 ? [] : [`audit verify: ${said.trim()}`]
}

function tell(
  round: string,
  milliseconds: number,
  back: number | null | undefined,
  findings: Findings,
): void {
  const { acknowledged, unsure, lost, halfDone, repeated } = findings
  const found = `${acknowledged} acknowledged, ${unsure} unsure, ${lost.length} lost, ${halfDone.length} half done, ${repeated.length} repeated`
  const took = `${(milliseconds / 1000).toFixed(1)} s`
  process.stderr.write(`${round}: ${took}, back after ${back ?? '—'} ms; ${found}\n`)
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least)
}
