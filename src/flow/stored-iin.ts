import { z } from 'zod'
import { type Iin, parseIin } from '../domain/iin.ts'

/** An IIN in a journey's stored row. */
export const storedIin = z.string().transform((text, context): Iin => {
  const read = parseIin(text)
  if (read.ok) return read.iin
  context.addIssue('not an IIN')
  return z.NEVER
})
