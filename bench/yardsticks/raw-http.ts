import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The yardstick for pages: `node:http` alone, answering everything with as many bytes as the page has. */
const bytes = Buffer.alloc(Number(process.argv[2] ?? 5000), 'k')
const server = createServer((_, answer) => {
  answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': bytes.byteLength })
  answer.end(bytes)
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
