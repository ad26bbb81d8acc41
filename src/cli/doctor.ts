import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import type { ExitCode } from './command.ts'
import { isDemoFolder } from './deployment.ts'
import { checkDatabase } from './doctor-database.ts'
import { checkFolder, checkLimits, checkNode, type Finding } from './doctor-machine.ts'
import { checkMail } from './doctor-mail.ts'
import { checkRegisters } from './doctor-registers.ts'

/** Looks at everything that Kabinet needs, changes nothing, and prints a line each. */
export async function run(args: string[]): Promise<ExitCode> {
  parseArgs({ args, options: {} })
  const loose = readConfig('demo')
  const mode = loose.ok && isDemoFolder(loose.config) ? 'demo' : 'production'
  const strict = readConfig(mode)
  const findings: Finding[] = [checkNode(process.versions.node)]
  findings.push({
    fine: strict.ok,
    what: `configuration for ${mode}`,
    details: strict.ok ? [] : strict.problems,
  })
  findings.push(checkLimits())
  if (loose.ok) {
    findings.push(...(await checkFolder(loose.config)))
    findings.push(...(await checkDatabase(loose.config)))
    findings.push(...(await checkRegisters(loose.config)))
    findings.push(await checkMail(loose.config))
  }
  for (const { fine, what, details } of findings) {
    console.log(`${fine ? '✓' : '✗'} ${what}`)
    for (const detail of details) console.log(`    ${detail}`)
  }
  return findings.every(({ fine }) => fine) ? 0 : 1
}
