import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { root } from './built.ts'
import { iins, importAccounts, password, production } from './deployments.ts'
import { ask, newFolder } from './folders.ts'
import { eventually, kabinet, serve, stop } from './processes.ts'
import { Visitor } from './visitor.ts'

const fresh = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`
const many = 20_000

test('a rotation that is killed is taken up again, while people sign in; then the key between can go', {
  timeout: 120_000,
}, async ({ annotate }) => {
  const folder = await newFolder()
  const [k1, k2, k3] = [fresh('k1'), fresh('k2'), fresh('k3')]
  const environment = { ...production(folder), KABINET_KEYS: `${k2},${k1}` }
  await importAccounts(environment)
  const rotated = { ...environment, KABINET_KEYS: `${k3},${k2},${k1}` }
  const server = await serve('start', rotated)
  await kabinet(['import', 'kindergarten', join(root, 'demo/kindergarten.csv')], environment).ended()
  await ask(
    folder,
    `insert into children (child_index, child_sealed, name_sealed, status, since, applicant_index, system, source_digest)
     select sha256(n::text::bytea), child_sealed, name_sealed, 'queued', '2026-01-01', '\\x00', 'INDIGO', '\\x00'
       from generate_series(1, ${many}) n, (select child_sealed, name_sealed from children limit 1) one`,
  )
  const left = async () =>
    Number(
      (
        await ask(
          folder,
          `select count(*) from children where substring(child_sealed from 2 for 2) <> convert_to('k3', 'UTF8')`,
        )
      )[0]?.count,
    )
  const all = await left()
  expect(all).toBeGreaterThan(many)
  const first = kabinet(['keys', 'rotate'], rotated)
  await eventually('some are sealed anew', async () => (await left()) < all, 20_000)
  first.kill('SIGKILL')
  await first.ended()
  const after = await left()
  await annotate(`killed with ${after} of ${all} left`)
  expect(after).toBeGreaterThan(0)

  const began = performance.now()
  const second = kabinet(['keys', 'rotate'], rotated)
  const pages: number[] = []
  let ended = false
  second.ended().then(() => {
    ended = true
  })
  do {
    const page = await new Visitor(server.origin).signsIn(iins.parent, password)
    pages.push(page.status)
    expect(page.address).toBe(routes.cabinet.feed)
  } while (!ended)
  expect(await second.ended()).toMatchObject({ code: 0 })
  await annotate(
    `${after} rows sealed anew in ${Math.round(performance.now() - began)} ms, ${pages.length} sign-ins meanwhile`,
  )
  expect(new Set(pages)).toEqual(new Set([200]))
  expect(await left()).toBe(0)

  const status = await kabinet(['keys', 'status'], rotated).ended()
  expect(status).toMatchObject({ code: 0, err: '' })
  expect(status.out).toMatch(/^k3: seals; \d+ values\. The newest/m)
  expect(status.out).toMatch(/^k2: opens; 0 values\. It may go/m)
  expect(status.out).toMatch(/^k1: indexes; 0 values\. It makes the look-up indexes and stays/m)
  for (const key of [k1, k2, k3]) expect(status.out).not.toContain(key.split(':')[1])

  await stop(server)
  const without = { ...environment, KABINET_KEYS: `${k3},${k1}` }
  const again = await serve('start', without)
  expect((await new Visitor(again.origin).signsIn(iins.parent, password)).address).toBe(routes.cabinet.feed)
  const doctor = await kabinet(['doctor'], without).ended()
  expect(doctor.out).toContain('✓ keys open what is stored')
  const lost = await kabinet(['doctor'], { ...environment, KABINET_KEYS: `${k2},${k1}` }).ended()
  expect(lost.out).toMatch(/✗ keys open what is stored/)
  await stop(again)
})

test('one id with two secrets is refused', async () => {
  const refused = await kabinet(['keys', 'status'], {
    KABINET_DATA: await newFolder(),
    KABINET_KEYS: `${fresh('k1')},${fresh('k1')}`,
  }).ended()
  expect(refused).toMatchObject({ code: 1 })
  expect(refused.err).toContain('gives one id two secrets')
})
