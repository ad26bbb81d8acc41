import { randomBytes } from 'node:crypto'
import { CalledWrongly, type ExitCode } from './command.ts'

/** Prints one fresh key: an id that says when it was made, and 256 random bits. */
export async function run(args: string[]): Promise<ExitCode> {
  if (args.length !== 1 || args[0] !== 'new') throw new CalledWrongly('say `keys new`')
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  console.log(`k${day}-${randomBytes(2).toString('hex')}:${randomBytes(32).toString('base64url')}`)
  return 0
}
