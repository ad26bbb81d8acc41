import { createServer } from 'node:http'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import pg from 'pg'

/**
 * better-auth as its documents say for production, on the engine whose socket PEER_SOCKET names. PEER_FORM: `default`; `argon2`,
 * with Kabinet's hash and parameters; `joins`, that and the joins which its documents call two to three times as fast. Its own migration makes tables and indexes. Prints its address.
 */
const form = process.env.PEER_FORM
const database = process.env.PEER_DATABASE
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const argon2 = {
  hash: (password) => hash(password, cost),
  verify: ({ hash: phc, password }) => verify(phc, password),
}

let handler = (_, answer) => answer.writeHead(503).end()
const server = createServer((request, answer) => handler(request, answer))
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const baseURL = `http://127.0.0.1:${server.address().port}`
const auth = betterAuth({
  baseURL,
  secret: 'Zk3v9QmT2xLr8WcN5yPb7HdS1jFg4KaE',
  // As many connections as Kabinet's pool has.
  database: new pg.Pool({ host: process.env.PEER_SOCKET, user: 'kabinet', database, max: 10 }),
  emailAndPassword: {
    enabled: true,
    // Kabinet's own limits are of a person and an address, and every parent of the load has others; this one is switched off.
    ...(form === 'default' ? {} : { password: argon2 }),
  },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  advanced: {
    ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    database: { joins: form === 'joins' },
  },
})
const { runMigrations } = await getMigrations(auth.options)
await runMigrations()
handler = toNodeHandler(auth)
process.stdout.write(`${baseURL}\n`)
