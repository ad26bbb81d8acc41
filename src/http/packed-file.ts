import { extname } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Context } from 'hono'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
}

/** A built file in memory, compressed once; what a picture format has compressed already is not. */
export type PackedFile = {
  readonly type: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer> | undefined
}

export function packedFile(name: string, content: Buffer): PackedFile {
  const brotli = name.endsWith('.png')
    ? undefined
    : brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  return {
    type: types[extname(name)] ?? 'application/octet-stream',
    plain: new Uint8Array(content),
    brotli: brotli && new Uint8Array(brotli),
  }
}

/** Answers with the file in the form that the browser takes; its other headers are the caller's. */
export function sendPacked(c: Context, file: PackedFile): Response {
  c.header('Content-Type', file.type)
  if (file.brotli) c.header('Vary', 'Accept-Encoding')
  if (!file.brotli || !/\bbr\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(file.plain)
  c.header('Content-Encoding', 'br')
  return c.body(file.brotli)
}
