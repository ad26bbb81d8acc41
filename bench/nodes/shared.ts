import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { limits } from '../../src/domain/limits.ts'
import { routes } from '../../src/routes.ts'
import { type Counter, makeCounter } from './census.ts'
import { authority, type Cluster } from './cluster.ts'
import { asksForCode, type Citizen, recovers, signsIn } from './journeys.ts'
import { digitsOn, Parent } from './parent.ts'
import { Phone } from './phone.ts'
import { keepsLive } from './stream.ts'

/** What was looked at, and what came of it, as a table shows them. */
export type Finding = { readonly what: string; readonly found: string }

/**
 * Whichever node answers: sessions, limits, codes, live feeds. Every request names the node that it wants, each the next
 * one, and the proxy tells which one answered. Throws at the first thing that does not hold.
 */
export async function whicheverNode(cluster: Cluster, citizens: readonly Citizen[]): Promise<Finding[]> {
  const counter = makeCounter()
  const names = cluster.nodes.map(({ name }) => name)
  const door = { origin: cluster.proxy.origin, ca: readFileSync(authority, 'utf8') }
  const comes = (first = 0) => {
    const parent = new Parent(door, counter)
    parent.turns = names.map((_, at) => names[(first + at) % names.length] ?? '')
    return parent
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
  ]
}

type Comes = (first?: number) => Parent

async function session(comes: Comes, names: readonly string[], citizen: Citizen): Promise<Finding> {
  const parent = comes()
  await signsIn(parent, citizen.iin)
  const answered = new Set<string>()
  for (const _ of names) {
    const page = await parent.asks(routes.cabinet.feed)
    if (page.status !== 200) throw new Error(`${parent.node} does not know the session: ${page.status}`)
    answered.add(parent.node)
  }
  if (answered.size !== names.length) throw new Error(`only ${[...answered]} answered`)
  return {
    what: 'a session, begun across the nodes, at each of them',
    found: `open at ${answered.size} of ${names.length}`,
  }
}

async function recovery(comes: Comes, citizen: Citizen): Promise<Finding> {
  const [parent, phone] = [comes(0), comes(1)]
  await recovers(parent, phone, citizen)
  const found = `${parent.sent + phone.sent} requests of browser and app, each at the next node`
  return { what: 'a whole recovery, from «Забыли пароль?» to the feed', found }
}

/** Wrong codes at one node after the other: the tries are of the code, not of the node. */
async function tries(comes: Comes, citizen: Citizen): Promise<Finding> {
  const [parent, phone] = [comes(0), comes(1)]
  let { page, code } = await asksForCode(parent, phone, citizen)
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0')
  const allowed = limits.codes.code.tries
  const left: number[] = []
  for (let guess = 1; guess <= allowed; guess += 1) {
    const typed = { code: wrong, fresh: 'Aspan-tau#1-jusan', repeat: 'Aspan-tau#1-jusan' }
    page = await parent.presses(page, routes.recovery.page, typed)
    left.push(Number(/Осталось попыток: (\d)/.exec(page.words)?.[1] ?? 0))
  }
  const wanted = Array.from({ length: allowed }, (_, at) => allowed - 1 - at)
  if (left.join() !== wanted.join()) throw new Error(`tries left: ${left}, expected ${wanted}: ${page.words}`)
  const right = { code, fresh: 'Aspan-tau#1-jusan', repeat: 'Aspan-tau#1-jusan' }
  const late = await parent.presses(page, routes.recovery.page, right)
  if (late.address.includes('password-set')) throw new Error('the code still worked after its last try')
  return {
    what: 'wrong codes, each at the next node',
    found: `tries left ${left.join(', ')}; then the right one is refused`,
  }
}

/** Wrong passwords by strangers from as many addresses, one after the other or at once, at all nodes. */
async function guesses(comes: Comes, citizen: Citizen, atOnce: number): Promise<Finding> {
  const budget = limits.signIn.failuresPerIin.attempts
  const strangers = Array.from({ length: 12 }, (_, at) => comes(at))
  const judge = async (stranger: Parent) => {
    const page = await stranger.submits(await stranger.namesIin(citizen.iin), {
      password: 'Туған-жерім-7000',
    })
    return !page.words.includes('Слишком много попыток')
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
async function recoveryPage(comes: Comes, names: readonly string[], citizen: Citizen): Promise<Finding> {
  const [parent, phone] = [comes(), comes()]
  const asked = await parent.presses(await parent.namesIin(citizen.iin), routes.signIn.forgot)
  const shown = digitsOn(asked)
  parent.turns = names.slice(0, 1)
  phone.turns = names.slice(-1)
  const response = await parent.speaks('GET', routes.recovery.live, {
    headers: { cookie: parent.cookies.header() },
    signal: AbortSignal.timeout(10_000),
  })
  const heard = response.text()
  const app = await Phone.make(phone)
  await app.activates(citizen.number, shown)
  const said = performance.now()
  if (!(await heard).includes('event: activated')) throw new Error('the recovery page was not told')
  const found = `told ${Math.round(performance.now() - said)} ms after the answer to the phone`
  return { what: 'a recovery page live at the first node, its one-time password used at the last', found }
}

/** The cabinet is open at the first node; it hears of a sign-in at the last, and of its own session's end. */
async function cabinetPage(comes: Comes, names: readonly string[], citizen: Citizen): Promise<Finding> {
  const [parent, other] = [comes(), comes()]
  await signsIn(parent, citizen.iin)
  const here = parent.turns
  parent.turns = names.slice(0, 1)
  const stream = await keepsLive(parent)
  other.turns = names.slice(-1)
  await until('the sign-in’s own notice', () => stream.heard.size > 0)
  const before = stream.heard.size
  await signsIn(other, citizen.iin)
  const signedIn = performance.now()
  await until('a notice from the other node', () => stream.heard.size > before)
  const told = Math.round(performance.now() - signedIn)
  const page = await parent.opens(routes.cabinet.feed)
  parent.turns = names.slice(-1)
  const session = parent.cookies.copy()
  await parent.presses(page, routes.session.signOut)
  await until('the end of the feed', () => stream.isEnded())
  parent.cookies.replace(session)
  parent.turns = here
  for (const _ of names) {
    const answer = await parent.asks(routes.cabinet.feed)
    if (answer.status !== 303)
      throw new Error(`${parent.node} still opens the ended session: ${answer.status}`)
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
