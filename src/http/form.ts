import type { PortalContext } from './visit.ts'

/** A submitted form: text fields only, each at most `maxFieldLength` characters as sent. */
export type Form = {
  /** The field's text, '' when absent. */
  text(name: string): string
  /** True when the field was sent with any value: a ticked box, the button that was pressed. */
  has(name: string): boolean
}

export type FormOutcome = { ok: true; form: Form } | { ok: false; status: 413 | 415 }

const maxBodyBytes = 64 * 1024

/** Reads a form, refusing other content types and bodies over 64 KiB before they are held in memory. */
export async function readForm(c: PortalContext): Promise<FormOutcome> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return { ok: false, status: 415 }
  const body = await readBody(c)
  if (body === undefined) return { ok: false, status: 413 }
  return { ok: true, form: formOf(new URLSearchParams(body)) }
}

/** A body of a length that the request tells is no longer than that (RFC 9112 §6.3), and read without a web stream. */
async function readBody(c: PortalContext): Promise<string | undefined> {
  const told = c.req.header('content-length')
  if (told === undefined || !/^\d+$/.test(told)) return readBounded(c.req.raw.body, maxBodyBytes)
  return Number(told) > maxBodyBytes ? undefined : c.req.raw.text().catch(nothingOfCutOff)
}

function formOf(fields: URLSearchParams): Form {
  return { text: (name) => fields.get(name) ?? '', has: (name) => fields.has(name) }
}

/** The text of a body, undefined as soon as it is longer than `most` bytes, or when the connection was lost before its end. */
export async function readBounded(
  stream: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<string | undefined> {
  if (!stream) return ''
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of stream) {
      size += part.byteLength
      if (size > most) return undefined
      parts.push(part)
    }
  } catch (error) {
    return nothingOfCutOff(error)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** What Node says of a request whose client left: no fault of ours, and nobody is there to read the answer. */
function nothingOfCutOff(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return undefined
  throw error
}
