import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { limits } from '../../src/domain/limits.ts'
import { routes } from '../../src/routes.ts'
import { asksForCode, forgets, namesIin, type Person, recovers, signsIn } from '../drivers/journeys.ts'
import { newPassword } from '../drivers/password.ts'
import { type Counter, makeCounter } from './census.ts'
import { appAt, Client, Parent } from './client.ts'
import { authority, type Cluster } from './cluster.ts'
import { hidesAndSets } from './proxy-duties.ts'
import { keepsLive } from './stream.ts'

/** What was looked at, and what came of it, as a table shows them. */
export type Finding = { readonly what: string; readonly found: string }

/**
 * Whichever node answers: sessions, limits, codes, live feeds. Every request names the node that it wants, each the next
 * one, and the proxy tells which one answered. Throws at the first thing that does not hold.
 */
export async function whicheverNode(cluster: Cluster, citizens: readonly Person[]): Promise<Finding[]> {
  const counter = makeCounter()
  const names = cluster.nodes.map(({ name }) => name)
  const door = { origin: cluster.proxy.origin, ca: readFileSync(authority, 'utf8') }
  const comes = (first = 0) => {
    const client = new Client(door, counter)
    client.turns = names.map((_, at) => names[(first + at) % names.length] ?? '')
    return client
  }
  const [a, b, c, d, e] = citizens
  if (!a || !b || !c || !d || !e) throw new Error('too few citizens')
  return [
    await session(comes, names, a),
    await recovery(comes, a),
    await tries(comes, b),
    await guesses(comes, c, 1),
    await guesses(comes, d, 12),
    await recoveryPage(comes, names, e),
    await cabinetPage(comes, names, e),
    ofRequests(counter),
    ...(await hidesAndSets(door, e)),
  ]
}

/** A way to the nodes, the `first` of them first. */
type Comes = (first?: number) => Client

async function session(comes: Comes, names: readonly string[], citizen: Person): Promise<Finding> {
  const client = comes()
  const parent = new Parent(client)
  await signsIn(parent, citizen.iin)
  const answered = new Set<string>()
  for (const _ of names) {
    const page = await parent.get(routes.cabinet.feed)
    if (page.status !== 200) throw new Error(`${client.node} does not know the session: ${page.status}`)
    answered.add(client.node)
  }
  if (answered.size !== names.length) throw new Error(`only ${[...answered]} answered`)
  return {
    what: 'a session, begun across the nodes, at each of them',
    found: `open at ${answered.size} of ${names.length}`,
  }
}

async function recovery(comes: Comes, citizen: Person): Promise<Finding> {
  const [own, phones] = [comes(0), comes(1)]
  await recovers(new Parent(own), appAt(phones), citizen)
  const found = `${own.sent + phones.sent} requests of browser and app, each at the next node`
  return { what: 'a whole recovery, from «Забыли пароль?» to the feed', found }
}

/** Wrong codes at one node after the other: the tries are of the code, not of the node. */
async function tries(comes: Comes, citizen: Person): Promise<Finding> {
  const parent = new Parent(comes(0))
  const code = await asksForCode(parent, appAt(comes(1)), citizen)
  const fresh = newPassword()
  const types = (digits: string) =>
    parent.postAndFollow(routes.recovery.page, { code: digits, fresh, repeat: fresh })
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0')
  const allowed = limits.codes.code.tries
  const left: number[] = []
  for (let guess = 1; guess <= allowed; guess += 1) {
    const { answer } = await types(wrong)
    left.push(Number(/Осталось попыток: (\d)/.exec(answer.words)?.[1] ?? 0))
  }
  const wanted = Array.from({ length: allowed }, (_, at) => allowed - 1 - at)
  if (left.join() !== wanted.join()) throw new Error(`tries left: ${left}, expected ${wanted}`)
  const late = await types(code)
  if (late.address.includes('password-set')) throw new Error('the code still worked after its last try')
  return {
    what: 'wrong codes, each at the next node',
    found: `tries left ${left.join(', ')}; then the right one is refused`,
  }
}

