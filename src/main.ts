import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { drawnAhead } from './account/drawn-ahead.ts'
import { openLiveFeed } from './account/live-feed.ts'
import { makeHasher } from './account/passwords/hasher.ts'
import { prune } from './account/prune.ts'
import { startKeeper } from './audit/keeper.ts'
import { makeMonths } from './audit/months.ts'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { makeKeyring } from './database/keyring.ts'
import { limits } from './domain/limits.ts'
import { readAssets, serveAssets } from './http/assets.ts'
import { serveCompanionApp } from './http/companion-app.ts'
import { makeLog } from './http/log.ts'
import { makeMetrics } from './http/metrics.ts'
import { type NodeState, operations } from './http/operations.ts'
import type { Parts } from './http/parts.ts'
import { makeHttpGateway } from './notify/adapters/http-gateway.ts'
import { makeSmtpSender } from './notify/adapters/smtp.ts'
import { makeTerminalMail, type ShowMail } from './notify/adapters/terminal-mail.ts'
import { makePoster } from './notify/bounded-post.ts'
import { makePushSender } from './notify/push.ts'
import { sendTimeoutMilliseconds, startWorker, usualSettings } from './notify/worker.ts'
import { makePortal } from './portal.tsx'
import { makeRegisters } from './registers.ts'
import { routes } from './routes.ts'
import { type SignInDoor, signInDoor } from './sign-in/index.ts'

/** The built client beside the built server: dist/server/*.js → dist/client. */
const clientFolder = fileURLToPath(new URL('../client', import.meta.url))
/** The built companion app, beside it too. */
const appFolder = fileURLToPath(new URL('../app', import.meta.url))
const pruneEveryMilliseconds = 10 * 60_000
/** How long a stop waits for what is under way. */
const stopMilliseconds = 10_000
/** How often a stopping server closes connections on which nothing is under way. */
const idleCloseMilliseconds = 50

/**
 * Serves the portal until SIGTERM or SIGINT, then says so at `/readyz` for the drain's time, finishes what is under way and
 * returns. The database is the caller's to open and close. `onReady` gets the address once requests are answered,
 * `showMail` a demo's mails.
 */
export async function serve(
  config: Config,
  given: { database: Database; onReady?: (origin: string) => void; showMail?: ShowMail },
): Promise<void> {
  const asked = new Promise<string>((resolve) => {
    // Heard for good: a second one, as npm sends at Ctrl-C, would else end us in the middle of the stop.
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => resolve(name))
  })
  const parts = await assemble(config, given.database)
  // Before the first request, so that it writes no line for which there is no month.
  await makeMonths(parts.database.reader, parts.clock.now())
  const state: NodeState = { stopping: false }
  const serverOptions = { maxHeaderSize: 16_384, connectionsCheckingInterval: 2000 }
  const door = signInDoor(parts)
  const answer = getRequestListener(site(parts, state, door))
  const server = createServer(serverOptions, (request, response) => {
    if (!door.turnsAway(request, response)) answer(request, response)
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  parts.log.info({ port }, 'serving')
  given.onReady?.(config.mode === 'production' ? config.publicOrigin : `http://localhost:${port}`)

  const pruning = setInterval(() => {
    // The log has heard of every fault from the pruning itself.
    prune(parts, parts.clock).catch(() => {})
  }, pruneEveryMilliseconds)
  const worker = await startNotices(parts, given.showMail)
  const keeper = startAudit(parts)
  const signal = await asked
  parts.log.info({ signal }, 'stopping')
  state.stopping = true
  clearInterval(pruning)
  // Whoever still comes is served, until the proxy has heard and sends nobody any more. Live feeds end after it: their
  // pages would come back to us.
  await wait(config.drainMilliseconds)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await parts.live.close()
  // A browser keeps its connection after an answer, and the server would wait for it.
  const closing = setInterval(() => server.closeIdleConnections(), idleCloseMilliseconds)
  const late = setTimeout(() => server.closeAllConnections(), stopMilliseconds)
  await closed
  clearInterval(closing)
  clearTimeout(late)
  // After the last answer, which may have queued something; before the caller closes the database.
  await worker.stop()
  await keeper.stop()
}

async function assemble(config: Config, database: Database): Promise<Parts> {
  const metrics = makeMetrics({ withProcess: true })
  const keyring = makeKeyring(config.keys)
  const log = makeLog(config.logLevel)
  const clock = { now: () => new Date() }
  const random = drawnAhead({ bytes: randomBytes })
  return {
    config,
    database,
    limits,
    metrics,
    clock,
    random,
    keyring,
    log,
    hasher: makeHasher({ queueLength: limits.signIn.hashQueue.waiting }),
    live: await openLiveFeed(database),
    registers: makeRegisters({ config, database, keyring, clock, random, log, metrics }),
    assets: readAssets(clientFolder),
  }
}

/** Starts sending what the outbox holds; every node does. */
function startNotices(parts: Parts, showMail: ShowMail | undefined) {
  const options = {
    timeoutMilliseconds: sendTimeoutMilliseconds,
    mostSockets: usualSettings.concurrency,
  }
  const { sms, mail } = parts.config
  return startWorker(parts, {
    push: makePushSender(parts, options),
    sms: sms && makeHttpGateway(sms, options),
    mail: mail?.via === 'smtp' ? makeSmtpSender(mail, options) : showMail && makeTerminalMail(showMail),
  })
}

/** Starts chaining the audit; every node does. */
function startAudit(parts: Parts) {
  const { file, url } = parts.config.auditAnchors
  const poster = makePoster({ timeoutMilliseconds: sendTimeoutMilliseconds, mostSockets: 1 })
  const headers = { 'Content-Type': 'application/json' }
  const post = async (anchor: object) => {
    if (!url) return true
    return (await poster.post({ url, headers, body: Buffer.from(JSON.stringify(anchor)) })).ok
  }
  return startKeeper({ ...parts, anchors: { file, post } })
}

/** Operations and built files stand beside the portal: they need no session, language or page. */
function site(parts: Parts, state: NodeState, door: SignInDoor) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const portal = makePortal(parts, door)
  app.use(async (c, next) => {
    await next()
    // Else a browser could send its next request into a connection that is just being closed.
    if (state.stopping) c.header('Connection', 'close')
  })
  app.route('/', operations(parts, state))
  app.get(`${routes.assets}*`, serveAssets(clientFolder))
  app.route('/', serveCompanionApp(appFolder, parts.config.publicOrigin))
  app.all('*', ({ req, env: { incoming } }) =>
    portal.fetch(req.raw, { peer: incoming.socket.remoteAddress ?? '', target: incoming.url ?? '' }),
  )
  return app.fetch
}
