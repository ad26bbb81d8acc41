import { readdirSync, readFileSync } from 'node:fs'

export type Watched = { readonly server?: number; readonly engine?: number | undefined }

/** Linux counts CPU time in hundredths of a second (USER_HZ). */
const tick = 10

/**
 * CPU milliseconds so far: of the server's main thread, of its pools (the threads of the hashes, and libuv's), of its other threads
 * (V8's compiler and collector), and of all processes of the engine. From /proc: elsewhere than on Linux nothing is known.
 */
export function cpuOf(watched: Watched = {}): Record<string, number> {
  const spent: Record<string, number> = {}
  if (process.platform !== 'linux') return spent
  if (watched.server) {
    const of = { main: 0, pool: 0, other: 0 }
    for (const thread of readdirSync(`/proc/${watched.server}/task`)) {
      const stat = fieldsOf(`/proc/${watched.server}/task/${thread}/stat`)
      if (!stat) continue
      const kind =
        Number(thread) === watched.server
          ? 'main'
          : /^(libuv|WorkerThread)/.test(stat.name)
            ? 'pool'
            : 'other'
      of[kind] += stat.own
    }
    Object.assign(spent, {
      'server, main thread': of.main,
      'server, pool': of.pool,
      'server, V8’s threads': of.other,
    })
  }
  if (watched.engine) spent.PostgreSQL = ofEngine(watched.engine)
  return spent
}

/** The postmaster counts those of its children that have ended. */
function ofEngine(postmaster: number): number {
  let sum = 0
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? fieldsOf(`/proc/${name}/stat`) : undefined
    if (Number(name) === postmaster) sum += stat ? stat.own + stat.children : 0
    else if (stat?.parent === postmaster) sum += stat.own
  }
  return sum
}

/** proc_pid_stat(5): the name stands in brackets and may hold anything. */
function fieldsOf(path: string) {
  let text: string
  try {
    text = readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
  const end = text.lastIndexOf(')')
  const fields = text
    .slice(end + 2)
    .split(' ')
    .map(Number)
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15)
  return {
    name: text.slice(text.indexOf('(') + 1, end),
    parent: fields[1] ?? 0,
    own: (user + system) * tick,
    children: (childUser + childSystem) * tick,
  }
}
