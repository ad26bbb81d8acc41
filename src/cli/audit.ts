import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { audit } from '../account/audit.ts'
import { type Explained, explain, type Subject } from '../audit/explain.ts'
import { exportLines } from '../audit/export.ts'
import { type Fault, type Verification, verifyChain } from '../audit/verify.ts'
import { parseCaseNumber } from '../cases/index.ts'
import type { Database } from '../database/database.ts'
import { type Keyring, makeKeyring } from '../database/keyring.ts'
import { parseIin } from '../domain/iin.ts'
import { limits } from '../domain/limits.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { keysFit } from './deployment.ts'
import { lacksKeys, toolConfig, withMigratedDatabase } from './tool.ts'

type Call =
  | { is: 'verify'; from: Date | undefined; anchors: string | undefined }
  | { is: 'export'; from: Date | undefined; to: Date | undefined; ofCase: string | undefined }
  | { is: 'explain'; subject: Subject | 'iin-from-stdin' | { is: 'either'; case: string; reference: string } }

export type AuditGiven = {
  readonly keyring: Keyring
  readonly config: { readonly auditAnchors: { readonly file: string } }
  readonly clock: { now(): Date }
  readonly input: NodeJS.ReadableStream
}

/** Verifies, exports or explains the audit. Exit code 1 when anything is wrong, or nothing was found. */
export async function run(args: string[]): Promise<ExitCode> {
  const call = parseCall(args)
  const config = toolConfig()
  if (!config) return 1
  const keyring = makeKeyring(config.keys)
  const clock = { now: () => new Date() }
  return withMigratedDatabase(config, async (database) => {
    if ((await lacksKeys(config, database)) || !(await keysFit(database, keyring))) {
      console.error('kabinet audit: these keys are not those that chained what is stored')
      return 1
    }
    return answer(call, database, { keyring, config, clock, input: process.stdin })
  })
}

/** Does what was called; apart from `run` so that a test brings its own database. */
export async function answer(call: Call, database: Database, given: AuditGiven): Promise<ExitCode> {
  switch (call.is) {
    case 'verify':
      return verify(call, database, given)
    case 'export':
      return exportAll(call, database)
    case 'explain':
      return tell(call, database, given)
  }
}

export function parseCall(args: string[]): Call {
  const { values, positionals } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      anchors: { type: 'string' },
      'account-of-case': { type: 'string' },
      iin: { type: 'boolean' },
    },
    allowPositionals: true,
  })
  const [verb, subject, ...more] = positionals
  if (more.length > 0 || (verb !== 'explain' && subject !== undefined))
    throw new CalledWrongly('too many words')
  const from = dayOf(values.from)
  switch (verb) {
    case 'verify':
      return { is: verb, from, anchors: values.anchors }
    case 'export': {
      const named = values['account-of-case']
      const ofCase = named === undefined ? undefined : parseCaseNumber(named)
      if (named !== undefined && !ofCase) throw new CalledWrongly('name a case by its eight digits')
      return { is: verb, from, to: dayOf(values.to), ofCase }
    }
    case 'explain': {
      if (values.iin && subject === undefined) return { is: verb, subject: 'iin-from-stdin' }
      const read = subject === undefined || values.iin ? undefined : subjectOf(subject)
      if (!read)
        throw new CalledWrongly(
          'name a case (4829-1307) or a reference number (K7QM-2XWD), or --iin with it on stdin',
        )
      return { is: verb, subject: read }
    }
    default:
      throw new CalledWrongly('say verify, export or explain')
  }
}

/** Eight digits may be either: reference numbers have digits too. */
function subjectOf(text: string): Exclude<Extract<Call, { is: 'explain' }>['subject'], string> | undefined {
  const letters = text.toUpperCase().replace(/[\s\-–—]/g, '')
  const reference = /^[0-9A-Z]{8}$/.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : undefined
  const number = parseCaseNumber(text)
  if (number && reference) return { is: 'either', case: number, reference }
  return reference ? { is: 'reference', reference } : undefined
}

function dayOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : Number.NaN)
  if (Number.isNaN(at.getTime())) throw new CalledWrongly('a day is written 2026-03-01 (UTC)')
  return at
}

