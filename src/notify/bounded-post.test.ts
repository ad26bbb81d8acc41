import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SocketServer, serveOnSocket } from '../../test/support/socket-server.ts'
import { mayDial } from './address-guard.ts'
import { makePoster } from './bounded-post.ts'

let server: SocketServer
let asked: string[] = []
beforeAll(async () => {
  server = await serveOnSocket(async (request, _body, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/endless') {
      response.writeHead(201)
      const chunk = Buffer.alloc(8192)
      const timer = setInterval(() => response.write(chunk), 1)
      response.once('close', () => {
        clearInterval(timer)
        asked.push('closed')
      })
      return
    }
    response.writeHead(201).end()
  })
})
afterAll(() => server.close())

const message = (url: string) => ({ url, headers: {}, body: Buffer.from('{}') })

test('a name that resolves to loopback is refused at the connection', async () => {
  asked = []
  const poster = makePoster({
    timeoutMilliseconds: 2000,
    mostSockets: 2,
    mayDial: (address) => mayDial(address, { local: false }),
  })
  const byName = server.origin.replace('127.0.0.1', 'localhost')
  expect(await poster.post(message(byName))).toEqual({
    ok: false,
    problem: 'address-refused',
    again: false,
    gone: true,
  })
  expect(asked).toEqual([])
  poster.close()
})

test('an endless answer is dropped', async () => {
  asked = []
  const poster = makePoster({ timeoutMilliseconds: 2000, mostSockets: 2 })
  expect(await poster.post(message(`${server.origin}/endless`))).toEqual({ ok: true })
  await expect.poll(() => asked).toContain('closed')
  poster.close()
})

test('nobody there, and a name that does not exist', async () => {
  const poster = makePoster({ timeoutMilliseconds: 2000, mostSockets: 2 })
  const nobody = await poster.post(message('http://127.0.0.1:9/'))
  const nowhere = await poster.post(message('https://push.invalid/'))
  expect([nobody, nowhere]).toEqual([
    { ok: false, problem: 'unreachable', again: true },
    { ok: false, problem: 'unreachable', again: true },
  ])
  poster.close()
})
