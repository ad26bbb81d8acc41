import type { z } from 'zod'
import { readBounded } from '../http/form.ts'
import type { CompanionContext } from './caller.ts'

const maxBodyBytes = 16 * 1024

type Body<T> = { ok: true; body: T } | { ok: false; answer: Response }

/** Reads a JSON body of at most 16 KB through its schema; only what the schema names is passed on. */
export async function readBody<T>(c: CompanionContext, schema: z.ZodType<T>): Promise<Body<T>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return { ok: false, answer: c.json({ problem: 'not-json' }, 415) }
  const text = await readBounded(c.req.raw.body, maxBodyBytes)
  if (text === undefined) return { ok: false, answer: c.json({ problem: 'too-large' }, 413) }
  const read = schema.safeParse(parseJson(text))
  if (!read.success) return { ok: false, answer: c.json({ problem: 'malformed' }, 400) }
  return { ok: true, body: read.data }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
