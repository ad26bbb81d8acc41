import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

/** The portal behind a real socket: what a lost connection looks like is for Node to say. */
let portal: TestPortal
const answered: string[] = []
const server = createServer(
  getRequestListener(async (request) => {
    const answer = await portal.fetch(request)
    answered.push(`${request.method} ${answer.status}`)
    return answer
  }),
)
beforeAll(async () => {
  portal = await newTestPortal()
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => void server.close())

test.each([
  [
    'a form whose length was told',
    routes.signIn.iin,
    'application/x-www-form-urlencoded',
    'Content-Length: 100',
    'csrf=',
  ],
  [
    'a form in pieces',
    routes.signIn.iin,
    'application/x-www-form-urlencoded',
    'Transfer-Encoding: chunked',
    '5\r\ncsrf=\r\n',
  ],
])('%s, cut off by a lost connection, is nobody’s fault', async (_, path, type, length, start) => {
  const before = answered.length
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: ${type}\r\n${length}\r\n\r\n${start}`,
  )
  setTimeout(() => socket.destroy(), 50)
  await expect.poll(() => answered.length).toBeGreaterThan(before)
  expect(answered.at(-1)).toBe('POST 413')
  expect(portal.log.takeFaults()).toEqual([])
})
