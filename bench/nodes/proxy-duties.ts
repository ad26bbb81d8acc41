import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { type Person, signsIn } from '../drivers/journeys.ts'
import { makeCounter } from './census.ts'
import { Client, Parent } from './client.ts'
import type { Cluster, Door } from './cluster.ts'
import type { Finding } from './shared.ts'

/** What a client may not reach or say through the proxy. Throws where it can. */
export async function hidesAndSets(door: Door, citizen: Person): Promise<Finding[]> {
  const parent = new Parent(new Client(door, makeCounter()))
  const statuses: number[] = []
  for (const path of [routes.metrics, routes.readyz, routes.healthz])
    statuses.push((await parent.get(path)).status)
  if (statuses.some((status) => status !== 404))
    throw new Error(`what is for those inside answered ${statuses}`)
  const liar = new Parent(new Client(door, makeCounter()), {
    'x-forwarded-for': '198.51.100.7',
    forwarded: 'for=198.51.100.7',
    'x-real-ip': '198.51.100.7',
  })
  await signsIn(liar, citizen.iin)
  const security = await liar.get(routes.cabinet.security)
  if (security.words.includes('198.51.')) throw new Error('a client’s own X-Forwarded-For reached a node')
  return [
    { what: '/metrics, /readyz, /healthz through the proxy', found: statuses.join(', ') },
    { what: 'a client that says another address of itself', found: 'is kept under its own' },
  ]
}

/** The database goes, then the nodes: whose page visitors get. The cluster serves nobody afterwards. */
export async function whenAway(cluster: Cluster, door: Door): Promise<Finding[]> {
  const parent = new Parent(new Client(door, makeCounter()))
  await signsIn(parent, cluster.citizens.at(-1)?.iin ?? '')
  await cluster.stopDatabase()
  // Out of the proxy by now, asked all the same.
  for (const node of cluster.nodes) await cluster.until(node, 503)
  await wait(4000)
  const away = await parent.get(routes.cabinet.feed)
  const isOurs = /[0-9A-Z]{4}-[0-9A-Z]{4}/.test(away.words) && away.header('retry-after').length > 0
  const by = away.header('x-node')[0] ?? ''
  const isAsked = /^any\d$/.test(by)
  for (const { process: child } of cluster.nodes) child.kill('SIGKILL')
  // A connection that the kill has broken is closed to the browser too, which then asks anew.
  await wait(1000)
  const gone = await new Parent(new Client(door, makeCounter())).get(routes.home)
  const isLast = gone.words.includes('Кабинет сейчас не отвечает') && gone.header('retry-after')[0] === '10'
  if (away.status !== 503 || !isOurs || !isAsked || gone.status !== 503 || !isLast)
    throw new Error(
      `away: ${away.status} ${by} ${away.words.slice(0, 200)}; gone: ${gone.status} ${gone.words.slice(0, 200)}`,
    )
  return [
    {
      what: 'the database is away',
      found: `503, a node’s own page with a reference number (${by})`,
    },
    { what: 'no node is there', found: '503, the proxy’s page in three languages' },
  ]
}
