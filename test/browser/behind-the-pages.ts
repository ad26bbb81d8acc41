import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page, Route } from 'playwright-core'
import { demoKeys } from '../../src/config.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import type { DemoServer } from '../support/demo-server.ts'

/*
 * States of the portal that no visitor alone can bring about: a crowd, a register that does not answer, another
 * claimant who was quicker. They are made in the demo's own database, and the demo itself answers.
 */

/** A session of nobody's: whoever shows it makes the portal ask its database. */
const nobodysSession = 'AAAAAAAAAAAAAAAAAAAAAA'
const knockMilliseconds = 10
const longestMilliseconds = 10_000

/**
 * While so many others wait for the database, `act` sends the form of this address, and the page gets what the door of
 * sign-in says then. The door looks at the queue when somebody knocks, so the form is sent again until it is turned away.
 */
export async function inCrowd(
  page: Page,
  demo: DemoServer,
  given: { readonly others: number; readonly path: string; act(): Promise<void> },
): Promise<void> {
  const database = await demo.database()
  const over = new AbortController()
  const { signal } = over
  const under: Promise<unknown>[] = []
  const ask = (path: string, init: RequestInit) => {
    const asked = fetch(demo.origin + path, { ...init, redirect: 'manual', signal })
    under.push(asked.catch(() => {}))
    return asked
  }
  const turnedAway = async (route: Route) => {
    const request = route.request()
    if (request.method() !== 'POST') return route.continue()
    const sent = { method: 'POST', headers: await request.allHeaders(), body: request.postData() }
    await route.fulfill(await firstRefused(() => ask(given.path, sent)))
  }
  try {
    await database.query('begin')
    await database.query('lock table sessions')
    for (let others = 0; others < given.others; others += 1)
      ask('/cabinet', { headers: { cookie: `kabinet-session=${nobodysSession}` } }).catch(() => {})
    await page.route(`**${given.path}`, turnedAway)
    await given.act()
    await page.unroute(`**${given.path}`)
  } finally {
    over.abort()
    await database.end()
    await Promise.all(under)
  }
}

/** Knocks until somebody is turned away. Throws when nobody is. */
async function firstRefused(knock: () => Promise<Response>) {
  const endsAt = performance.now() + longestMilliseconds
  let refused: Response | undefined
  while (!refused) {
    if (performance.now() > endsAt) throw new Error('nobody was turned away')
    knock().then(
      (answer) => {
        if (answer.status === 503) refused ??= answer
      },
      () => {},
    )
    await wait(knockMilliseconds)
  }
  const body = Buffer.from(await refused.arrayBuffer())
  return { status: refused.status, headers: Object.fromEntries(refused.headers), body }
}

/** While `act` is done, BMG does not answer. */
export async function whileSilent(demo: DemoServer, act: () => Promise<void>): Promise<void> {
  const database = await demo.database()
  try {
    await database.query('alter table mobile_citizens rename to mobile_citizens_away')
    await act()
  } finally {
    await database.query('alter table if exists mobile_citizens_away rename to mobile_citizens')
    await database.end()
  }
}

/** Changes the transfer of this browser as it is stored: what others did meanwhile. */
export async function changeTransfer(
  page: Page,
  demo: DemoServer,
  change: { readonly at: 'taken' | 'held'; readonly heldUntil: string | null },
): Promise<void> {
  const cookies = await page.context().cookies(demo.origin)
  const token = cookies.find(({ name }) => name === 'kabinet-transfer')?.value
  const keyring = makeKeyring(demoKeys)
  const context = 'flows.transfer'
  const id = createHash('sha256').update(`transfer:${token}`).digest()
  const database = await demo.database()
  try {
    const stored = await database.query<{ state_sealed: Buffer }>(
      'select state_sealed from flows where id_hash = $1',
      [id],
    )
    const [row] = stored.rows
    if (!row) throw new Error('this browser has no transfer')
    const state: object = JSON.parse(keyring.open(context, row.state_sealed))
    const sealed = keyring.seal(context, JSON.stringify({ ...state, ...change }))
    await database.query('update flows set step = $2, state_sealed = $3 where id_hash = $1', [
      id,
      change.at,
      sealed,
    ])
  } finally {
    await database.end()
  }
}
