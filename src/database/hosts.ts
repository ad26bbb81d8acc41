import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { NoWritableHost } from './away.ts'

/** Where the database can be reached now; asked for each new connection. */
export type Whereabouts = () => Promise<Address> | Address
export type Address = { readonly host: string; readonly port: number }

/** How long a probe of one host may take, in ms. */
const probeMs = 3000
/** How long it may be silent before the next one is asked too, in ms (RFC 8305 does so with addresses). */
const nextHostMs = 250

/**
 * Splits `postgres://user:password@h1:5432,h2:5433/base?options` (libpq's list of hosts) into the list and what all
 * hosts share. Returns a problem key for anything else; never repeats the text, which holds a password.
 */
export function parseDatabaseUrl(
  url: string,
): { ok: true; hosts: Address[]; shared: pg.ClientConfig } | { ok: false; problem: 'not-a-postgres-url' } {
  const match = /^(postgres(?:ql)?:\/\/)([^/?#]*@)?([^@/?#]*)(\/.*)?$/.exec(url)
  if (!match) return { ok: false, problem: 'not-a-postgres-url' }
  const [, scheme = '', credentials = '', list = '', rest = ''] = match
  const hosts: Address[] = []
  for (const item of list.split(',')) {
    const parts = /^(\[[0-9a-fA-F:.]+\]|[^:]*)(?::(\d{1,5}))?$/.exec(item)
    if (!parts) return { ok: false, problem: 'not-a-postgres-url' }
    hosts.push({
      host: decoded((parts[1] || 'localhost').replace(/^\[|\]$/g, '')),
      port: Number(parts[2] ?? 5432),
    })
  }
  const first = hosts[0]
  // libpq's form for a unix socket: postgres:///base?host=/folder
  const folder = /[?&]host=([^&]+)/.exec(rest)?.[1]
  if (first && folder) hosts[0] = { host: decoded(folder), port: first.port }
  return {
    ok: true,
    hosts,
    shared: { connectionString: `${scheme}${credentials}${list.split(',')[0]}${rest}` },
  }
}

/** A socket's folder stands percent-encoded in a url. */
function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/**
 * The first host that answers and takes writes, looked for anew for each connection; those opened meanwhile share the
 * search. One host is not probed: connecting to it tells.
 */
export function firstWritable(hosts: readonly Address[], shared: pg.ClientConfig): Whereabouts {
  const [only, ...others] = hosts
  if (only && others.length === 0) return () => only
  let search: Promise<Address> | undefined
  return () => {
    search ??= probeAll(hosts, shared).finally(() => {
      search = undefined
    })
    return search
  }
}

/** Asks one host after another; one that is silent (frozen, cut off) holds up the next for a moment only. */
async function probeAll(hosts: readonly Address[], shared: pg.ClientConfig): Promise<Address> {
  const asked: Promise<Address>[] = []
  for (const address of hosts) {
    const probe = probeOne(address, shared)
    asked.push(probe)
    const takesWrites = probe.then(
      () => true,
      () => false,
    )
    if (await Promise.race([takesWrites, wait(nextHostMs, false, { ref: false })])) return probe
  }
  return Promise.any(asked).catch((error: AggregateError) => {
    throw new NoWritableHost(error.errors.find((each) => !(each instanceof NoWritableHost)))
  })
}

async function probeOne(address: Address, shared: pg.ClientConfig): Promise<Address> {
  const client = new (connectingClient(() => address))({
    ...shared,
    connectionTimeoutMillis: probeMs,
    query_timeout: probeMs,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ on: string }>('show transaction_read_only')
    if (Object.values(rows[0] ?? {})[0] !== 'off') throw new NoWritableHost()
    return address
  } finally {
    client.end().catch(() => {})
  }
}

/** A `pg` client that learns its address when it connects, not when it is made. */
export function connectingClient(whereabouts: Whereabouts): typeof pg.Client {
  return class extends pg.Client {
    override connect(): Promise<pg.Client>
    override connect(
      callback: ((error: Error) => void) | ((error: null, client: pg.ClientBase) => void),
    ): void
    override connect(callback?: (error: never, client: never) => void): Promise<pg.Client> | undefined {
      const connected = Promise.resolve(whereabouts()).then(async ({ host, port }) => {
        this.host = host
        this.port = port
        await super.connect()
        return this as pg.Client
      })
      if (!callback) return connected
      connected.then(
        (client) => callback(null as never, client as never),
        (error) => callback(error as never, undefined as never),
      )
      return undefined
    }
  }
}
