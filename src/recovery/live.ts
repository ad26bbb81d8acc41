import { isRecoveryActivated } from '../account/activations.ts'
import { activatedStreams } from '../http/activated-stream.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { recoveryStore } from './ask.ts'

/** Tells a recovery page that its own one-time password was used. */
export function liveRecovery(parts: Parts) {
  const { reader } = parts.database
  const store = recoveryStore(parts)
  const stream = activatedStreams(parts)

  return async (c: PortalContext): Promise<Response> => {
    const token = visitOf(c).cookies.read(c, 'recovery')
    const state = await store.read(reader, token)
    return stream(
      c,
      state && {
        requestId: state.recoveryId,
        isActivated: () => isRecoveryActivated(reader, state.recoveryId),
        isAlive: async () => (await store.read(reader, token)) !== undefined,
      },
    )
  }
}
