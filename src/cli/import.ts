import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { makeKeyring } from '../database/keyring.ts'
import { type ImportKind, type ImportReport, importFile, importKinds } from '../import/import-file.ts'
import { describeBadRow, describeFileProblem } from '../import/sentences.ts'
import { showLines } from './bar.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { keysFit } from './deployment.ts'
import { describeProgress } from './progress.ts'
import { lacksKeys, toolConfig, withMigratedDatabase } from './tool.ts'

/**
 * Imports one CSV file. Exit code 0 when it was imported (or, with --dry-run, would have been), also when bad rows were
 * skipped as asked; 1 when nothing was imported.
 */
export async function run(args: string[]): Promise<ExitCode> {
  const call = parseCall(args)
  const config = toolConfig()
  if (!config) return 1
  const source = await openSource(call.file)
  if (!source) {
    console.error('kabinet import: the file cannot be read')
    return 1
  }
  const keyring = makeKeyring(config.keys)
  return withMigratedDatabase(config, async (database) => {
    if (await lacksKeys(config, database)) {
      console.error('kabinet import: KABINET_KEYS or KABINET_KEY_FILE is missing, and this is not a demo')
      return 1
    }
    if (!(await keysFit(database, keyring))) {
      console.error('kabinet import: these keys do not open what is stored; everybody would come in twice')
      return 1
    }
    const lines = showLines(process.stderr)
    const { kind, options } = call
    const report = await importFile({
      kind,
      ...source,
      database,
      keyring,
      options,
      onProgress: (progress) =>
        lines.say((seconds) => describeProgress(progress, seconds), progress.phase !== 'reading'),
    }).finally(lines.done)
    for (const line of describeReport(report)) console.log(line)
    return report.outcome === 'refused' ? 1 : 0
  })
}

function parseCall(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    options: {
      'dry-run': { type: 'boolean' },
      'skip-bad': { type: 'boolean' },
      'extra-prefixes': { type: 'string' },
    },
    allowPositionals: true,
  })
  const [kind = '', file, ...more] = positionals
  if (!isKind(kind))
    throw new CalledWrongly(`what to import is one of ${Object.keys(importKinds).join(', ')}`)
  if (file === undefined || more.length > 0) throw new CalledWrongly('name one file, or - for standard input')
  const extraPrefixes = values['extra-prefixes']?.split(',').map((prefix) => prefix.trim())
  if (extraPrefixes?.some((prefix) => !/^7\d\d$/.test(prefix))) {
    throw new CalledWrongly('--extra-prefixes are three digits each, e.g. 703,704')
  }
  const options = {
    dryRun: values['dry-run'] ?? false,
    skipBad: values['skip-bad'] ?? false,
    extraPrefixes,
  }
  return { kind, file, options }
}

function isKind(word: string): word is ImportKind {
  return Object.hasOwn(importKinds, word)
}

async function openSource(file: string) {
  if (file === '-') return { stream: process.stdin, totalBytes: undefined }
  const found = await stat(file).catch(() => undefined)
  if (!found || found.isDirectory()) return undefined
  return { stream: createReadStream(file), totalBytes: found.isFile() ? found.size : undefined }
}

/** What an operator reads after an import. */
export function describeReport(report: ImportReport): string[] {
  const unlisted = report.bad - report.badRows.length
  const lines = report.badRows.map(describeBadRow)
  if (unlisted > 0) lines.push(`and ${unlisted} more bad rows`)
  if (report.ignoredColumns.length > 0) lines.push(`columns not used: ${report.ignoredColumns.join(', ')}`)
  if (report.fileProblem) lines.push(`${report.kind}: ${describeFileProblem(report.fileProblem)}`)
  if (report.outcome === 'refused') {
    const bad =
      report.bad > 0 ? ` (${report.bad} bad rows of ${report.rows}; --skip-bad imports the others)` : ''
    return [...lines, `${report.kind}: nothing was imported${report.fileProblem ? '' : bad}`]
  }
  const { fresh, changed, unchanged, bad, seconds, rows } = report
  const verb = report.outcome === 'tried' ? 'would be imported (dry run, nothing was written)' : 'imported'
  const rate = seconds > 0 ? Math.round(rows / seconds) : rows
  return [
    ...lines,
    `${report.kind} ${verb}: new ${fresh}, changed ${changed}, unchanged ${unchanged}, bad ${bad} (${seconds.toFixed(1)} s, ${rate} rows a second)`,
  ]
}
