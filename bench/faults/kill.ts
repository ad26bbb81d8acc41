import { join } from 'node:path'
import { findPostmaster } from '../../src/database/engine/postmaster.ts'
import { type Deployment, makeDeployment } from './deployment.ts'
import type { Fault } from './rounds.ts'

async function started(): Promise<Deployment> {
  const deployment = await makeDeployment()
  await deployment.start()
  return deployment
}

/** Kills the engine's postmaster; its backends notice and go by themselves. */
async function killEngine({ environment }: Deployment): Promise<void> {
  const engine = await findPostmaster(join(environment.KABINET_DATA ?? '', 'postgres'))
  if (!engine) throw new Error('there is no engine to kill')
  process.kill(engine.pid, 'SIGKILL')
}

/** Kills a backend in the middle of a transaction that has written; the postmaster throws out all others and recovers. */
async function killWriter(deployment: Deployment): Promise<void> {
  await deployment.asks(async (client) => {
    const deadline = performance.now() + 2000
    while (performance.now() < deadline) {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid() limit 1`,
      )
      const [writer] = rows
      if (writer) return void process.kill(writer.pid, 'SIGKILL')
    }
    throw new Error('nobody wrote for two seconds')
  })
}

/** The two that are done a hundred times. */
export const kills: readonly Fault[] = [
  {
    name: 'kill-server',
    what: 'kill -9 of the server, which is started again at once; its engine is adopted',
    begins: started,
    strikes: (deployment) => deployment.kill(),
    mends: (deployment) => deployment.start({ wait: false }),
  },
  {
    name: 'kill-engine',
    what: 'kill -9 of the embedded engine’s postmaster',
    begins: started,
    strikes: killEngine,
  },
]

export const otherKills: readonly Fault[] = [
  {
    name: 'kill-backend',
    what: 'kill -9 of one backend of the engine in the middle of a writing transaction',
    begins: started,
    strikes: killWriter,
  },
  {
    name: 'kill-both',
    what: 'kill -9 of server and postmaster at once; the server is started again',
    begins: started,
    async strikes(deployment) {
      await Promise.all([killEngine(deployment), deployment.kill()])
    },
    mends: (deployment) => deployment.start({ wait: false }),
  },
]