async function verify(call: Extract<Call, { is: 'verify' }>, database: Database, given: AuditGiven) {
  const anchorFile = call.anchors ?? given.config.auditAnchors.file
  const began = performance.now()
  const now = given.clock.now()
  const result = await verifyChain(database.reader, given.keyring, { now, from: call.from, anchorFile })
  const seconds = (performance.now() - began) / 1000
  console.log(verificationWords(result, seconds).join('\n'))
  if (!result.anchors)
    console.log(`There are no anchors at ${anchorFile}: an end that was cut off is not seen.`)
  for (const fault of result.faults) console.log(`WRONG  ${faultWords(fault)}`)
  const lacksAnchors = call.anchors !== undefined && !result.anchors
  return result.faults.length > 0 || lacksAnchors ? 1 : 0
}

function verificationWords({ lines, head, dropped, anchors }: Verification, seconds: number): string[] {
  const rate = Math.round(lines / Math.max(seconds, 0.001))
  return [
    `${lines} lines fit, up to line ${head}, in ${seconds.toFixed(1)} s (${rate} a second)`,
    ...(dropped > 0 ? [`${dropped} older lines went with their months; the chain is whole over them`] : []),
    ...(anchors ? [`${anchors.compared} anchors fit, ${anchors.beyondReach} are of lines not read`] : []),
  ]
}

function faultWords(fault: Fault): string {
  if (!('month' in fault)) return `${fault.is}: ${fault.what}`
  const place = 'seq' in fault ? ` line ${fault.seq}` : ''
  const id = 'id' in fault && fault.id ? ` (id ${fault.id})` : ''
  return `${fault.is}:${place}${id}${fault.month ? ` of ${fault.month}` : ''}: ${fault.what}`
}

async function exportAll(call: Extract<Call, { is: 'export' }>, database: Database): Promise<ExitCode> {
  const { from, to, ofCase } = call
  const accountId = ofCase ? await accountOf(database, ofCase) : undefined
  if (ofCase && !accountId) {
    console.error('kabinet audit: there is no such case, or no account in it')
    return 1
  }
  // Before the first line goes out: whoever breaks off has read it too.
  await audit(database.reader, { type: 'audit.read', actor: 'operator', accountId, outcome: 'exported' })
  for await (const line of exportLines(database.reader, { from, to, accountId })) {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
  }
  return 0
}

async function accountOf({ reader }: Database, number: string): Promise<string | undefined> {
  const found = await reader
    .selectFrom('cases')
    .where('number', '=', number)
    .select(['account_id', 'iin_index'])
    .executeTakeFirst()
  if (found?.account_id || !found?.iin_index) return found?.account_id ?? undefined
  // A claim that stopped has no account; its claimant may.
  const own = reader.selectFrom('accounts').where('iin_index', '=', found.iin_index).select('id')
  return (await own.executeTakeFirst())?.id
}

async function tell(
  call: Extract<Call, { is: 'explain' }>,
  database: Database,
  given: AuditGiven,
): Promise<ExitCode> {
  const { reader } = database
  const about = (subject: Subject) => explain(reader, { ...given, limits }, subject, given.clock.now())
  let explained: Explained | undefined
  if (call.subject === 'iin-from-stdin') {
    const read = parseIin(await firstLine(given.input))
    if (!read.ok) {
      console.error('kabinet audit: that is not an IIN')
      return 1
    }
    explained = await about({ is: 'iin', iin: read.iin })
  } else if (call.subject.is === 'either') {
    const { case: number, reference } = call.subject
    explained = (await about({ is: 'case', number })) ?? (await about({ is: 'reference', reference }))
  } else {
    explained = await about(call.subject)
  }
  if (!explained) {
    console.log('The audit knows neither such a case nor such a reference number.')
    console.log('A page that was only shown, or a fault, leaves its reference number in the log alone.')
    return 1
  }
  const { accountId, lines } = explained
  await audit(reader, { type: 'audit.read', actor: 'operator', accountId, outcome: 'explained' })
  console.log(lines.join('\n'))
  return 0
}

/** An IIN is never an argument: those are shown by process lists and kept by shells. */
async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input })) return line.trim()
  return ''
}
