import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { routes } from '../routes.ts'
import { iconSvg } from '../ui/icon.ts'
import { packedFile, sendPacked } from './packed-file.ts'
import type { Assets } from './parts.ts'

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
    readdirSync(folder).map((name) => [name, packedFile(name, readFileSync(join(folder, name)))]),
  )
  files.set(iconName, packedFile(iconName, Buffer.from(iconSvg)))
  return async (c, next) => {
    const file = files.get(c.req.path.slice(routes.assets.length))
    if (!file) return next()
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    c.header('X-Content-Type-Options', 'nosniff')
    return sendPacked(c, file)
  }
}
