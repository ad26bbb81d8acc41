import { makePoster } from '../bounded-post.ts'
import type { SmsGatewayAddress } from '../parts.ts'
import type { SmsSender } from '../sms.ts'

/**
 * SMS through an HTTP gateway: `POST {"to": "+7…", "text": "…"}` with a bearer key and an Idempotency-Key (the IETF
 * draft's header), 2xx when it has taken the message. Operators put what their provider wants behind it. The key is in no log.
 */
export function makeHttpGateway(
  address: SmsGatewayAddress,
  options: { readonly timeoutMilliseconds: number; readonly mostSockets: number },
): SmsSender {
  const poster = makePoster(options)
  return {
    async send({ id, to, text }) {
      const outcome = await poster.post({
        url: address.url,
        headers: {
          Authorization: `Bearer ${address.key}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': `"${id}"`,
        },
        body: Buffer.from(JSON.stringify({ to, text })),
      })
      // A wrong address or key is the operator's to repair, and the message is still worth sending then.
      const isMisconfigured =
        !outcome.ok && (outcome.problem === 'unauthorised' || outcome.problem === 'gone')
      return isMisconfigured ? { ok: false, problem: outcome.problem, again: true } : outcome
    },
    close: () => poster.close(),
  }
}
