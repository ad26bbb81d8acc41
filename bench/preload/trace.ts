import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/**
 * Loaded into a server before it starts: notes how long its requests, its SQL statements and its hashes take, and which request
 * each statement belongs to. The first SIGUSR2 begins anew, the next one writes a Trace to the file that BENCH_TRACE names.
 */
export type Step = { readonly request: string; readonly what: string; count: number; milliseconds: number }
export type Trace = { readonly requests: Record<string, Spent>; readonly steps: readonly Step[] }
type Spent = { count: number; milliseconds: number }

const require = createRequire(import.meta.url)
const current = new AsyncLocalStorage<string>()
const began = new WeakMap<object, number>()
let requests: Record<string, Spent> = {}
let steps = new Map<string, Step>()
let isNoting = false

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage }
  began.set(request, performance.now())
  current.enterWith(nameOf(request))
})
subscribe('http.server.response.finish', (message) => {
  const { request } = message as { request: IncomingMessage; response: ServerResponse }
  const name = nameOf(request)
  const spent = requests[name] ?? { count: 0, milliseconds: 0 }
  requests[name] = spent
  spent.count += 1
  spent.milliseconds += performance.now() - (began.get(request) ?? 0)
})

// Hashes are all that the server's threads are asked for.
const post = Worker.prototype.postMessage
Worker.prototype.postMessage = function (this: Worker, ...given: Parameters<typeof post>) {
  const [request, start] = [current.getStore() ?? 'in the background', performance.now()]
  this.once('message', () => noteStep(request, 'hash of the password', performance.now() - start))
  return post.apply(this, given)
}
const { Client } = require('pg') as { Client: { prototype: { query: Timed } } }
Client.prototype.query = timed(Client.prototype.query, (asked) => nameOfStatement(asked))

process.on('SIGUSR2', () => {
  if (isNoting)
    writeFileSync(process.env.BENCH_TRACE ?? '', JSON.stringify({ requests, steps: [...steps.values()] }))
  isNoting = !isNoting
  requests = {}
  steps = new Map()
})

type Timed = (this: unknown, ...args: unknown[]) => unknown

/** The same function, its time noted until its promise or its callback is through. */
function timed(work: Timed, name: (asked: unknown) => string | undefined): Timed {
  return function (this: unknown, ...args) {
    const what = name(args[0])
    if (what === undefined) return work.apply(this, args)
    const request = current.getStore() ?? 'in the background'
    const start = performance.now()
    const note = () => noteStep(request, what, performance.now() - start)
    const callback = args.at(-1)
    if (typeof callback === 'function') {
      const heard = (...given: unknown[]) => {
        note()
        return callback(...given)
      }
      return work.apply(this, [...args.slice(0, -1), heard])
    }
    return (work.apply(this, args) as Promise<unknown>).finally(note)
  }
}

function noteStep(request: string, what: string, milliseconds: number): void {
  const key = `${request} ${what}`
  const step = steps.get(key) ?? { request, what, count: 0, milliseconds: 0 }
  steps.set(key, step)
  step.count += 1
  step.milliseconds += milliseconds
}

function nameOf({ method, url = '' }: IncomingMessage): string {
  return `${method} ${url.split('?', 1)[0]}`
}

/** What a statement does and to which table; undefined for what is not a text (a COPY). */
function nameOfStatement(asked: unknown): string | undefined {
  const text = typeof asked === 'string' ? asked : (asked as { text?: unknown } | null)?.text
  if (typeof text !== 'string') return undefined
  const bare = text.replaceAll('"', '').trim()
  const verb = /^\w+/.exec(bare)?.[0]?.toLowerCase() ?? ''
  const table = /\b(?:from|into|update)\s+(\w+)/i.exec(bare)?.[1]
  return table ? `${verb} ${table}` : bare.toLowerCase().slice(0, 40)
}
