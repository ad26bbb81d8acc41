import type { z } from 'zod'
import type { Random } from '../../domain/clock.ts'
import { RegisterTrouble } from '../trouble.ts'
import type { Exchange, Message, Reply } from './mutual-tls.ts'

/** The service of `docs/registers/openapi.yaml`. What it says is believed only in exactly that form. */
export type JsonService = {
  ask<Answer>(path: string, question: unknown, form: z.ZodType<Answer>, signal?: AbortSignal): Promise<Answer>
  look<Answer>(path: string, form: z.ZodType<Answer>, signal?: AbortSignal): Promise<Answer>
}

const patienceMilliseconds = 5000

/** Questions are POSTs, so that no IIN or number comes into an address, and from there into somebody's log. */
export function makeJsonService(exchange: Exchange, random: Random): JsonService {
  async function send<Answer>(
    message: Omit<Message, 'headers'>,
    form: z.ZodType<Answer>,
    signal: AbortSignal = AbortSignal.timeout(patienceMilliseconds),
  ): Promise<Answer> {
    const requestId = random.bytes(16).toString('hex')
    const headers = {
      Accept: 'application/json',
      'Request-Id': requestId,
      ...(message.body && { 'Content-Type': 'application/json' }),
    }
    try {
      return readAnswer(await exchange({ ...message, headers }, signal), requestId, form)
    } catch (error) {
      if (!(error instanceof RegisterTrouble)) throw error
      throw new RegisterTrouble(error.code, { detail: error.detail, requestId })
    }
  }

  return {
    ask: (path, question, form, signal) =>
      send({ method: 'POST', path, body: Buffer.from(JSON.stringify(question)) }, form, signal),
    look: (path, form, signal) => send({ method: 'GET', path }, form, signal),
  }
}

function readAnswer<Answer>(reply: Reply, requestId: string, form: z.ZodType<Answer>): Answer {
  const { status, headers, body } = reply
  if (status !== 200) throw troubleOfStatus(status, headers['retry-after'] !== undefined)
  if (headers['request-id'] !== requestId) throw new RegisterTrouble('wrong-id')
  const type = headers['content-type']?.toLowerCase() ?? ''
  if (!/^application\/json( *; *charset="?utf-8"?)?$/.test(type) || headers['content-encoding'])
    throw new RegisterTrouble('form')
  const { text, value } = parse(body)
  const read = form.safeParse(value)
  if (!read.success || !isSaidOnce(text, value)) throw new RegisterTrouble('schema')
  return read.data
}

function parse(body: Buffer): { text: string; value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    return { text, value: JSON.parse(text) }
  } catch {
    // Without its cause: a parser quotes what it was given.
    throw new RegisterTrouble('form')
  }
}

/**
 * Whether an answer names nothing twice: of two words for one name a parser keeps the last, and whoever checked the answer
 * on its way may have read the first (RFC 8259 §4). No word of an answer has a space in it, so only spaces may differ.
 */
function isSaidOnce(text: string, value: unknown): boolean {
  return text.replace(/[ \t\r\n]/g, '') === JSON.stringify(value)
}

function troubleOfStatus(status: number, saysWhen: boolean): RegisterTrouble {
  const detail = String(status)
  if (status === 429) return new RegisterTrouble('too-many', { detail })
  if (status === 503 && saysWhen) return new RegisterTrouble('asked-to-wait', { detail })
  if (status >= 502 && status <= 504) return new RegisterTrouble('gateway', { detail })
  if (status >= 400 && status < 500) return new RegisterTrouble('refused', { detail })
  return new RegisterTrouble('status', { detail })
}
