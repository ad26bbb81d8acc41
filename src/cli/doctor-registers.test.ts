import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  certificateFile,
  type RegisterServer,
  startRegisterServer,
} from '../../test/support/register-server.ts'
import type { RegisterSources } from '../registries/sources.ts'
import { checkRegisters } from './doctor-registers.ts'

const local: RegisterSources = { births: 'local', kindergarten: 'local', 'mobile-citizens': 'local' }
let server: RegisterServer
beforeEach(async () => {
  server = await startRegisterServer()
})
afterEach(() => server.close())

const looks = async (some: Partial<RegisterSources>) =>
  (await checkRegisters({ registers: { ...local, ...some } })).map(({ fine, what, details }) => [
    fine,
    what,
    ...details,
  ])
const lasts = [true, 'certificate for the registers lasts until 2120-01-01']

test('the imported tables need no asking', async () => {
  expect(await looks({})).toEqual([[true, 'registers are the imported tables']])
})

test('each register that another system answers is named, and nobody is asked about', async () => {
  const { service } = server
  expect(await looks({ births: service, 'mobile-citizens': service })).toEqual([
    lasts,
    [true, 'births register answers'],
    [true, 'mobile-citizens register answers'],
  ])
  expect(server.seen.map(({ method, url, body }) => [method, url, body])).toEqual([['GET', '/v1/health', '']])
})

test('one that is down or absent is told apart from the others', async () => {
  server.next({ body: '{"births":"up","kindergarten":"down","mobile-citizens":"absent"}' })
  const { service } = server
  expect(await looks({ births: service, kindergarten: service, 'mobile-citizens': service })).toEqual([
    lasts,
    [true, 'births register answers'],
    [false, 'kindergarten register answers', 'its service says “down”'],
    [false, 'mobile-citizens register answers', 'its service says “absent”'],
  ])
})

test('a service that fails, says something else or is not there', async () => {
  const births = server.service
  const why = async () => (await looks({ births })).at(-1)
  server.next({ status: 403 }, 'wrong-id', { body: '{"status":"UP"}' })
  const [forbidden, wrongId, other] = [await why(), await why(), await why()]
  const told = (text: string) => [false, 'registers answer: births', expect.stringMatching(text)]
  expect([forbidden, wrongId, other]).toEqual([
    told(String.raw`^refused \(403\) request [0-9a-f]{32}$`),
    told('^wrong-id request'),
    told('^schema request'),
  ])
  await server.close()
  expect(await why()).toEqual(told(String.raw`^unreachable \(ECONNREFUSED\)`))
})

test('a certificate that has ended is told before anybody is refused', async () => {
  const certificate = readFileSync(certificateFile('expired-server'), 'utf8')
  const births = {
    ...server.service,
    certificate,
    key: readFileSync(certificateFile('expired-server.key'), 'utf8'),
  }
  expect((await looks({ births }))[0]).toEqual([
    false,
    'certificate for the registers lasts until 2021-01-01',
    'it has ended',
  ])
})
