import { parseArgs } from 'node:util'
import { countOutbox, listDeadEnds } from '../notify/report.ts'
import type { ExitCode } from './command.ts'
import { toolConfig, withDatabase } from './tool.ts'

const mostShown = 200

/** Prints how many notices stand where, or the dead ends with their reasons. Nobody's data. */
export async function run(args: string[]): Promise<ExitCode> {
  const { values } = parseArgs({ args, options: { dead: { type: 'boolean', default: false } } })
  const config = toolConfig()
  if (!config) return 1
  return withDatabase(config, async ({ reader }): Promise<ExitCode> => {
    if (values.dead) {
      const ends = await listDeadEnds(reader, mostShown)
      for (const end of ends) {
        const { created_at, channel, kind, tries, problem } = end
        console.log([created_at.toISOString(), channel, kind, `tries ${tries}`, problem, end.id].join('  '))
      }
      if (ends.length === 0) console.log('No dead ends.')
      if (ends.length === mostShown) console.log(`(the latest ${mostShown})`)
      return 0
    }
    const counts = await countOutbox(reader)
    for (const { channel, kind, state, count } of counts) {
      console.log(`${channel.padEnd(6)}${kind.padEnd(26)}${state.padEnd(11)}${count}`)
    }
    if (counts.length === 0) console.log('The outbox is empty.')
    return 0
  })
}
