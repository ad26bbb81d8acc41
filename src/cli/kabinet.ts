import { isDatabaseAway } from '../database/database.ts'
import { DataFolderBusy, EngineUnavailable } from '../database/engine/errors.ts'
import { MigrationRefused } from '../database/migrate.ts'
import { describeError } from '../http/log.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { commands, help, helpOn } from './commands.ts'

process.exitCode = await main(process.argv.slice(2))

async function main([name, ...args]: string[]): Promise<ExitCode> {
  // `kabinet limits | head` ends the reader before us.
  process.stdout.on('error', () => process.exit(0))
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const [about = ''] = args
    const asked = Object.hasOwn(commands, about) ? commands[about] : undefined
    console.log(asked ? helpOn(asked) : help())
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(`kabinet: there is no such command\n\n${help()}`)
    return 2
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(helpOn(command))
    return 0
  }
  try {
    return await (await command.load()).run(args)
  } catch (error) {
    if (isCalledWrongly(error)) {
      console.error(`kabinet ${name}: ${error.message}\nUsage: kabinet ${command.usage}`)
      return 2
    }
    console.error(`kabinet ${name}: ${explain(error)}`)
    return 1
  }
}

/** Ours, or what `parseArgs` throws at an unknown option. */
function isCalledWrongly(error: unknown): error is Error {
  if (error instanceof CalledWrongly) return true
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

function explain(error: unknown): string {
  if (error instanceof DataFolderBusy || error instanceof EngineUnavailable) return error.message
  if (error instanceof MigrationRefused) return `the database does not fit this version: ${error.message}`
  if (isNotListening(error)) {
    return `port ${error.port} ${error.code === 'EADDRINUSE' ? 'is taken' : 'is not ours to take'}: name another with PORT`
  }
  if (isDatabaseAway(error)) return 'the database does not answer; nothing was changed that was not finished'
  return `unexpected fault\n${JSON.stringify(describeError(error), null, 2)}`
}

/** What Node says when a server cannot take its port. */
function isNotListening(error: unknown): error is Error & { code: string; port: number } {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen' && 'port' in error
}
