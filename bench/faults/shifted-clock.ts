import { readFileSync, watchFile } from 'node:fs'
import { ServerResponse } from 'node:http'

/**
 * Preloaded into a node (`--import`): its wall clock is off by the milliseconds that stand in the file FAULTS_CLOCK, and follows
 * when they change. Timers and `performance` go on, as a kernel's monotonic clock does when the wall clock is set.
 */
const file = process.env.FAULTS_CLOCK ?? ''
const read = () => Number(readFileSync(file, 'utf8')) || 0
let off = read()
watchFile(file, { interval: 20, persistent: false }, () => {
  off = read()
})

const True = Date
const now = () => True.now() + off
globalThis.Date = new Proxy(True, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new True(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

// Node's own `Date` header is made inside, where the clock above does not reach.
const { writeHead } = ServerResponse.prototype
ServerResponse.prototype.writeHead = function (this: ServerResponse, ...given: unknown[]) {
  this.sendDate = false
  this.setHeader('Date', new True(now()).toUTCString())
  return writeHead.apply(this, given as Parameters<typeof writeHead>)
} as typeof writeHead
