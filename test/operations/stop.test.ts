import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { limits } from '../../src/domain/limits.ts'
import { routes } from '../../src/routes.ts'
import { freePort } from '../support/free-port.ts'
import { readPage } from '../support/page.ts'
import { iins, password } from './deployments.ts'
import { engineOf, newFolder } from './folders.ts'
import { openLive } from './live-stream.ts'
import { answering, eventually, kabinet, serve, start, stop } from './processes.ts'
import { filled, Visitor } from './visitor.ts'

const stopMilliseconds = 4000
const { slotMilliseconds } = limits.signIn.answerSlot

test('a stop finishes what is under way, ends live feeds, takes nobody in and stops the engine', {
  timeout: 60_000,
}, async ({ annotate }) => {
  const folder = await newFolder()
  const server = await serve('demo', { KABINET_DATA: folder })
  const parent = new Visitor(server.origin)
  await parent.signsIn(iins.parent, password)
  const live = await openLive(parent)

  const stranger = new Visitor(server.origin)
  const { path, fields } = filled(await stranger.namesIin(iins.imported), { password: 'a wrong one' })
  let answered = false
  const underWay = stranger
    .sends('POST', path, fields)
    .then((response) => readPage(response, path))
    .finally(() => {
      answered = true
    })
  await wait(slotMilliseconds / 4)
  expect(answered).toBe(false)
  // Ctrl-C under npm arrives twice.
  server.kill('SIGTERM')
  const asked = performance.now()
  await wait(10)
  server.kill('SIGINT')
  server.kill('SIGTERM')

  await eventually('the live feed’s end', () => live.isOver(), stopMilliseconds)
  const newcomer = new Visitor(server.origin)
  const turnedAway = await newcomer.asks(routes.readyz).catch(() => 'refused' as const)
  if (turnedAway !== 'refused') expect(turnedAway.status).toBe(503)
  const page = await underWay
  expect(page).toMatchObject({ status: 422 })
  expect(page.problems).toHaveLength(1)
  expect(page.html.trimEnd().endsWith('</html>')).toBe(true)

  expect(await server.ended()).toMatchObject({ code: 0, err: '' })
  const took = performance.now() - asked
  await annotate(`stopped ${Math.round(took)} ms after SIGTERM`)
  expect(took).toBeLessThan(stopMilliseconds)
  expect(await engineOf(folder)).toBeUndefined()
})

test('a port that is taken is said in one line, and leaves no engine behind', {
  timeout: 40_000,
}, async () => {
  const other = createServer().listen(0)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const folder = await newFolder()
  const ended = await kabinet(['demo'], { KABINET_DATA: folder, PORT: String(port) }).ended()
  other.close()
  expect(ended).toEqual({
    code: 1,
    out: '',
    err: `kabinet demo: port ${port} is taken: name another with PORT\n`,
  })
  expect(await engineOf(folder)).toBeUndefined()
})

test('npm passes a stop on to the server', { timeout: 40_000 }, async () => {
  const folder = await newFolder()
  const port = String(await freePort())
  const environment = { KABINET_DATA: folder, PORT: port, npm_config_update_notifier: 'false' }
  const npm = await answering(
    () => start('npm', ['run', 'demo'], environment, { group: true }),
    `http://localhost:${port}`,
  )
  expect(await stop(npm)).toMatchObject({ code: 0 })
  await expect(fetch(npm.origin)).rejects.toThrow('fetch failed')
  expect(await engineOf(folder)).toBeUndefined()
})
