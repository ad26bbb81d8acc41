import type { Keyring } from '../database/keyring.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import type { MailRoute } from '../mail-route.ts'

/** The gateway that sends SMS, when the deployment has one. */
export type SmsGatewayAddress = { readonly url: string; readonly key: string }

/** What writing a notice needs; the portal's `Parts` fit. */
export type NotifyParts = {
  readonly clock: Clock
  readonly keyring: Keyring
  readonly limits: Limits
  readonly config: {
    readonly sms: SmsGatewayAddress | undefined
    readonly mail: MailRoute | undefined
    readonly publicOrigin: string
    readonly assistedContact: string
  }
}
