import { exportJWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Installation, newBound, newInstallation, newKeys } from '../support/installation.ts'
import { newTestPortal, origin, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let app: Installation
beforeAll(async () => {
  portal = await newTestPortal()
  app = await newInstallation(portal)
})

test('headers: nothing is stored, sniffed, framed or run, and no cookie is set', async () => {
  for (const response of [
    await app.sends('GET', '/companion/feed'),
    await app.sends('GET', '/companion/feed', undefined, null),
    await app.sends('GET', '/companion/nothing'),
  ]) {
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'dpop-nonce': app.nonce,
    })
    expect(response.headers.getSetCookie()).toEqual([])
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
  }
})

test('hello makes an installation once and refreshes it afterwards', async () => {
  const [first, again] = [await app.hello(), await app.hello()]
  expect(first).toMatchObject({
    status: 200,
    body: { installation: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) }, pushKey: expect.any(String) },
  })
  expect(again.body.installation).toEqual(first.body.installation)
  expect(await portal.database.reader.selectFrom('installations').select('device').execute()).toEqual([
    { device: 'Chrome, Android' },
  ])
})

describe('bodies', () => {
  const send = async (body: unknown) => {
    const response = await app.sends('POST', '/companion/hello', body)
    return [response.status, await response.json()]
  }

  test.each([
    ['{', 400, 'malformed'],
    ['[]', 400, 'malformed'],
    ['null', 400, 'malformed'],
    ['{"language":"de"}', 400, 'malformed'],
    ['{"language":["ru"]}', 400, 'malformed'],
    [`{"language":"ru","rest":"${'x'.repeat(17_000)}"}`, 413, 'too-large'],
  ])('%.30s', async (body, status, problem) => {
    expect(await send(body)).toEqual([status, { problem }])
  })

  test('only JSON is read', async () => {
    const headers = { DPoP: await app.proof('POST', '/companion/hello'), 'Content-Type': 'text/plain' }
    const init = { method: 'POST', headers, body: '{"language":"ru"}' }
    const response = await portal.fetch(new Request(`${origin}/companion/hello`, init))
    expect([response.status, await response.json()]).toEqual([415, { problem: 'not-json' }])
  })

  test('a prototype in a body goes nowhere', async () => {
    const body = '{"language":"ru","__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'
    expect((await send(body))[0]).toBe(200)
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
  })
})

test('what is not there is not there, in JSON', async () => {
  const response = await app.sends('GET', '/companion/nothing')
  expect([response.status, await response.json()]).toEqual([404, { problem: 'not-found' }])
  const wrongMethod = await app.sends('GET', '/companion/code')
  expect(wrongMethod.status).toBe(404)
})

test('a fault says its reference number and nothing else', async () => {
  const broken = await newTestPortal({
    with: (parts) => ({
      keyring: {
        ...parts.keyring,
        open() {
          throw new Error('880512400120')
        },
      },
    }),
  })
  const person = await broken.account()
  await expect(newBound(broken, person)).rejects.toThrow(
    /"problem":"fault","reference":"[A-Z0-9]{4}-[A-Z0-9]{4}"/,
  )
  expect(broken.log.takeFaults()).toHaveLength(1)
})

test('push subscriptions are kept sealed, forgotten, and refused where they lead inside', async () => {
  const { x = '', y = '' } = await exportJWK((await newKeys()).publicKey)
  const bytes = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  const point = Buffer.concat(bytes).toString('base64url')
  const subscription = {
    endpoint: 'https://push.example.net/abc',
    keys: { p256dh: point, auth: Buffer.alloc(16, 7).toString('base64url') },
  }
  expect((await app.asks('POST', 'push', { subscription })).body).toEqual({ outcome: 'kept' })
  const { push_sealed: sealed } = await portal.database.reader
    .selectFrom('installations')
    .select('push_sealed')
    .executeTakeFirstOrThrow()
  expect(sealed?.includes('push.example.net')).toBe(false)
  expect((await app.asks('POST', 'push', { subscription: null })).body).toEqual({ outcome: 'forgotten' })
  const inside = { ...subscription, endpoint: 'https://169.254.169.254/latest' }
  expect((await app.asks('POST', 'push', { subscription: inside })).body).toEqual({ problem: 'malformed' })
})
