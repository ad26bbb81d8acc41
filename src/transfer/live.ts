import { readClaim } from '../account/transfers/claim.ts'
import { hasProvenNumber, requestOfClaim } from '../account/transfers/number.ts'
import { activatedStreams } from '../http/activated-stream.ts'
import type { Parts } from '../http/parts.ts'
import type { PortalContext } from '../http/visit.ts'
import { journeySteps } from './steps.ts'

/** Tells a page with a claim's number that its own one-time password was used. */
export function liveTransfer(parts: Parts) {
  const { reader } = parts.database
  const steps = journeySteps(parts)
  const stream = activatedStreams(parts)
  const claimOf = (id: string) => readClaim(reader, parts, id)

  return async (c: PortalContext): Promise<Response> => {
    const claimId = (await steps.read(c))?.state.claimId
    const claim = claimId ? await claimOf(claimId) : undefined
    if (!claim) return stream(c, undefined)
    return stream(c, {
      requestId: (await requestOfClaim(reader, claim.id)).id,
      async isActivated() {
        // Read anew: the number may be another one meanwhile.
        const current = await claimOf(claim.id)
        return current !== undefined && (await hasProvenNumber(reader, current))
      },
      isAlive: async () => (await steps.read(c))?.state.claimId === claim.id,
    })
  }
}
