import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { routes } from '../routes.ts'
import { iconSvg } from '../ui/icon.ts'
import type { Assets } from './parts.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The tab's icon comes from the drawing of the mark, so it is not among the built files. */
const iconName = `icon-${createHash('sha256').update(iconSvg).digest('hex').slice(0, 8)}.svg`

const manifest = z.record(z.string(), z.object({ file: z.string() }))

/** Reads the built client (`dist/client`): which hashed files the pages name. Throws when it was not built. */
export function readAssets(clientFolder: string): Assets {
  const files = manifest.parse(JSON.parse(readFileSync(join(clientFolder, '.vite/manifest.json'), 'utf8')))
  const addressOf = (source: string) => {
    const found = files[source]
    if (!found) throw new Error(`assets: ${source} was not built`)
    return `/${found.file}`
  }
  return {
    css: addressOf('src/ui/styles/portal.css'),
    script: addressOf('src/ui/browser/portal.ts'),
    icon: routes.assets + iconName,
  }
}

/**
 * Serves the built files from memory, compressed once at start. Their names carry a hash, so browsers keep them for
 * a year. Pages themselves are not compressed: they carry secrets beside what a visitor can make them repeat (BREACH).
 */
export function serveAssets(clientFolder: string): MiddlewareHandler {
  const folder = join(clientFolder, 'assets')
  const files = new Map(
    readdirSync(folder).map((name) => [name, packed(name, readFileSync(join(folder, name)))]),
  )
  files.set(iconName, packed(iconName, Buffer.from(iconSvg)))
  return async (c, next) => {
    const file = files.get(c.req.path.slice(routes.assets.length))
    if (!file) return next()
    const isBrotli = /\bbr\b/.test(c.req.header('accept-encoding') ?? '')
    return c.body(isBrotli ? file.brotli : file.plain, 200, {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
      ...(isBrotli ? { 'Content-Encoding': 'br' } : {}),
    })
  }
}

function packed(name: string, plain: Buffer) {
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  return {
    type: types[extname(name)] ?? 'application/octet-stream',
    plain: new Uint8Array(plain),
    brotli: new Uint8Array(brotli),
  }
}