/** Wrong passwords by strangers from as many addresses, one after the other or at once, at all nodes. */
async function guesses(comes: Comes, citizen: Person, atOnce: number): Promise<Finding> {
  const budget = limits.signIn.failuresPerIin.attempts
  const strangers = Array.from({ length: 12 }, (_, at) => comes(at))
  const judge = async (client: Client) => {
    const stranger = new Parent(client)
    await namesIin(stranger, citizen.iin)
    await stranger.get(routes.signIn.password)
    const { answer } = await stranger.postAndFollow(routes.signIn.password, { password: 'Туған-жерім-7000' })
    return !answer.words.includes('Слишком много попыток')
  }
  const judged: boolean[] = []
  while (strangers.length > 0) judged.push(...(await Promise.all(strangers.splice(0, atOnce).map(judge))))
  const many = judged.filter(Boolean).length
  if (many !== budget) throw new Error(`${many} guesses were judged, the budget is ${budget}`)
  const how = atOnce === 1 ? 'one after the other' : 'all at once'
  return {
    what: `12 wrong passwords for one person, ${how}`,
    found: `${many} judged, the budget is ${budget}`,
  }
}

/** The page waits at the first node; the phone types the one-time password at the last. */
async function recoveryPage(comes: Comes, names: readonly string[], citizen: Person): Promise<Finding> {
  const [own, phones] = [comes(), comes()]
  const parent = new Parent(own)
  const shown = await forgets(parent, citizen.iin)
  own.turns = names.slice(0, 1)
  phones.turns = names.slice(-1)
  const late = AbortSignal.timeout(10_000)
  const heard = text(await own.listens(routes.recovery.live, parent.headers(), late))
  await appAt(phones).activates(citizen.number, shown)
  const said = performance.now()
  if (!(await heard).includes('event: activated')) throw new Error('the recovery page was not told')
  const found = `told ${Math.round(performance.now() - said)} ms after the answer to the phone`
  return { what: 'a recovery page live at the first node, its one-time password used at the last', found }
}

/** The cabinet is open at the first node; it hears of a sign-in at the last, and of its own session's end. */
async function cabinetPage(comes: Comes, names: readonly string[], citizen: Person): Promise<Finding> {
  const [own, others] = [comes(), comes()]
  const parent = new Parent(own)
  await signsIn(parent, citizen.iin)
  const here = own.turns
  own.turns = names.slice(0, 1)
  const stream = await keepsLive(parent)
  others.turns = names.slice(-1)
  await until('the sign-in’s own notice', () => stream.heard.size > 0)
  const before = stream.heard.size
  await signsIn(new Parent(others), citizen.iin)
  const signedIn = performance.now()
  await until('a notice from the other node', () => stream.heard.size > before)
  const told = Math.round(performance.now() - signedIn)
  await parent.get(routes.cabinet.feed)
  own.turns = names.slice(-1)
  const signedInStill = parent.copy()
  await parent.postAndFollow(routes.session.signOut)
  await until('the end of the feed', () => stream.isEnded())
  own.turns = here
  for (const _ of names) {
    const answer = await signedInStill.get(routes.cabinet.feed)
    if (answer.status !== 303) throw new Error(`${own.node} still opens the ended session: ${answer.status}`)
  }
  return {
    what: 'a cabinet live at the first node; a sign-in, then its own sign-out, at the last',
    found: `told ${told} ms after the answer; the feed ends, the session is over at ${names.length} of ${names.length}`,
  }
}

/** The guesses beyond the budget are refused with 429, as they should be; nothing else may fail. */
function ofRequests(counter: Counter): Finding {
  const { requests, failed, lines } = counter.census()
  const refused = lines.filter(({ outcome }) => outcome === 429).reduce((sum, line) => sum + line.requests, 0)
  if (failed > refused) throw new Error(`failed requests: ${JSON.stringify(lines)}`)
  return { what: 'requests of these checks', found: `${requests}: ${refused} refused by the limit, 0 failed` }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 500; tries > 0; tries -= 1) {
    if (holds()) return
    await wait(10)
  }
  throw new Error(`waited in vain for ${what}`)
}
