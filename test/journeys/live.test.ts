import { beforeAll, expect, test } from 'vitest'
import { type Citizen, newCitizen } from '../citizen.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { listenTo } from '../support/stream.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

/** Somebody with the feed open: without the notice of this sign-in. */
async function watcher(person?: Person) {
  const who = person ?? (await portal.account())
  const citizen = newCitizen(portal)
  await citizen.signsIn(who)
  await portal.database.pool.query('delete from events where account_id = $1', [who.id])
  const page = await citizen.opens('/cabinet')
  const address = page.document.querySelector('kabinet-feed')?.getAttribute('src') ?? ''
  return { person: who, citizen, address }
}

async function opens(citizen: Citizen, address: string, headers?: Record<string, string>) {
  const response = await citizen.sends('GET', address, undefined, headers)
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  return listenTo(response)
}

test('an event shows up without reload, with its words and the unread count', async () => {
  const { person, citizen, address } = await watcher()
  const stream = await opens(citizen, address)
  const id = await portal.event(person, { title: 'Направление готово', kind: 'referral', system: 'MINDAL' })
  const told = await stream.next()
  expect(told).toMatchObject({ event: 'notice', id })
  expect(JSON.parse(told?.data ?? '')).toMatchObject({
    id,
    title: 'Направление готово',
    system: 'MINDAL',
    icon: 'referral',
    day: 'Сегодня',
    unread: 1,
  })
  await stream.stop()
})

test('what came between the page and its stream is not lost, and nothing comes twice', async () => {
  const { person, citizen, address } = await watcher()
  const early = await portal.event(person, { title: 'Между' })
  const stream = await opens(citizen, address)
  expect((await stream.next())?.id).toBe(early)
  const late = await portal.event(person, { title: 'После' })
  expect((await stream.next())?.id).toBe(late)
  await stream.stop()
})

test('after a lost connection the browser goes on from the last event it has', async () => {
  const { person, citizen, address } = await watcher()
  const first = await portal.event(person, { title: 'Было' })
  const second = await portal.event(person, { title: 'Пропущено' })
  const stream = await opens(citizen, address, { 'last-event-id': first })
  expect((await stream.next())?.id).toBe(second)
  await stream.stop()
})

test('an event that was written before another and committed after it is told too, to a stream and to one that comes back', async () => {
  const { person, citizen, address } = await watcher()
  const stream = await opens(citizen, address)
  const client = await portal.database.pool.connect()
  await client.query('begin')
  const { rows } = await client.query<{ id: string }>(
    `insert into events (account_id, at, category, kind) values ($1, now(), 'security', 'password-changed') returning id`,
    [person.id],
  )
  const sooner = await portal.event(person, { title: 'Раньше' })
  expect((await stream.next())?.id).toBe(sooner)
  const back = await opens(citizen, address, { 'last-event-id': sooner })
  await client.query(`select pg_notify('kabinet_feed', $1)`, [person.id])
  await client.query('commit')
  client.release()
  expect((await stream.next())?.id).toBe(rows[0]?.id)
  expect((await back.next())?.id).toBe(rows[0]?.id)
  await stream.stop()
  await back.stop()
})

test('more events at once than are read at once all come', async () => {
  const { person, citizen, address } = await watcher()
  const stream = await opens(citizen, address)
  await portal.database.pool.query(
    `insert into events (account_id, at, category, kind)
      select $1, now(), 'security', 'password-changed' from generate_series(1, 120)`,
    [person.id],
  )
  await portal.database.pool.query(`select pg_notify('kabinet_feed', $1)`, [person.id])
  const ids = new Set<string | undefined>()
  for (let count = 0; count < 120; count += 1) ids.add((await stream.next())?.id)
  expect(ids.size).toBe(120)
  await stream.stop()
})

