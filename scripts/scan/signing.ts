import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { routes } from '../../src/routes.ts'

const ofConnection = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

/**
 * The companion API wants every call signed (DPoP), which no scanner does: so this stands between on a port of its own, passes
 * on whatever comes, body untouched, and signs it as one installed app.
 */
export async function startSigning(target: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const { kty, crv, x, y } = await exportJWK(publicKey)
  let nonce: string | undefined

  async function send(method: string, path: string, body: Buffer, type: string) {
    const { pathname } = new URL(path, target)
    const claims = {
      htm: method,
      htu: target + pathname,
      iat: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
    }
    const dpop = await new SignJWT({ ...claims, ...(nonce ? { nonce } : {}) })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } as object })
      .sign(privateKey)
    const headers = { dpop, 'content-type': type, 'x-forwarded-for': '198.51.100.250' }
    const response = await fetch(target + path, {
      method,
      headers,
      body: method === 'GET' || method === 'HEAD' ? null : new Uint8Array(body),
      redirect: 'manual',
    })
    nonce = response.headers.get('dpop-nonce') ?? nonce
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  /** One call as the app makes it: once more with the server's nonce, and with another hello after its removal. */
  async function call(method: string, path: string, body: Buffer, type = 'application/json') {
    let answer = await send(method, path, body, type)
    if (answer.status === 401 && answer.text.includes('use_dpop_nonce'))
      answer = await send(method, path, body, type)
    if (answer.status === 401 && answer.text.includes('unknown-installation')) {
      await send('POST', `${routes.companion}/hello`, Buffer.from('{"language":"ru"}'), 'application/json')
      answer = await send(method, path, body, type)
    }
    return answer
  }

  const server = createServer(async (request: IncomingMessage, response) => {
    const { method = 'GET', url = '/', headers } = request
    try {
      const answer = await call(method, url, await buffer(request), headers['content-type'])
      // What belongs to the connection is each one's own.
      const kept = [...answer.headers].filter(([name]) => !ofConnection.includes(name))
      response.writeHead(answer.status, kept.flat())
      response.end(answer.text)
    } catch (error) {
      // An address that no client can send, for example. It is told, as the scanner would take it for the API's answer.
      console.error(`not passed on: ${method} ${url}: ${error}`)
      response.writeHead(400).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asks: async (name: string, body: object) =>
      JSON.parse((await call('POST', `${routes.companion}/${name}`, Buffer.from(JSON.stringify(body)))).text),
    feed: async () => JSON.parse((await call('GET', `${routes.companion}/feed`, Buffer.alloc(0))).text),
    stop: () => server.close(),
  }
}
