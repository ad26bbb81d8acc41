import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { makeCounter } from './census.ts'
import type { Cluster, Door } from './cluster.ts'
import { type Citizen, signsIn } from './journeys.ts'
import { Parent } from './parent.ts'
import type { Finding } from './shared.ts'

/** What a client may not reach or say through the proxy. Throws where it can. */
export async function hidesAndSets(door: Door, citizen: Citizen): Promise<Finding[]> {
  const parent = new Parent(door, makeCounter())
  const statuses: number[] = []
  for (const path of [routes.metrics, routes.readyz, routes.healthz])
    statuses.push((await parent.asks(path)).status)
  if (statuses.some((status) => status !== 404))
    throw new Error(`what is for those inside answered ${statuses}`)
  const liar = new Parent(door, makeCounter())
  liar.says = {
    'x-forwarded-for': '198.51.100.7',
    forwarded: 'for=198.51.100.7',
    'x-real-ip': '198.51.100.7',
  }
  await signsIn(liar, citizen.iin)
  const security = await liar.opens(routes.cabinet.security)
  if (security.words.includes('198.51.')) throw new Error('a client’s own X-Forwarded-For reached a node')
  return [
    { what: '/metrics, /readyz, /healthz through the proxy', found: statuses.join(', ') },
    { what: 'a client that says another address of itself', found: 'is kept under its own' },
  ]
}

/** The database goes, then the nodes: whose page visitors get. The cluster serves nobody afterwards. */
export async function whenAway(cluster: Cluster, door: Door): Promise<Finding[]> {
  const parent = new Parent(door, makeCounter())
  await signsIn(parent, cluster.citizens.at(-1)?.iin ?? '')
  await cluster.stopDatabase()
  // Out of the proxy by now, asked all the same.
  for (const node of cluster.nodes) await cluster.until(node, 503)
  await wait(4000)
  const away = await parent.opens(routes.cabinet.feed)
  const isOurs = /[0-9A-Z]{4}-[0-9A-Z]{4}/.test(away.words) && away.headers.get('retry-after') !== null
  const isAsked = /^any\d$/.test(away.headers.get('x-node') ?? '')
  for (const { process: child } of cluster.nodes) child.kill('SIGKILL')
  // A connection that the kill has broken is closed to the browser too, which then asks anew.
  await wait(1000)
  const gone = await new Parent(door, makeCounter()).opens(routes.home)
  const isLast = gone.words.includes('Кабинет сейчас не отвечает') && gone.headers.get('retry-after') === '10'
  if (away.status !== 503 || !isOurs || !isAsked || gone.status !== 503 || !isLast)
    throw new Error(
      `away: ${away.status} ${away.headers.get('x-node')} ${away.words.slice(0, 200)}; gone: ${gone.status} ${gone.words.slice(0, 200)}`,
    )
  return [
    {
      what: 'the database is away',
      found: `503, a node’s own page with a reference number (${away.headers.get('x-node')})`,
    },
    { what: 'no node is there', found: '503, the proxy’s page in three languages' },
  ]
}
