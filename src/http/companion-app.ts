import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { routes } from '../routes.ts'
import { type PackedFile, packedFile, sendPacked } from './packed-file.ts'

/** Where Vite puts the files that carry a hash in their name. */
const hashedFolder = 'assets/'

type File = PackedFile & { readonly etag: string; readonly cacheControl: string }

/**
 * Serves the built companion app (`dist/app`) at /ed24/ from memory. It is one page of public files that hold nobody's
 * data, so they are compressed; what has a hash in its name is kept for a year, the rest asked for each time. Throws
 * when the app was not built.
 */
export function serveCompanionApp(appFolder: string, publicOrigin: string): Hono {
  const files = readApp(appFolder)
  const headers = appHeaders(publicOrigin)
  const app = new Hono()
  app.get(routes.companionApp.slice(0, -1), (c) => c.redirect(routes.companionApp, 308))
  app.get(`${routes.companionApp}*`, async (c, next) => {
    const file = files.get(c.req.path.slice(routes.companionApp.length) || 'index.html')
    if (!file) return next()
    for (const [name, value] of headers) c.header(name, value)
    return answer(c, file)
  })
  return app
}

function readApp(folder: string): ReadonlyMap<string, File> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  return new Map(names.map((name) => [name, read(name, readFileSync(join(folder, name)))]))
}

function read(name: string, content: Buffer): File {
  return {
    ...packedFile(name, content),
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    cacheControl: name.startsWith(hashedFolder) ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

function answer(c: Context, file: File): Response {
  c.header('Cache-Control', file.cacheControl)
  c.header('ETag', file.etag)
  if (!c.req.header('if-none-match')?.includes(file.etag)) return sendPacked(c, file)
  if (file.brotli) c.header('Vary', 'Accept-Encoding')
  return c.body(null, 304)
}

/**
 * The app's own policy: scripts, styles and worker from our own host only, the camera for QR codes, nothing framed and
 * no form sent anywhere. `ed24-worker` is the one Trusted Types policy: it lets the worker's address through.
 */
function appHeaders(publicOrigin: string): [string, string][] {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types ed24-worker',
  ].join('; ')
  return [
    ['Content-Security-Policy', policy],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Embedder-Policy', 'require-corp'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()'],
    ['Service-Worker-Allowed', routes.companionApp],
    ...(publicOrigin.startsWith('https://')
      ? [['Strict-Transport-Security', 'max-age=63072000; includeSubDomains'] as [string, string]]
      : []),
  ]
}