test('a last event that is none is taken as none', async () => {
  const { person, citizen, address } = await watcher()
  for (const none of ['-'.repeat(36), 'f'.repeat(36), '0', '{}']) {
    const stream = await opens(citizen, address, { 'last-event-id': none })
    const id = await portal.event(person)
    let heard = await stream.next()
    while (heard && heard.id !== id) heard = await stream.next()
    expect(heard?.id).toBe(id)
    await stream.stop()
  }
})

test('events of other people never come', async () => {
  const { person, citizen, address } = await watcher()
  const stream = await opens(citizen, address, { 'last-event-id': '00000000-0000-0000-0000-000000000000' })
  await portal.event(await portal.account(), { title: 'Чужое' })
  const own = await portal.event(person, { title: 'Своё' })
  expect((await stream.next())?.id).toBe(own)
  await stream.stop()
})

test('a session that is ended from another browser ends its stream', async () => {
  const { person, citizen, address } = await watcher()
  const stream = await opens(citizen, address)
  const other = newCitizen(portal)
  await other.signsIn(person)
  expect((await stream.next())?.event).toBe('notice')
  await other.opens('/cabinet/security')
  await other.presses('Завершить все, кроме этого')
  expect(await stream.next()).toMatchObject({ event: 'ended' })
  expect(await stream.next()).toBeUndefined()
})

test('without a session there is no stream, and EventSource is told to stop asking', async () => {
  expect((await newCitizen(portal).sends('GET', '/cabinet/live')).status).toBe(204)
})

test('one session holds six streams, and a closed one makes room', async () => {
  const { citizen, address } = await watcher()
  const streams = []
  for (let count = 0; count < 6; count += 1) streams.push(await opens(citizen, address))
  expect((await citizen.sends('GET', address)).status).toBe(204)
  await streams[0]?.stop()
  await expect
    .poll(async () => {
      const response = await citizen.sends('GET', address)
      await response.body?.cancel()
      return response.status
    })
    .toBe(200)
  for (const stream of streams.slice(1)) await stream.stop()
})

test('the words come in the language of the page', async () => {
  const { citizen, address, person } = await watcher()
  await citizen.switchesTo('en')
  const stream = await opens(citizen, address)
  await portal.event(person, { security: 'password-changed' })
  expect(JSON.parse((await stream.next())?.data ?? '')).toMatchObject({
    title: 'Password changed',
    day: 'Today',
  })
  await stream.stop()
})

test('a stream that is closed while it is busy makes room at once', async () => {
  const { person, citizen, address } = await watcher()
  const streams = []
  for (let count = 0; count < 6; count += 1) streams.push(await opens(citizen, address))
  const sessions = await lockedSessions()
  await portal.event(person)
  await sessions.areWaitedFor()
  await streams[0]?.stop()
  await sessions.release()
  await expect.poll(async () => (await citizen.sends('GET', address)).status).toBe(200)
  for (const stream of streams.slice(1)) await stream.stop()
})

// The last one here: this portal has no live feeds afterwards.
test('a stop that comes while a stream is busy ends it too', async () => {
  const { person, citizen, address } = await watcher()
  const stream = await opens(citizen, address)
  const sessions = await lockedSessions()
  // It wakes, and waits for its session.
  await portal.event(person)
  await sessions.areWaitedFor()
  await portal.parts.live.close()
  await sessions.release()
  const began = performance.now()
  while (await stream.next());
  expect(performance.now() - began).toBeLessThan(5000)
})

/** Has everybody wait who looks up a session. */
async function lockedSessions() {
  const client = await portal.database.pool.connect()
  await client.query('begin')
  await client.query('lock table sessions in access exclusive mode')
  return {
    async areWaitedFor() {
      const waiting = `select from pg_locks where not granted and relation = 'sessions'::regclass`
      await expect.poll(async () => (await client.query(waiting)).rowCount).toBeGreaterThan(0)
    },
    async release() {
      await client.query('rollback')
      client.release()
    },
  }
}
