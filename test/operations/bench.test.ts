import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFamilies } from '../../bench/families.ts'
import { loaded } from '../../bench/processes.ts'
import { type Server, serverWithCrowd } from '../../bench/server.ts'
import './built.ts'

// The load of the benchmarks speaks for both sides of every journey. A few seconds of each keep it true to the product.
const people = 40
const slow = 60_000

let server: Server
beforeAll(async () => {
  server = await serverWithCrowd(people)
  await importFamilies(server, people)
}, slow)
afterAll(() => server.remove())

test.each(['iin-page', 'sign-in', 'password', 'feed', 'code', 'recovery', 'transfer'])(
  'the journey %s goes well as the load takes it',
  { timeout: slow },
  async (journey) => {
    const { done, failed, cpu, requests } = await server.load(journey, 1, 0.2)
    expect([done > 0, failed]).toEqual([true, 0])
    expect(requests).toBeGreaterThan(0)
    if (process.platform === 'linux') expect(Object.keys(cpu)).toContain('PostgreSQL')
  },
)

test('a load whose journeys do not end well gives no figure', { timeout: slow }, async () => {
  const strangers = { from: people, crowd: 2 * people }
  const load = { origin: server.origin, journey: 'sign-in', concurrency: 2, seconds: 1, ...strangers }
  await expect(loaded(load)).rejects.toThrow('0 done')
})
