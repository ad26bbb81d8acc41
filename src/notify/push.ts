import webPush from 'web-push'
import type { Keyring } from '../database/keyring.ts'
import { mayBeEndpoint, mayDial } from './address-guard.ts'
import { makePoster } from './bounded-post.ts'
import type { SendOutcome } from './outcome.ts'
import type { PushSubscription } from './subscriptions.ts'
import { vapidKeys } from './vapid.ts'

/**
 * A push only says "look" (app/worker/sw.ts): the phone shows the same words each time, in the app's language. `isUrgent`
 * wakes a phone that saves power (RFC 8030 §5.3). `tag` is the same for each repetition, so that a phone that was
 * off gets one (§5.4).
 */
export type PushMessage = { readonly isUrgent: boolean; readonly tag: string }

export type PushSender = {
  /** `ttlSeconds`: how long the push service keeps it for a phone that is off. */
  send(subscription: PushSubscription, message: PushMessage, ttlSeconds: number): Promise<SendOutcome>
  close(): void
}

/** Nothing reads it: blanks, encrypted for the subscription (RFC 8291), of the length that an app may one day be told something in. */
const payload = ' '.repeat(96)

/** Makes the sender of Web Push (RFC 8030) with this deployment's VAPID pair (RFC 8292). */
export function makePushSender(
  parts: {
    readonly keyring: Keyring
    readonly config: { readonly publicOrigin: string; readonly allowLocalPush: boolean }
  },
  options: { readonly timeoutMilliseconds: number; readonly mostSockets: number },
): PushSender {
  const keys = vapidKeys(parts.keyring)
  const { publicOrigin } = parts.config
  const guard = { local: parts.config.allowLocalPush }
  const subject = publicOrigin.startsWith('https://') ? publicOrigin : 'mailto:demo@kabinet.example'
  const poster = makePoster({ ...options, mayDial: (address) => mayDial(address, guard) })
  return {
    async send(subscription, message, ttlSeconds) {
      if (!mayBeEndpoint(subscription.endpoint, guard)) {
        return { ok: false, problem: 'address-refused', again: false, gone: true }
      }
      const { headers, body } = webPush.generateRequestDetails(subscription, payload, {
        vapidDetails: { subject, ...keys },
        contentEncoding: 'aes128gcm',
        TTL: ttlSeconds,
        urgency: message.isUrgent ? 'high' : 'normal',
        topic: message.tag,
      })
      return poster.post({ url: subscription.endpoint, headers: textual(headers), body })
    },
    close: () => poster.close(),
  }
}

function textual(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
