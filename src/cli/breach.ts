import { open } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { audit } from '../account/audit.ts'
import {
  type Affected,
  affectedPeople,
  type BreachKind,
  breachKinds,
  breachSets,
  usualBreachKinds,
} from '../account/breach.ts'
import type { Database } from '../database/database.ts'
import { type Keyring, makeKeyring } from '../database/keyring.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { keysFit } from './deployment.ts'
import { lacksKeys, toolConfig, withMigratedDatabase } from './tool.ts'

export type BreachCall = {
  readonly from: Date
  readonly to: Date
  readonly kinds: readonly BreachKind[]
  readonly file: string
}

/** Writes who was affected into a file that only its owner reads; the counts, and nobody's data, are printed. */
export async function run(args: string[]): Promise<ExitCode> {
  const call = parseCall(args)
  const config = toolConfig()
  if (!config) return 1
  const keyring = makeKeyring(config.keys)
  return withMigratedDatabase(config, async (database) => {
    if ((await lacksKeys(config, database)) || !(await keysFit(database, keyring))) {
      console.error('kabinet breach: these keys do not open what is stored')
      return 1
    }
    return exportBreach(call, database, keyring)
  })
}

/** The export itself; apart from `run` so that a test brings its own database. */
export async function exportBreach(
  { from, to, kinds, file }: BreachCall,
  database: Database,
  keyring: Keyring,
): Promise<ExitCode> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined
    throw error
  })
  if (!handle) {
    console.error('kabinet breach: the file exists already; nothing was written')
    return 1
  }
  const people = new Set<string>()
  const counts: Record<string, number> = Object.fromEntries(kinds.map((kind) => [kind, 0]))
  let nameless = 0
  const isCsv = file.endsWith('.csv')
  try {
    if (isCsv) await handle.write('iin,what,at,until,detail\r\n')
    for await (const rows of affectedPeople(database, keyring, { from, to, kinds })) {
      for (const { iin, what } of rows) {
        if (iin) people.add(iin)
        else nameless += 1
        counts[what] = (counts[what] ?? 0) + 1
      }
      await handle.write(rows.map(isCsv ? csvLine : jsonLine).join(''))
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  await audit(database.reader, {
    type: 'breach.export',
    actor: 'operator',
    outcome: 'written',
    detail: { from: from.toISOString(), to: to.toISOString(), people: people.size, ...counts },
  })
  for (const [kind, count] of Object.entries(counts)) console.log(`${kind.padEnd(12)}${count}`)
  console.log(`People affected: ${people.size}`)
  if (nameless > 0)
    console.log(
      `Lines of accounts that were erased since or of an IIN that was never kept, which name nobody: ${nameless}`,
    )
  return 0
}

function jsonLine(row: Affected): string {
  return `${JSON.stringify(row)}\n`
}

/** RFC 4180; a cell that a spreadsheet would calculate begins with an apostrophe. */
function csvLine({ iin, what, at, until, detail }: Affected): string {
  const cells = [iin ?? '', what, at.toISOString(), until?.toISOString() ?? '', JSON.stringify(detail)]
  return `${cells.map((cell) => `"${cell.replace(/^[=+@-]/, "'$&").replaceAll('"', '""')}"`).join(',')}\r\n`
}

export function parseCall(args: string[]): BreachCall {
  const { values, positionals } = parseArgs({
    args,
    options: { from: { type: 'string' }, to: { type: 'string' }, kind: { type: 'string', multiple: true } },
    allowPositionals: true,
  })
  const [verb, file, ...more] = positionals
  if (verb !== 'export' || file === undefined || more.length > 0)
    throw new CalledWrongly('say export and one file')
  if (!/\.(csv|jsonl)$/.test(file))
    throw new CalledWrongly('the file ends in .csv or .jsonl, and is written so')
  const [from, to] = [moment(values.from, '--from'), moment(values.to, '--to')]
  if (from > to) throw new CalledWrongly('--from is later than --to')
  const kinds: readonly string[] =
    values.kind?.flatMap((each) => each.split(',')).flatMap((each) => breachSets[each] ?? each) ??
    usualBreachKinds
  const unknown = kinds.filter((kind) => !breachKinds.some((known) => known === kind))
  if (unknown.length > 0)
    throw new CalledWrongly(`--kind is one of ${[...breachKinds, ...Object.keys(breachSets)].join(', ')}`)
  return { from, to, file, kinds: breachKinds.filter((kind) => kinds.includes(kind)) }
}

/** A moment with its offset: a report must not depend on the machine's time zone. */
function moment(text: string | undefined, option: string): Date {
  const at = new Date(text ?? '')
  if (!text || !/T\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(at.getTime()))
    throw new CalledWrongly(`${option} is a moment with its offset, e.g. 2026-11-20T00:00+05:00`)
  return at
}
