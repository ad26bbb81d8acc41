import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { serveCompanionApp } from './companion-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'ed24-app-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>ED24</title>')
writeFileSync(join(folder, 'sw.js'), 'self.skipWaiting()')
writeFileSync(join(folder, 'assets/index-abc.js'), 'export {}')
const app = serveCompanionApp(folder, 'https://kabinet.example.kz')
afterAll(() => rmSync(folder, { recursive: true }))

test('/ed24 leads to /ed24/, which is the page', async () => {
  const answer = await app.request('/ed24')
  expect([answer.status, answer.headers.get('location')]).toEqual([308, '/ed24/'])
  expect(await (await app.request('/ed24/')).text()).toContain('<title>ED24</title>')
})

test('the app has its own policy: own files, camera, one Trusted Types policy', async () => {
  const { headers } = await app.request('/ed24/')
  const policy = headers.get('content-security-policy') ?? ''
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types ed24-worker',
  ]) {
    expect(policy.split('; ')).toContain(part)
  }
  expect(policy).not.toContain('unsafe')
  expect(headers.get('permissions-policy')).toContain('camera=(self)')
  expect(headers.get('strict-transport-security')).toContain('max-age=63072000')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('what has a hash is kept for a year; page and worker are asked for each time', async () => {
  const kept = async (path: string) => (await app.request(path)).headers.get('cache-control')
  expect(await kept('/ed24/assets/index-abc.js')).toContain('immutable')
  expect(await kept('/ed24/')).toBe('no-cache')
  expect(await kept('/ed24/sw.js')).toBe('no-cache')
  const { headers } = await app.request('/ed24/sw.js')
  expect(headers.get('service-worker-allowed')).toBe('/ed24/')
  const again = await app.request('/ed24/sw.js', { headers: { 'If-None-Match': headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
})

test('brotli for those who read it', async () => {
  const answer = await app.request('/ed24/', { headers: { 'Accept-Encoding': 'gzip, br' } })
  expect(answer.headers.get('content-encoding')).toBe('br')
  expect(brotliDecompressSync(await answer.arrayBuffer()).toString()).toContain('ED24')
})

test.each(['/ed24/missing.js', '/ed24/../package.json', '/ed24/%2e%2e/index.html'])(
  'no other file is served: %s',
  async (path) => {
    expect((await app.request(path)).status).toBe(404)
  },
)
