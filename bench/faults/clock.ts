import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Deployment, makeDeployment } from './deployment.ts'
import type { Fault } from './rounds.ts'

const movedMilliseconds = 1500
const hour = 3_600_000
const preload = fileURLToPath(new URL('shifted-clock.ts', import.meta.url))

/** The node's clock jumps by so many hours, which parents meet in the middle of their journeys, and later back. */
function jump(name: string, what: string, hours: number): Fault {
  let file = ''
  return {
    name,
    what,
    movesClock: true,
    async begins(): Promise<Deployment> {
      const deployment = await makeDeployment()
      file = join(tmpdir(), `${basename(deployment.folder)}.clock`)
      writeFileSync(file, '0')
      deployment.environment.FAULTS_CLOCK = file
      deployment.environment.NODE_OPTIONS = `--import ${preload}`
      await deployment.start()
      return {
        ...deployment,
        async close() {
          await deployment.close()
          rmSync(file, { force: true })
        },
      }
    },
    strikes: async () => writeFileSync(file, String(hours * hour)),
    async mends() {
      await wait(movedMilliseconds)
      writeFileSync(file, '0')
    },
    /** That the clock did move: the node's time of a session against the database's, which its id carries. */
    checks: (deployment) =>
      deployment.asks(async (client) => {
        const { rowCount } = await client.query(
          `select from sessions where abs(extract(epoch from created_at - uuid_extract_timestamp(public_id))) > 7200`,
        )
        return rowCount ? [] : ['nobody signed in while the clock was wrong']
      }),
  }
}

export const clockFaults: readonly Fault[] = [
  jump('clock-forward', 'the node’s clock jumps three hours ahead, and back after 1.5 s', 3),
  jump('clock-back', 'the node’s clock jumps three hours back, and right again after 1.5 s', -3),
]
